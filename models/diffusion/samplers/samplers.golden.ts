import type { GoldenKind } from '../../golden/golden-kind.ts'
import { runGolden, samplerFixtureKind } from './golden.ts'

/** Samplers and their schedules. */
export const golden: GoldenKind = {
  matches: (fixture) => samplerFixtureKind(fixture) !== undefined,
  run: runGolden,
}
