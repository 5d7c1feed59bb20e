import { editDistance } from '../../../../base/nearest.ts'
import type { Vocabulary } from '../language/vocabulary.ts'
import type { KnowsWord } from './english.ts'

/** Misspellings that are nearer to, or are, another right word. */
const usual: Readonly<Record<string, string>> = {
  seemless: 'seamless',
  seamles: 'seamless',
  teh: 'the',
  hte: 'the',
  adn: 'and',
  nad: 'and',
  fo: 'of',
  ot: 'to',
  wiht: 'with',
  wth: 'with',
  wich: 'which',
  whit: 'with',
  mkae: 'make',
  maek: 'make',
  mak: 'make',
  amke: 'make',
  mke: 'make',
  creat: 'create',
  craete: 'create',
  iamge: 'image',
  imge: 'image',
  iage: 'image',
  pciture: 'picture',
  dlete: 'delete',
  dleete: 'delete',
  udno: 'undo',
  unod: 'undo',
  exprot: 'export',
  thansk: 'thanks',
  ti: 'it',
  tha: 'that',
  taht: 'that',
  waht: 'what',
  hwo: 'how',
  cna: 'can',
  yuo: 'you',
  pleas: 'please',
  pelase: 'please',
  colr: 'color',
  shwo: 'show',
  lsit: 'list',
  modle: 'model',
  mehs: 'mesh',
  hieght: 'height',
  widht: 'width',
  heigth: 'height',
  sead: 'seed',
  runing: 'running',
  stoping: 'stopping',
  croping: 'cropping',
}

/** The right spelling of a word in lower case; `written` is how the message has it. */
export type Correct = (word: string, written?: string) => string

/** Reads misspelled words as what they must mean. Right words, also those it has no use for, and names (written large) stay. */
export function createCorrector(vocabulary: Vocabulary, isEnglish: KnowsWord): Correct {
  const known = new Map<string, string>()
  const byLength = Map.groupBy(vocabulary.targets, ({ length }) => length)
  return (word, written = word) => {
    if (written !== word && isEnglish(written)) return word
    const kept = known.get(word)
    if (kept !== undefined) return kept
    const read = correct(word)
    // Names and foreign words come without end in a long conversation.
    if (known.size > 5_000) known.clear()
    known.set(word, read)
    return read
  }

  function correct(word: string): string {
    if (Object.hasOwn(usual, word)) return usual[word]!
    if (word.length < 4 || word.length > 24 || !/^[a-z]+$/.test(word)) return word
    if (vocabulary.right.has(word) || isEnglish(word)) return word
    const most = word.length >= 8 ? 2 : 1
    let best: string | undefined
    let bestScore = Number.POSITIVE_INFINITY
    for (let length = word.length - most; length <= word.length + most; length++) {
      for (const candidate of byLength.get(length) ?? []) {
        // People seldom mistype the first letter, and leave one out more often than they take another.
        const score =
          editDistance(word, candidate) +
          (candidate[0] === word[0] ? 0 : 0.6) -
          (candidate.length > word.length ? 0.1 : 0)
        if (score < bestScore && score <= most + 0.6) {
          best = candidate
          bestScore = score
        }
      }
    }
    if (best?.[0] === word[0]) return best!
    // Before another first letter: two letters swapped make the word they were, 'mountian'.
    for (let i = 2; i < word.length; i++) {
      const swapped = word.slice(0, i - 1) + word[i]! + word[i - 1]! + word.slice(i + 1)
      if (vocabulary.right.has(swapped) || isEnglish(swapped)) return swapped
    }
    return best ?? word
  }
}
