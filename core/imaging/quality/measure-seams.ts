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
 * How well a map tiles: the mean step across its border against the mean step between neighbouring lines inside, along x and y;
 * 1 = as inside. The bound is 1.5, or what the steepest line inside reaches (a mortar line may lie on the border), or a quarter
 * more than the two lines on either side of the border (so may the joints of a whole row of stones).
 */
export function measureSeams(samples: Samples): GradedMeasure[] {
  const { width, height, channels } = samples
  // Every other line is enough from 1024 px on.
  const skip = width * height >= 1 << 20 ? 2 : 1
  const rowSteps = channels * width
  return [
    seam('seam-x', lineSteps(samples, width, channels, height, rowSteps, skip)),
    seam('seam-y', lineSteps(samples, height, rowSteps, width, channels, skip)),
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

/** Mean absolute step from each line to the next, the last one wrapping to the first. Lines are columns or rows. */
function lineSteps(
  { data, channels }: Samples,
  lines: number,
  lineStride: number,
  across: number,
  acrossStride: number,
  skip: number,
): Float64Array {
  const steps = new Float64Array(lines)
  if (lineStride < acrossStride) {
    // Columns: walk row by row, as the memory lies.
    for (let k = 0; k < across; k += skip) {
      const row = k * acrossStride
      for (let line = 0; line < lines; line++) {
        const here = row + line * lineStride
        const next = row + (line === lines - 1 ? 0 : line + 1) * lineStride
        let sum = 0
        for (let c = 0; c < channels; c++) sum += Math.abs(data[next + c]! - data[here + c]!)
        steps[line]! += sum
      }
    }
  } else {
    for (let line = 0; line < lines; line++) {
      const here = line * lineStride
      const next = (line === lines - 1 ? 0 : line + 1) * lineStride
      let sum = 0
      for (let k = 0; k < across * acrossStride; k += skip * acrossStride) {
        for (let c = 0; c < channels; c++) sum += Math.abs(data[next + k + c]! - data[here + k + c]!)
      }
      steps[line] = sum
    }
  }
  const unit = (data instanceof Uint16Array ? 257 : 1) * channels * Math.ceil(across / skip)
  for (let line = 0; line < lines; line++) steps[line]! /= unit
  return steps
}
