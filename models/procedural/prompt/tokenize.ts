/** A word of the prompt in lower case without accents, or a break ('') where punctuation ends a phrase. */
export interface Token {
  readonly word: string
  /** From '(word:1.3)', the emphasis syntax of other generators; 1 elsewhere. */
  readonly weight: number
}

const pattern =
  /<[^<>]{0,200}>|#[0-9a-f]{6}\b|#[0-9a-f]{3}\b|[()[\]]|:\s*\d+(?:\.\d+)?(?=\s*\))|[\p{L}\p{N}]+|[,;.!?|\n]/giu

/** Splits a prompt into words. Hyphens and apostrophes separate; commas and full stops become breaks. */
export function tokenize(text: string): Token[] {
  const tokens: { word: string; weight: number }[] = []
  const opened: { at: number; factor: number }[] = []
  for (const [raw] of text.matchAll(pattern)) {
    const first = raw[0]!
    if (first === '(' || first === '[') {
      opened.push({ at: tokens.length, factor: first === '(' ? 1.1 : 1 / 1.1 })
    } else if (first === ')' || first === ']') {
      const span = opened.pop()
      if (span !== undefined) for (let i = span.at; i < tokens.length; i++) tokens[i]!.weight *= span.factor
    } else if (first === ':') {
      const span = opened.at(-1)
      if (span !== undefined) span.factor = Math.min(2, Math.max(0.1, Number(raw.slice(1))))
    } else if (/^[,;.!?|\n]$/.test(raw)) {
      tokens.push({ word: '', weight: 1 })
    } else {
      tokens.push({ word: plainLetters(raw), weight: 1 })
    }
  }
  return tokens
}

function plainLetters(raw: string): string {
  return raw.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')
}

/** The singulars that a word may be the plural of, itself first. */
export function singularsOf(word: string): string[] {
  const forms = [word]
  if (word.length > 3 && word.endsWith('s') && !word.endsWith('ss')) {
    forms.push(word.slice(0, -1))
    if (word.endsWith('ies')) forms.push(`${word.slice(0, -3)}y`)
    if (word.endsWith('ves')) forms.push(`${word.slice(0, -3)}f`, `${word.slice(0, -3)}fe`)
    if (word.endsWith('es')) forms.push(word.slice(0, -2))
  }
  return forms
}
