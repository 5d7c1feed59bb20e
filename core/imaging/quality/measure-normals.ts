import { type GradedMeasure, gradeAtLeast, gradeAtMost } from './grade.ts'

/** Rounding three channels to 8 bits moves the length by up to √3 / 255 ≈ 0.0068; twice that is an error of the maker. */
const largestError = 0.0136

/** How far the vectors of a normal map are from unit length, and whether they point out of the surface. */
export function measureNormals(normal: Uint8Array): GradedMeasure[] {
  const count = normal.length / 3
  let sum = 0
  let most = 0
  let inward = 0
  for (let i = 0; i < normal.length; i += 3) {
    // 0..255 stands for −1..1 with 127.5 as none, as engines decode it.
    const x = normal[i]! / 127.5 - 1
    const y = normal[i + 1]! / 127.5 - 1
    const z = normal[i + 2]! / 127.5 - 1
    const error = Math.abs(1 - Math.sqrt(x * x + y * y + z * z))
    sum += error
    if (error > most) most = error
    if (z < 0) inward += 1
  }
  const mean = sum / Math.max(1, count)
  return [
    { name: 'normal-length-error-mean', value: mean, grade: gradeAtMost(mean, largestError / 2) },
    { name: 'normal-length-error-max', value: most, grade: gradeAtMost(most, largestError) },
    {
      name: 'normal-outward',
      value: 1 - inward / Math.max(1, count),
      grade: inward === 0 ? 1 : gradeAtLeast(1 - inward / count, 1),
    },
  ]
}
