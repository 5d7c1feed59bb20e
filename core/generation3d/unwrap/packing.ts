/** Where a chart lies in the unit square. */
export interface PlacedChart {
  /** uv = turn · flat uv · scale + offset; `turns` are quarter turns. */
  readonly turns: number
  readonly offset: readonly [number, number]
}

export interface Packing {
  /** Texture sides for each metre: the same for all charts, so that texels are of one size. */
  readonly scale: number
  readonly charts: readonly PlacedChart[]
}
