import { blurField } from '../maps/blur-field.ts'
import { type Border, beyond, type Field } from '../maps/field.ts'

/**
 * A field at other numbers of columns and rows, linearly between its samples. Samples stand in the middle of their cells, so any
 * two sizes cover the same ground and a field that wraps still does.
 */
export function resample({ width, height, data }: Field, to: Grid, border: Border): Field {
  const columns = places(width, to.width, border)
  const rows = places(height, to.height, border)
  const result = new Float32Array(to.width * to.height)
  for (let y = 0, at = 0; y < to.height; y++) {
    const above = rows.first[y]! * width
    const below = rows.second[y]! * width
    const v = rows.share[y]!
    for (let x = 0; x < to.width; x++, at++) {
      const left = columns.first[x]!
      const right = columns.second[x]!
      const u = columns.share[x]!
      const top = data[above + left]! + (data[above + right]! - data[above + left]!) * u
      const bottom = data[below + left]! + (data[below + right]! - data[below + left]!) * u
      result[at] = top + (bottom - top) * v
    }
  }
  return { width: to.width, height: to.height, data: result }
}

export interface Grid {
  readonly width: number
  readonly height: number
}

/** Deviation of the blur before every second sample is taken, in cells: what is left above half the sampling rate is below 5 %. */
const smoothing = 1.2

/** Each level has half the columns and rows of the one before; the last has about four on its shorter side. */
export function gridsOf({ width, height }: Grid): Grid[] {
  const grids: Grid[] = [{ width, height }]
  for (let k = 1; Math.min(width, height) >> k >= 4; k++) {
    grids.push({ width: Math.round(width / 2 ** k), height: Math.round(height / 2 ** k) })
  }
  return grids
}

/** The field at every size of `grids`, each smoothed from the one before (P. Burt, E. Adelson, "The Laplacian pyramid", 1983). */
export function pyramidOf(field: Field, grids: readonly Grid[], border: Border): Field[] {
  const levels = [field]
  for (const grid of grids.slice(1)) levels.push(resample(blurField(levels.at(-1)!, smoothing, border), grid, border))
  return levels
}

/** What each level has beyond the next: the last one is all that is left, slower than any detail. */
export function bandsOf(levels: readonly Field[], border: Border): Field[] {
  return levels.map((level, k) => {
    const next = levels[k + 1]
    if (next === undefined) return level
    const slow = resample(next, level, border).data
    return { ...level, data: level.data.map((value, i) => value - slow[i]!) }
  })
}

/** The field whose bands these are. */
export function sumOfBands(bands: readonly Field[], border: Border): Field {
  return bands.slice(0, -1).reduceRight((slow, band) => {
    const data = resample(slow, band, border).data
    for (let i = 0; i < data.length; i++) data[i]! += band.data[i]!
    return { ...band, data }
  }, bands.at(-1)!)
}

function places(from: number, to: number, border: Border) {
  const first = new Int32Array(to)
  const second = new Int32Array(to)
  const share = new Float32Array(to)
  for (let i = 0; i < to; i++) {
    const at = ((i + 0.5) * from) / to - 0.5
    const whole = Math.floor(at)
    first[i] = beyond(whole, from, border)
    second[i] = beyond(whole + 1, from, border)
    share[i] = at - whole
  }
  return { first, second, share }
}
