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
  // Where each texel outside takes its colour from: -1 nowhere yet. Grows ring by ring from the texels at a border.
  const sources = new Int32Array(covered.length).fill(-1)
  let front = new Int32Array(covered.length)
  let next = new Int32Array(covered.length)
  let count = 0
  for (let at = 0; at < covered.length; at++) if (covered[at] === 1) count = spread(at, at, front, count)
  for (let ring = 1; ring < rings && count > 0; ring++) {
    let found = 0
    for (let i = 0; i < count; i++) found = spread(front[i]!, sources[front[i]!]!, next, found)
    ;[front, next] = [next, front]
    count = found
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
    let texels = 0
    for (let at = 0; at < covered.length; at++) {
      if (covered[at] === 0) continue
      texels++
      for (let c = 0; c < channels; c++) sums[c] = sums[c]! + data[at * channels + c]!
    }
    return Array.from(sums, (sum) => Math.round(sum / Math.max(1, texels)))
  }

  /** Gives the free texels beside one its source, and notes them. */
  function spread(at: number, source: number, into: Int32Array, from: number): number {
    const x = at % size
    let found = from
    if (x > 0 && free(at - 1)) found = take(at - 1, source, into, found)
    if (x < size - 1 && free(at + 1)) found = take(at + 1, source, into, found)
    if (at >= size && free(at - size)) found = take(at - size, source, into, found)
    if (at < covered.length - size && free(at + size)) found = take(at + size, source, into, found)
    return found
  }

  function free(at: number): boolean {
    return covered[at] === 0 && sources[at] === -1
  }

  function take(at: number, source: number, into: Int32Array, found: number): number {
    sources[at] = source
    into[found] = at
    return found + 1
  }
}
