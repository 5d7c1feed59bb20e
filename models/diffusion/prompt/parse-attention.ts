/** A piece of a prompt and how much it counts. */
export interface WeightedText {
  readonly text: string
  readonly weight: number
}

/** The same with its place in the prompt, brackets and weight not included. */
export interface WeightedSpan extends WeightedText {
  readonly start: number
  readonly end: number
}

/** What BREAK becomes: a piece of this text and, outside brackets, this weight. */
export const breakText = 'BREAK'

const roundFactor = 1.1
const squareFactor = 1 / 1.1

const attentionPattern = /\\[()[\]\\]|\\|[([]|:\s*([+-]?[.\d]+)\s*\)|[)\]]|[^\\()[\]:]+|:/g
const breakPattern = /\s*(?<![\p{L}\p{N}_])BREAK(?![\p{L}\p{N}_])\s*/gu

/**
 * AUTOMATIC1111's weights: `(a)` × 1.1, `[a]` ÷ 1.1, `(a:1.3)` × 1.3, nested ones multiply, `\(` is a bracket in the text; a
 * bracket that never closes counts to the end (`parse_prompt_attention`, modules/prompt_parser.py). Neighbours of one weight
 * are one piece. A weight that is no number (`1.2.3`) counts as 1; `checkPrompt` has refused it before.
 */
export function parseAttention(prompt: string): WeightedText[] {
  const pieces: { text: string; weight: number }[] = []
  for (const { text, weight } of scanAttention(prompt)) {
    const last = pieces.at(-1)
    if (last?.weight === weight) last.text += text
    else pieces.push({ text, weight })
  }
  return pieces.length === 0 ? [{ text: '', weight: 1 }] : pieces
}

/** The pieces before neighbours are joined, with their places. Takes (length × nesting) steps. */
export function scanAttention(text: string): WeightedSpan[] {
  const pieces: { text: string; weight: number; start: number; end: number }[] = []
  const round: number[] = []
  const square: number[] = []
  const multiplyFrom = (first: number, factor: number) => {
    for (let i = first; i < pieces.length; i++) pieces[i]!.weight *= factor
  }
  for (const match of text.matchAll(attentionPattern)) {
    const [token, weight] = match
    const start = match.index
    if (token.startsWith('\\')) pieces.push({ text: token.slice(1), weight: 1, start, end: start + token.length })
    else if (token === '(') round.push(pieces.length)
    else if (token === '[') square.push(pieces.length)
    else if (weight !== undefined && round.length > 0) multiplyFrom(round.pop()!, numberOr1(weight))
    else if (token === ')' && round.length > 0) multiplyFrom(round.pop()!, roundFactor)
    else if (token === ']' && square.length > 0) multiplyFrom(square.pop()!, squareFactor)
    else pieces.push(...splitAtBreaks(token, start))
  }
  for (const first of round) multiplyFrom(first, roundFactor)
  for (const first of square) multiplyFrom(first, squareFactor)
  return pieces
}

function splitAtBreaks(text: string, start: number): { text: string; weight: number; start: number; end: number }[] {
  const pieces: { text: string; weight: number; start: number; end: number }[] = []
  let from = 0
  const pushText = (to: number) =>
    pieces.push({ text: text.slice(from, to), weight: 1, start: start + from, end: start + to })
  for (const match of text.matchAll(breakPattern)) {
    pushText(match.index)
    from = match.index + match[0].length
    pieces.push({ text: breakText, weight: -1, start: start + match.index, end: start + from })
  }
  pushText(text.length)
  return pieces
}

function numberOr1(text: string): number {
  const value = Number(text)
  return Number.isFinite(value) ? value : 1
}
