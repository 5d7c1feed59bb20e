import { clothFamilies } from './families/cloth.ts'
import { groundFamilies } from './families/ground.ts'
import { masonryFamilies } from './families/masonry.ts'
import { metalFamilies } from './families/metal.ts'
import { mineralFamilies } from './families/mineral.ts'
import { platingFamilies } from './families/plating.ts'
import { specialFamilies } from './families/special.ts'
import { stoneFamilies } from './families/stone.ts'
import { tileFamilies } from './families/tiles.ts'
import { woodFamilies } from './families/wood.ts'
import type { MaterialFamily } from './family.ts'

/** Every built-in material. To add one, add an entry to a file in families/. */
export const families: readonly MaterialFamily[] = [
  ...metalFamilies,
  ...platingFamilies,
  ...stoneFamilies,
  ...mineralFamilies,
  ...masonryFamilies,
  ...tileFamilies,
  ...woodFamilies,
  ...groundFamilies,
  ...clothFamilies,
  ...specialFamilies,
]
