import { Clause } from './text/clause.ts'
import type { Correct } from './text/correct-word.ts'
import { fillGap } from './text/gapping.ts'
import { splitClauses } from './text/split-clauses.ts'
import { splitWords, type Word } from './text/split-words.ts'
import { tileAsVerb } from './text/tile-verb.ts'

/** Words that only an English request has: in other languages a word of three letters is no misspelling. */
const english = /\b(?:a|the|of|with|and|make|create|draw|paint|generate|picture|image|texture|pic|want|need|to)\b/i

/** The most of a message that is read, in characters: a page of A4 has some 3,000. */
export const longestMessage = 20_000

/** A message as clauses, spelled right. Words that `keeps` knows (names of what is here) stay as they are. */
export function readMessage(message: string, correct: Correct, keeps: ReadonlySet<string>): Clause[] {
  const text = plain(message)
  const words = splitWords(text).map((word): Word => {
    if (word.kind !== 'word' || keeps.has(word.text)) return word
    const right =
      word.text.includes('-') || (word.text.length === 3 && !english.test(text))
        ? word.text
        : correct(word.text, text.slice(word.start, word.end))
    if (right === word.text) return word
    return { ...word, text: right, spelled: right }
  })
  return splitClauses(fillGap(tileAsVerb(words))).map((part) => new Clause(text, part))
}

/** One kind of quotation mark, dash and space; nothing that cannot be seen. */
function plain(message: string): string {
  return (
    message
      .normalize('NFC')
      // A run of blank lines is one: patterns below try every way to part it, in the cube of its length.
      .replaceAll(/\s{8,}/g, (blank) => (blank.includes('\n') ? '\n' : ' '))
      .replaceAll(/[“”„«»]/g, '"')
      .replaceAll(/[‘’‚]/g, "'")
      .replaceAll(/[‐‑–—]/g, '-')
      .replaceAll(/×/g, 'x')
      .replaceAll(/\s*[-=]>\s*|\s*→\s*/g, ' to ')
      // A mark: '4/5'.
      .replaceAll(/(?<![\d/])([0-5])\s?\/\s?5(?![\d/])/g, '$1 out of 5')
      .replaceAll(/(?<![\w/])w\/o(?=\s)/gi, 'without')
      .replaceAll(/(?<![\w/])w\/(?=\s?\w)/gi, 'with ')
      // Options as on a command line: '-n 4 --seed 9'.
      .replaceAll(/(?<=\s)-n[ =]?(?=\d)/g, 'count ')
      .replaceAll(/(?<=\s)--?([a-z][a-z-]+)(?:=|\s+)(?=\S)/g, '$1 ')
      .replaceAll(/\bthree[. ]?js\b/gi, 'threejs')
      .replace(/^negative(?: prompt)?\s*:\s*(.+?)\s*[.;\n]\s*prompt\s*:\s*(.+)$/is, '$2, negative prompt: $1')
      .replace(/^prompt\s*:\s*(.+?)\s*[.;\n]\s*negative(?: prompt)?\s*:\s*/is, '$1, negative prompt: ')
      .replace(/^image[._]generate\s+(?:prompt[ =:]+)?/i, 'make an image of ')
      .replaceAll(/\b(?:kind|sort) of (?=\w)/gi, '')
      .replace(/^mv (\S+) (\S+)$/, 'rename $1 to $2')
      .replace(/^project new (?=\S)/i, 'new project ')
      .replace(/^ls(?= |$)/, 'list')
      .replaceAll(/\p{Cf}|\p{Cc}(?<![\n\t])/gu, '')
      .replaceAll(/[^\S\n]+/g, ' ')
      .replaceAll(/\s*\n\s*/g, '\n')
      .trim()
  )
}
