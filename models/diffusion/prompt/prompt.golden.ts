import type { GoldenKind } from '../../golden/golden-kind.ts'
import { runGolden } from './golden-prompt-emphasis.ts'

/** The attention syntax of prompts. */
export const golden: GoldenKind = {
  matches: (fixture) => hasCases(fixture['cases'], 'parsed'),
  run: async (fixture) => runGolden(fixture),
}

function hasCases(cases: unknown, field: string): boolean {
  return Array.isArray(cases) && cases.length > 0 && field in cases[0]
}
