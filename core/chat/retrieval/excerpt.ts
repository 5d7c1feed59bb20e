/** A part of a project that fits some words. */
export interface Excerpt {
  readonly path?: string
  readonly assetId?: string
  readonly quote: string
}
