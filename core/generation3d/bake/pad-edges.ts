/** Where each texel outside takes its colour from; its own index where it is covered, −1 where no covered texel is near. */
export type Padding = Int32Array

export interface FindPadding {
  /** 1 where a chart lies. */
  readonly covered: Uint8Array
  readonly size: number
  readonly rings: number
}

/** The nearest covered texels, ring by ring up to `rings` texels far. Runs in a worker thread. @worker */
export function findPadding({ covered, size, rings }: FindPadding): Padding {
  const sources = new Int32Array(new SharedArrayBuffer(covered.length * 4)).fill(-1)
  let front: number[] = []
  for (let at = 0; at < covered.length; at++) if (covered[at] === 1) sources[at] = at
  for (let at = 0; at < covered.length; at++) if (covered[at] === 1) spread(at, front)
  for (let ring = 1; ring < rings && front.length > 0; ring++) {
    const next: number[] = []
    for (const at of front) spread(at, next)
    front = next
  }
  return sources

  /** Gives the free texels beside one its source, and notes them. */
  function spread(at: number, found: number[]): void {
    const x = at % size
    if (x > 0) take(at - 1, at, found)
    if (x < size - 1) take(at + 1, at, found)
    if (at >= size) take(at - size, at, found)
    if (at < sources.length - size) take(at + size, at, found)
  }

  function take(at: number, from: number, found: number[]): void {
    if (sources[at] !== -1) return
    sources[at] = sources[from]!
    found.push(at)
  }
}

export interface MapToPad {
  readonly padding: Padding
  readonly data: Uint8Array
  readonly channels: number
  /** What is put where nothing is near; the mean of the covered texels unless given. */
  readonly filler?: readonly number[]
}

/**
 * Spreads the colours of covered texels outwards, so that filtering at the border of a chart finds its own colour. Runs in a
 * worker thread. @worker
 */
export function padMap({ padding, data, channels, filler = meanOf(padding, data, channels) }: MapToPad): void {
  for (let at = 0; at < padding.length; at++) {
    const source = padding[at]!
    if (source === at) continue
    for (let c = 0; c < channels; c++) data[at * channels + c] = source >= 0 ? data[source * channels + c]! : filler[c]!
  }
}

function meanOf(padding: Padding, data: Uint8Array, channels: number): number[] {
  const sums = new Float64Array(channels)
  let texels = 0
  for (let at = 0; at < padding.length; at++) {
    if (padding[at] !== at) continue
    texels++
    for (let c = 0; c < channels; c++) sums[c] = sums[c]! + data[at * channels + c]!
  }
  return Array.from(sums, (sum) => Math.round(sum / Math.max(1, texels)))
}
