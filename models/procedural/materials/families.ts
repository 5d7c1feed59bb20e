import { metalFamilies } from './families/metal.ts'
import { stoneFamilies } from './families/stone.ts'
import type { MaterialFamily } from './family.ts'

/** Every built-in material. To add one, add an entry to a file in families/. */
export const families: readonly MaterialFamily[] = [...metalFamilies, ...stoneFamilies]
