import { clothFamilies } from './families/cloth.ts'
import { groundFamilies } from './families/ground.ts'
import { masonryFamilies } from './families/masonry.ts'
import { metalFamilies } from './families/metal.ts'
import { specialFamilies } from './families/special.ts'
import { stoneFamilies } from './families/stone.ts'
import { woodFamilies } from './families/wood.ts'
import type { MaterialFamily } from './family.ts'

/** Every built-in material. To add one, add an entry to a file in families/. */
export const families: readonly MaterialFamily[] = [
  ...metalFamilies,
  ...stoneFamilies,
  ...masonryFamilies,
  ...woodFamilies,
  ...groundFamilies,
  ...clothFamilies,
  ...specialFamilies,
]
