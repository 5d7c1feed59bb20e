import { z } from 'zod'
import { type ClipTokenizer, createClipTokenizer } from './clip-tokenizer.ts'
import { defaultClipVocabulary } from './default-clip-vocabulary.ts'
import { frameTokens } from './frame-tokens.ts'

const fixtureSchema = z.object({
  cases: z.array(z.object({ text: z.string(), ids: z.array(z.int()), padded: z.array(z.int()).optional() })),
})

/** Runs a golden fixture of the kind `clip-tokenizer`: every case exact, so `maxError` is 0 or 1. */
export function runGolden(
  fixture: unknown,
  tokenizer: ClipTokenizer = createClipTokenizer(defaultClipVocabulary()),
): { name: string; maxError: number; tolerance: number; pass: boolean }[] {
  return fixtureSchema.parse(fixture).cases.map(({ text, ids, padded }) => {
    const found = tokenizer.encode(text)
    const pass =
      same(found, ids) && (padded === undefined || same(frameTokens(found, tokenizer, padded.length), padded))
    return { name: JSON.stringify(text.slice(0, 60)), maxError: pass ? 0 : 1, tolerance: 0, pass }
  })
}

function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i])
}
