import type { MaterialTrait } from './family.ts'
import { ageingTraits } from './traits/ageing.ts'
import { coatTraits, coverTraits } from './traits/covering.ts'
import { surfaceTraits } from './traits/surface.ts'

/** Every trait, in the order in which they are laid over a material: the surface itself, coats, age, then what covers all. */
export const traits: readonly MaterialTrait[] = [...surfaceTraits, ...coatTraits, ...ageingTraits, ...coverTraits]
