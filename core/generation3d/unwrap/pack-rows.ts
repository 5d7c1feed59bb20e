import type { Packing, PlacedChart } from './packing.ts'

/** The sides of a chart for each quarter turn, and its lowest corner then. */
interface Sides {
  readonly turns: readonly {
    readonly width: number
    readonly height: number
    readonly low: readonly [number, number]
  }[]
}

/** Room between charts: 4 texels of a 1024 texture, or, of very many, at most this share of a chart's part of the side. */
const GAP = 4 / 1024
const MOST_GAP = 0.25

/** Packs very many small charts into the unit square in rows, lying, the highest first: quick rather than close. */
export function packRows(charts: readonly Sides[]): Packing {
  const gap = Math.min(GAP, MOST_GAP / Math.sqrt(charts.length))
  const lying = charts.map(({ turns }) => (turns[0]!.height > turns[0]!.width ? 1 : 0))
  const sides = charts.map(({ turns }, i) => turns[lying[i]!]!)
  const order = sides.map((_, i) => i).sort((a, b) => sides[b]!.height - sides[a]!.height || a - b)
  let [fits, tooLarge] = [0, 1]
  while (rowsOf(tooLarge) !== undefined) tooLarge *= 2
  // Each step halves what is uncertain: 24 leave less than a texel, wherever the scale lies.
  for (let step = 0; step < 24; step++) {
    const middle = (fits + tooLarge) / 2
    if (rowsOf(middle) === undefined) tooLarge = middle
    else fits = middle
  }
  return { scale: fits, charts: rowsOf(fits)! }

  function rowsOf(scale: number): PlacedChart[] | undefined {
    const placed: PlacedChart[] = new Array(charts.length)
    let [x, y, row] = [0, 0, 0]
    for (const i of order) {
      const { width, height, low } = sides[i]!
      if (x > 0 && x + width * scale + gap > 1) {
        ;[x, y, row] = [0, y + row, 0]
      }
      if (x + width * scale + gap > 1) return undefined
      row = Math.max(row, height * scale + gap)
      if (y + row > 1) return undefined
      placed[i] = {
        turns: lying[i]!,
        offset: [x + gap / 2 - low[0] * scale, y + gap / 2 - low[1] * scale],
      }
      x += width * scale + gap
    }
    return placed
  }
}
