import type { GradedMeasure } from './grade.ts'
import { gradeAtLeast } from './grade.ts'

/** What real dielectrics reflect, in sRGB: from charcoal to fresh snow (the albedo charts of Unity and DONTNOD). */
const darkest = 30
const brightest = 243

/**
 * The share of texels whose base colour a real material could have. Metals are judged by their brightest channel, from 90 on
 * (titanium is among the darkest); a channel of a metal may be anything.
 */
export function measureAlbedo(albedo: Uint8Array, metalness: Uint8Array | undefined): GradedMeasure[] {
  const count = albedo.length / 3
  let right = 0
  for (let i = 0, at = 0; i < count; i++, at += 3) {
    const brightestChannel = Math.max(albedo[at]!, albedo[at + 1]!, albedo[at + 2]!)
    const luma = albedo[at]! * 0.2126 + albedo[at + 1]! * 0.7152 + albedo[at + 2]! * 0.0722
    const metal = (metalness?.[i] ?? 0) > 127
    if (metal ? brightestChannel >= 90 : brightestChannel >= darkest && luma <= brightest) right += 1
  }
  const share = right / Math.max(1, count)
  return [{ name: 'albedo-in-range', value: share, grade: gradeAtLeast(share, 0.97) }]
}
