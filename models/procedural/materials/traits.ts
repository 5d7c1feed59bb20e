import type { MaterialTrait } from './family.ts'
import { filmTraits, weatheringTraits } from './traits/layer.ts'
import { surfaceTraits } from './traits/surface.ts'

/** Every trait, in the order in which they are laid over a material; glow and polish come last of the surface's own. */
export const traits: readonly MaterialTrait[] = [...surfaceTraits, ...weatheringTraits, ...filmTraits]
