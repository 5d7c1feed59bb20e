/** Four characters a token: English in the vocabularies of today's models; other scripts take more. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4)
}
