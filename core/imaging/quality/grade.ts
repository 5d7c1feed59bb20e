import type { Measure, Quality } from '../../../base/asset.ts'

/** A measure with how right it is: 1 = within its bound, 0 = plainly wrong; without a grade it only informs. */
export interface GradedMeasure {
  readonly name: string
  readonly value: number
  readonly grade?: number
}

/** The score is the mean grade, so that a gate can tell nearly right from wrong. */
export function qualityOf(measures: readonly GradedMeasure[]): Quality {
  const grades = measures.flatMap(({ grade }) => (grade === undefined ? [] : [grade]))
  const score = grades.length === 0 ? 1 : grades.reduce((sum, grade) => sum + grade, 0) / grades.length
  return {
    score: rounded(score),
    measures: measures.map(
      ({ name, value, grade }): Measure => ({
        name,
        value: rounded(value),
        ...(grade === undefined ? {} : { pass: grade >= 1 }),
      }),
    ),
  }
}

/** 1 up to `bound`, falling to 0 at twice the bound. */
export function gradeAtMost(value: number, bound: number): number {
  return Math.min(1, Math.max(0, 2 - value / bound))
}

/** 1 from `bound` on, falling to 0 at none. */
export function gradeAtLeast(value: number, bound: number): number {
  return Math.min(1, Math.max(0, value / bound))
}

/** Four digits: enough to compare, few enough to read. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
