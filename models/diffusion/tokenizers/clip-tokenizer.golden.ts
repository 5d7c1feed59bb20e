import type { GoldenKind } from '../../golden/golden-kind.ts'
import { runGolden } from './golden-clip-tokenizer.ts'

/** CLIP's tokenizer over its full vocabulary. */
export const golden: GoldenKind = {
  matches: ({ cases }) => Array.isArray(cases) && cases.length > 0 && 'ids' in cases[0],
  run: async (fixture) => runGolden(fixture),
}
