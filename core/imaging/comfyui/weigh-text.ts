/** A piece of a text and how much it counts. */
export interface WeightedPiece {
  readonly text: string
  readonly weight: number
}

/** Deeper brackets are no emphasis any more: 1.1 to the 100th is 13,780. */
const deepest = 100

/**
 * The weights in the words of a ComfyUI encoder: `(a)` counts 1.1 times what is around it, `(a:1.3)` counts 1.3 whatever is
 * around it, `\(` is a bracket, and so is one that has no partner (comfy/sd1_clip.py, `token_weights`).
 */
export function weighText(text: string): WeightedPiece[] {
  // Escaped brackets stand aside as characters that no prompt holds.
  const pieces = weigh(text.replaceAll('\\)', closing).replaceAll('\\(', opening), 1, 0)
  return pieces
    .map(({ text: piece, weight }) => ({ text: piece.replaceAll(closing, ')').replaceAll(opening, '('), weight }))
    .filter(({ text: piece }) => piece !== '')
}

const closing = '\ue000'
const opening = '\ue001'

function weigh(text: string, weight: number, depth: number): WeightedPiece[] {
  if (depth > deepest) return [{ text, weight }]
  return outerBrackets(text).flatMap((part) => {
    if (!(part.length > 1 && part.startsWith('(') && part.endsWith(')'))) return [{ text: part, weight }]
    const inner = part.slice(1, -1)
    const colon = inner.lastIndexOf(':')
    const number = inner.slice(colon + 1).trim()
    const stated = colon > 0 && /^[+-]?(\d+\.?\d*|\.\d+)$/.test(number) ? Number(number) : undefined
    if (stated !== undefined) return weigh(inner.slice(0, colon), stated, depth + 1)
    return weigh(inner, weight * 1.1, depth + 1)
  })
}

/** The text in parts: each outermost pair of brackets, and what is between. */
function outerBrackets(text: string): string[] {
  const parts: string[] = []
  let from = 0
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') {
      if (depth === 0) {
        parts.push(text.slice(from, at))
        from = at
      }
      depth++
    } else if (text[at] === ')') {
      depth--
      if (depth === 0) {
        parts.push(text.slice(from, at + 1))
        from = at + 1
      }
    }
  }
  parts.push(text.slice(from))
  return parts.filter((part) => part !== '')
}
