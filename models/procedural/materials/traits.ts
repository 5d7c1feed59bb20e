import type { MaterialTrait } from './family.ts'

/** Every trait, in the order in which they are laid over a material. */
export const traits: readonly MaterialTrait[] = []
