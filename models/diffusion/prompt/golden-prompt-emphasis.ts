import { z } from 'zod'
import { parseAttention } from './parse-attention.ts'

const fixtureSchema = z.object({
  cases: z.array(z.object({ text: z.string(), parsed: z.array(z.tuple([z.string(), z.number()])) })),
})

/** Runs a golden fixture of the kind `prompt-emphasis`: every case exact, so `maxError` is 0 or 1. */
export function runGolden(fixture: unknown): { name: string; maxError: number; tolerance: number; pass: boolean }[] {
  return fixtureSchema.parse(fixture).cases.map(({ text, parsed }) => {
    const found = parseAttention(text)
    const pass =
      found.length === parsed.length &&
      found.every((piece, i) => piece.text === parsed[i]![0] && piece.weight === parsed[i]![1])
    return { name: JSON.stringify(text.slice(0, 60)), maxError: pass ? 0 : 1, tolerance: 0, pass }
  })
}
