/** Occlusion is found once for each cell of `step` × `step` texels. */
export interface OcclusionGrid {
  readonly step: number
  readonly rays: number
  /** Metres that rays look far. */
  readonly range: number
  /** 1..255 how open the surface is there; 0 where no triangle is. */
  readonly openness: Uint8Array
}
