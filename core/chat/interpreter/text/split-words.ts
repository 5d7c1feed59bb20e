import { contractions } from './contractions.ts'
import { numberOfWords } from './number-words.ts'

/** A word, number, quotation or mark of a message. */
export interface Word {
  /** In lower case, spelled right, contractions apart: what patterns are matched against. */
  readonly text: string
  readonly kind: 'word' | 'number' | 'quote' | 'mark'
  /** Where it stands in the message. */
  readonly start: number
  readonly end: number
  /** The right spelling where the message has another. */
  readonly spelled?: string
}

/** Endings that make a dotted word the name of a file. */
const endings =
  'txt|md|json|ts|js|py|csv|yaml|yml|html|css|glb|gltf|obj|stl|ply|usdz|png|jpe?g|webp|blend|safetensors|gguf'

const pattern = new RegExp(
  [
    /"[^"]{1,2000}"/, // a quotation
    /(?<![\p{L}\p{N}])'[^'\n]{2,200}'(?![\p{L}\p{N}])/u,
    /`[^`]{1,2000}`/,
    new RegExp(`[\\w-]+(?:/[\\w.-]+)*\\.(?:${endings})\\b`), // a file
    /[a-z][a-z\d]+(?:\.[a-z][a-z\d]+)+\b/, // server.port
    /\d{2,5}\s?(?:px)?\s?[x*]\s?\d{2,5}(?:\s?px\b)?/, // 1024 x 768
    /\d+(?::\d+)+/, // 16:9
    /#[0-9a-f]{6}\b|#[0-9a-f]{3}\b/,
    /#\d+/, // number 2
    /-?\d+(?:[.,]\d+)*(?:\s?%|st\b|nd\b|rd\b|th\b|k\b|px\b|x\b|\b)/,
    /\bx\d+\b/,
    /[\p{L}\p{N}_]+(?:['’\-_/][\p{L}\p{N}_]+)*/u,
    /[,;.!?:()|&+\n]/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'giu',
)

/** Splits a message. Number words become digits ('three' → '3'), except 'one', which mostly is a pronoun. */
export function splitWords(message: string): Word[] {
  const words: Word[] = []
  for (const match of message.matchAll(pattern)) {
    const raw = match[0]
    const start = match.index
    const end = start + raw.length
    if (/^["'`]/.test(raw)) words.push({ text: raw.slice(1, -1), kind: 'quote', start, end })
    else if (/^[,;.!?:()|&+\n]$/.test(raw)) words.push({ text: raw === '&' ? 'and' : raw, kind: 'mark', start, end })
    else if (/^[-#]?\d/.test(raw)) words.push({ text: plainNumber(raw), kind: 'number', start, end })
    else pushWord(raw.toLowerCase().normalize('NFKC').replaceAll('’', "'"), start, end)
  }
  return joinNumbers(words)

  function pushWord(text: string, start: number, end: number): void {
    const parts = (contractions[text] ?? text.replace(/'s$/, " 's")).split(' ')
    for (const [i, part] of parts.entries()) words.push({ text: part, kind: 'word', start: i === 0 ? start : end, end })
  }
}

function plainNumber(raw: string): string {
  const text = raw.toLowerCase().replaceAll(/\s|px/g, '').replace('*', 'x')
  // 12,000 is a number, 1,2,3 a list.
  return /^\d{1,3}(?:,\d{3})+\b/.test(text) ? text.replaceAll(',', '') : text
}

/** 'one thousand twenty four' → one number word. */
function joinNumbers(words: readonly Word[]): Word[] {
  const joined: Word[] = []
  for (let i = 0; i < words.length; ) {
    const found = numberOfWords(words.slice(i, i + 8).map(({ text, kind }) => (kind === 'word' ? text : '')))
    if (found === undefined || (found.length === 1 && words[i]!.text === 'one')) {
      joined.push(words[i]!)
      i += 1
      continue
    }
    const last = words[i + found.length - 1]!
    joined.push({ text: String(found.value), kind: 'number', start: words[i]!.start, end: last.end })
    i += found.length
  }
  return joined
}
