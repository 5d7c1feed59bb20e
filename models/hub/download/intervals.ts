/** Byte ranges of a file, each from its first byte to the one after its last, in order and apart. */
export type Intervals = readonly (readonly [number, number])[]

/** The ranges with one more, joined where they touch. */
export function withInterval(intervals: Intervals, start: number, end: number): Intervals {
  if (end <= start) return intervals
  const joined: [number, number][] = []
  for (const [from, to] of [...intervals, [start, end] as const].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  return joined
}

/** What of `size` bytes is not covered, in pieces of at most `most` bytes. */
export function missingPieces(intervals: Intervals, size: number, most: number): [number, number][] {
  const pieces: [number, number][] = []
  let at = 0
  for (const [start, end] of [...intervals, [size, size] as const]) {
    for (; at < start; at = Math.min(start, at + most)) pieces.push([at, Math.min(start, at + most)])
    at = Math.max(at, end)
  }
  return pieces
}

export function coveredBytes(intervals: Intervals): number {
  return intervals.reduce((sum, [start, end]) => sum + end - start, 0)
}
