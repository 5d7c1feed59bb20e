import { type GradedMeasure, gradeAtMost } from './grade.ts'

/** Numbers of a picture or map in rows, channels interleaved. */
export interface Samples {
  readonly width: number
  readonly height: number
  readonly channels: number
  readonly data: Uint8Array | Uint16Array
}

/** A border this much steeper than the mean step inside is still invisible; the same bound the built-in materials are tested with. */
const plainBound = 1.5

/**
 * How well a map tiles: the mean step across its border against the mean step between neighbouring lines inside, along x, y or both;
 * 1 = as inside. The bound is 1.5, or what the steepest line inside reaches (a mortar line may lie on the border), or a quarter
 * more than the two lines on either side of the border (so may the joints of a whole row of stones).
 */
export function measureSeams(samples: Samples, axes: 'x' | 'y' | 'xy' = 'xy'): GradedMeasure[] {
  const { width, height } = samples
  // Every other line is enough from 1024 px on.
  const skip = width * height >= 1 << 20 ? 2 : 1
  return [
    ...(axes.includes('x') ? [seam('seam-x', columnSteps(samples, skip))] : []),
    ...(axes.includes('y') ? [seam('seam-y', rowSteps(samples, skip))] : []),
  ]
}

function seam(name: string, steps: Float64Array): GradedMeasure {
  const border = steps.at(-1)!
  // A flat map has no steps at all; a hundredth of an 8-bit step is taken for none.
  if (border < 0.01) return { name, value: 0, grade: 1 }
  let sum = 0
  let steepest = 0
  for (let line = 0; line < steps.length - 1; line++) {
    sum += steps[line]!
    if (steps[line]! > steepest) steepest = steps[line]!
  }
  const mean = Math.max(0.01, sum / Math.max(1, steps.length - 1))
  const beside = Math.max(...[0, 1, -2, -3].map((line) => steps.at(line) ?? 0))
  const bound = Math.max(plainBound * mean, steepest, beside * 1.25)
  return { name, value: border / mean, grade: gradeAtMost(border, bound) }
}

/** Mean absolute step from each column to the next, the last one wrapping to the first, of every `skip`th row. */
function columnSteps({ data, width, height, channels }: Samples, skip: number): Float64Array {
  const rowLength = width * channels
  // 4096 rows of 16-bit steps still fit.
  const sums = new Uint32Array(rowLength)
  for (let y = 0; y < height; y += skip) {
    const row = y * rowLength
    for (let i = 0; i < rowLength - channels; i++) sums[i]! += Math.abs(data[row + i + channels]! - data[row + i]!)
    for (let c = 0; c < channels; c++) {
      const last = rowLength - channels + c
      sums[last]! += Math.abs(data[row + c]! - data[row + last]!)
    }
  }
  const steps = new Float64Array(width)
  for (let i = 0; i < rowLength; i++) steps[Math.floor(i / channels)]! += sums[i]!
  const count = stepUnit(data) * channels * Math.ceil(height / skip)
  return steps.map((sum) => sum / count)
}

/** Mean absolute step from each row to the next, the last one wrapping to the first, of every `skip`th pixel. */
function rowSteps({ data, width, height, channels }: Samples, skip: number): Float64Array {
  const rowLength = width * channels
  const count = stepUnit(data) * channels * Math.ceil(width / skip)
  return Float64Array.from({ length: height }, (_, y) => {
    const row = y * rowLength
    const next = y === height - 1 ? 0 : row + rowLength
    let sum = 0
    for (let c = 0; c < channels; c++)
      for (let i = c; i < rowLength; i += skip * channels) sum += Math.abs(data[next + i]! - data[row + i]!)
    return sum / count
  })
}

/** What an 8-bit step is in these numbers. */
function stepUnit(data: Samples['data']): number {
  return data instanceof Uint16Array ? 257 : 1
}
