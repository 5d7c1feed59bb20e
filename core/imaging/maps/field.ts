/** Numbers over a picture, row-major from the top left. */
export interface Field {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

/** What lies beyond the border: the other side (a tile), or the mirrored picture. */
export type Border = 'wrap' | 'mirror'

/** The index in [0, n) that stands for `i`. */
export function beyond(i: number, n: number, border: Border): number {
  if (i >= 0 && i < n) return i
  if (border === 'wrap') {
    const r = i % n
    return r < 0 ? r + n : r
  }
  if (n === 1) return 0
  const period = 2 * n - 2
  const r = ((i % period) + period) % period
  return r < n ? r : period - r
}

/** The number below which a share of the field's numbers lies, from a histogram of 4096 steps. */
export function percentiles({ data }: Field, shares: readonly number[]): number[] {
  let low = Infinity
  let high = -Infinity
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!
    if (value < low) low = value
    if (value > high) high = value
  }
  if (!(high > low)) return shares.map(() => low)
  const counts = new Uint32Array(4096)
  const scale = 4095 / (high - low)
  for (let i = 0; i < data.length; i++) counts[Math.round((data[i]! - low) * scale)]! += 1
  return shares.map((share) => {
    let left = share * data.length
    let step = 0
    while (step < 4095 && left > counts[step]!) left -= counts[step++]!
    return low + step / scale
  })
}
