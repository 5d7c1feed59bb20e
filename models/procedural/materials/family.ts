import type { Kit } from './kit.ts'
import type { Sample } from './sample.ts'

/** What a family does at each pixel. `shape` runs first on every pixel; `paint` then knows the surroundings. */
export interface MaterialProgram {
  /** Sets `height` (tile widths) and any of the masks a..d. */
  shape(s: Sample): void
  /** Sets colour, roughness, metalness (0 unless set) and glow (none unless set); may change `height`. */
  paint(s: Sample): void
}

export interface MaterialFamily {
  readonly id: string
  readonly title: string
  readonly summary: string
  /** Other words a person may use for it. */
  readonly synonyms: readonly string[]
  /** Metres across one tile. */
  readonly tileSize: number
  /** Whether a colour changes its look: 'main' for the whole, 'two' when a second colour does too. */
  readonly hasColour: 'none' | 'main' | 'two'
  /** A metal (or thin paint on one): it bends where stone breaks. */
  readonly metallic?: boolean
  readonly build: (kit: Kit) => MaterialProgram
}

/** What a trait does to any family. Traits run in a fixed order, whatever order they are asked for in. */
export interface TraitProgram {
  /** Cuts or raises `height` before the surroundings are known. The mask 0..1 that it returns is handed to `cover`. */
  carve?(s: Sample): number
  /** Lays a layer over colour, roughness, metalness, glow and height. `mask` is 0 without a `carve`. */
  cover?(s: Sample, mask: number): void
}

export interface MaterialTrait {
  readonly id: string
  readonly summary: string
  readonly synonyms: readonly string[]
  readonly build: (kit: Kit) => TraitProgram
}
