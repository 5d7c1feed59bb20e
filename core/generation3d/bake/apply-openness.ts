import type { BakeOutput } from './bake-band.ts'

/** Nearest first: the texels within two of one, where an answer may stand. */
const AROUND = Array.from({ length: 25 }, (_, i): [number, number] => [(i % 5) - 2, Math.floor(i / 5) - 2]).sort(
  (a, b) => a[0] * a[0] + a[1] * a[1] - (b[0] * b[0] + b[1] * b[1]),
)

export interface OpennessBand {
  readonly output: Pick<BakeOutput, 'openness' | 'covered' | 'ambientOcclusion'>
  readonly size: number
  readonly firstRow: number
  readonly endRow: number
}

/**
 * Spreads the openness found at every fourth texel to all, as the mean of the four around, and darkens the occlusion map by it.
 * Runs in a worker thread. @worker
 */
export function applyOpenness({ output, size, firstRow, endRow }: OpennessBand): void {
  const { openness, covered, ambientOcclusion } = output
  for (let y = firstRow, at = firstRow * size; y < endRow; y++)
    for (let x = 0; x < size; x++, at++) {
      if (covered[at] === 0) continue
      let sum = 0
      let count = 0
      for (let j = y - (y & 1); j <= Math.min(size - 1, y + (y & 1)); j += 2)
        for (let i = x - (x & 1); i <= Math.min(size - 1, x + (x & 1)); i += 2) {
          const value = openness[j * size + i]!
          if (value === 0) continue
          sum += value
          count++
        }
      const open = count > 0 ? sum / count : nearestOpenness(openness, size, x, y)
      ambientOcclusion[at] = Math.round((ambientOcclusion[at]! * open) / 255)
    }
}

/** Charts narrower than two texels may have no answer next to a texel; charts lie further apart than this looks. */
function nearestOpenness(openness: Uint8Array, size: number, x: number, y: number): number {
  for (const [dx, dy] of AROUND) {
    const [i, j] = [x + dx, y + dy]
    if (i < 0 || j < 0 || i >= size || j >= size) continue
    const value = openness[j * size + i]!
    if (value !== 0) return value
  }
  return 255
}
