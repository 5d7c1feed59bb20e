import type { ClipTokenizer } from './clip-tokenizer.ts'

/** CLIP's text encoders take 77 places: begin, 75 tokens, end. */
export const clipContextLength = 77

/** Begin token, the ids (what does not fit is cut off), end token, padding up to `length`. */
export function frameTokens(
  ids: readonly number[],
  { bosId, eosId, padId }: Pick<ClipTokenizer, 'bosId' | 'eosId' | 'padId'>,
  length = clipContextLength,
): number[] {
  const framed = [bosId, ...ids.slice(0, length - 2), eosId]
  while (framed.length < length) framed.push(padId)
  return framed
}
