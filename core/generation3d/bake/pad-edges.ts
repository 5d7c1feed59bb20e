/**
 * Spreads the colours of covered texels outwards, so that filtering at the border of a chart finds its own colour, and fills the
 * rest with `filler` or the mean. `rings` is how many texels far.
 */
export function padEdges(
  covered: Uint8Array,
  size: number,
  rings: number,
  maps: readonly { readonly data: Uint8Array; readonly channels: number; readonly filler?: readonly number[] }[],
): void {
  const done = covered.slice()
  const sources = new Int32Array(covered.length).fill(-1)
  let front: number[] = []
  for (let at = 0; at < done.length; at++) if (done[at] === 1) front.push(at)
  const covering = front
  for (let ring = 0; ring < rings && front.length > 0; ring++) {
    const next: number[] = []
    for (const at of front) {
      const x = at % size
      if (x > 0) spread(at, at - 1, next)
      if (x < size - 1) spread(at, at + 1, next)
      if (at >= size) spread(at, at - size, next)
      if (at < done.length - size) spread(at, at + size, next)
    }
    front = next
  }
  for (const { data, channels, filler = meanOf(data, channels) } of maps) {
    for (let at = 0; at < sources.length; at++) {
      if (covered[at] === 1) continue
      const source = sources[at]!
      for (let c = 0; c < channels; c++)
        data[at * channels + c] = source >= 0 ? data[source * channels + c]! : filler[c]!
    }
  }

  function meanOf(data: Uint8Array, channels: number): number[] {
    const sums = new Float64Array(channels)
    for (const at of covering) for (let c = 0; c < channels; c++) sums[c] = sums[c]! + data[at * channels + c]!
    return Array.from(sums, (sum) => Math.round(sum / Math.max(1, covering.length)))
  }

  function spread(from: number, to: number, next: number[]): void {
    if (done[to] === 1) return
    done[to] = 1
    sources[to] = sources[from]! >= 0 ? sources[from]! : from
    next.push(to)
  }
}
