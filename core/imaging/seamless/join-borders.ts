import { exp2 } from '../../../models/procedural/exact-math.ts'
import { blurField } from '../maps/blur-field.ts'
import type { Border, Field } from '../maps/field.ts'
import type { JoinPlan } from './plan-join.ts'
import { shearField } from './shear-field.ts'

export interface JoinOptions {
  /** The field wraps from top to bottom already. */
  readonly periodic: boolean
  /** How slow differences are evened out: colours as light would, other numbers by adding. */
  readonly level: 'colour' | 'number'
}

/**
 * A field whose left and right borders meet, as the plan says. What differs slowly between both sides is spread over the whole width
 * first; around the cut fine detail is blended narrowly and coarse detail widely (P. Burt, E. Adelson, "A multiresolution spline", 1983).
 */
export function joinBorders(field: Field, plan: JoinPlan, { periodic, level }: JoinOptions): Field {
  const { overlap, cut } = plan
  const border: Border = periodic ? 'wrap' : 'mirror'
  const even = levelled(shearField(field, plan.shift), plan, { border, level })
  const { width, height, data } = even
  const strip = (from: number): Field => ({
    width: overlap,
    height,
    data: Float32Array.from(
      { length: overlap * height },
      (_, i) => data[Math.floor(i / overlap) * width + from + (i % overlap)]!,
    ),
  })
  const mask: Field = { width: overlap, height, data: new Float32Array(overlap * height) }
  for (let y = 0; y < height; y++) mask.data.fill(1, y * overlap + cut[y]!, (y + 1) * overlap)
  const blended = blend(strip(0), strip(width - overlap), mask, border)
  const result = new Float32Array((width - overlap) * height)
  for (let y = 0; y < height; y++) {
    const row = y * (width - overlap)
    result.set(blended.data.subarray(y * overlap, (y + 1) * overlap), row)
    result.set(data.subarray(y * width + overlap, y * width + width - overlap), row + overlap)
  }
  return { width: width - overlap, height, data: result }
}

/** Where the mask is 1 the first, elsewhere the second, band by band. */
function blend(first: Field, second: Field, mask: Field, border: Border): Field {
  // The widest stays within the rims that the cut leaves, a sixth of the overlap.
  const widest = Math.max(1, first.width / 18)
  const sigmas = [0.7, 2.5, 8].filter((sigma) => sigma < widest)
  const result = new Float32Array(first.data.length)
  let [a, b] = [first, second]
  for (const sigma of [...sigmas, undefined]) {
    const [slowA, slowB] =
      sigma === undefined ? [] : [blurField(a, sigma, 'mirror', border), blurField(b, sigma, 'mirror', border)]
    const share = blurField(mask, sigma === undefined ? widest : sigma, 'mirror', border).data
    for (let i = 0; i < result.length; i++) {
      const [p, q] = [a.data[i]! - (slowA?.data[i] ?? 0), b.data[i]! - (slowB?.data[i] ?? 0)]
      result[i]! += q + (p - q) * share[i]!
    }
    if (slowA !== undefined && slowB !== undefined) [a, b] = [slowA, slowB]
  }
  return { ...first, data: result }
}

/** Each row with a slope of its own, so that both borders are equally bright, or high, in the mean. */
function levelled(
  { width, height, data }: Field,
  { overlap, stops }: JoinPlan,
  { border, level }: { readonly border: Border; readonly level: JoinOptions['level'] },
): Field {
  const result = new Float32Array(data.length)
  const per = 1 / (width - overlap)
  if (level === 'colour') {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const i = y * width + x
        result[i] = data[i]! * exp2(-stops[y]! * ((x + 0.5 - width / 2) * per))
      }
    }
    return { width, height, data: result }
  }
  const step = new Float32Array(height)
  for (let y = 0; y < height; y++) {
    let sum = 0
    for (let x = 0; x < overlap; x++) sum += data[y * width + width - overlap + x]! - data[y * width + x]!
    step[y] = sum / overlap
  }
  const slow = blurField({ width: 1, height, data: step }, height / 10, 'mirror', border).data
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      result[i] = data[i]! - slow[y]! * ((x + 0.5 - width / 2) * per)
    }
  }
  return { width, height, data: result }
}
