import { editDistance } from '../../../../base/nearest.ts'
import { everydayWords } from '../language/everyday-words.ts'
import type { Vocabulary } from '../language/vocabulary.ts'
import type { KnowsWord } from './english.ts'
import { soundOf } from './sounds-like.ts'

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
  plis: 'please',
  pleeease: 'please',
  nite: 'night',
  whit: 'with',
  lite: 'light',
  thru: 'through',
  castel: 'castle',
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
  const ranks = new Map(everydayWords.map((word, i) => [word, i]))
  const targets = [...new Set([...vocabulary.targets, ...everydayWords])]
  const sounds = new Map(targets.map((target) => [target, soundOf(target)]))
  const masks = new Map(targets.map((target) => [target, maskOf(target)]))
  const byLength = Map.groupBy(targets, ({ length }) => length)
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
    if (word.length < 3 || word.length > 24 || !/^[a-z]+$/.test(word)) return word
    if (vocabulary.right.has(word) || isEnglish(word)) return word
    // 'paris' is a name written carelessly; only where a letter is missing of one of its words ('mable') it is taken for that.
    const named = isEnglish(word[0]!.toUpperCase() + word.slice(1))
    const sound = soundOf(word)
    const letters = lettersOf(word)
    const mask = maskOf(word)
    const most = word.length >= 8 ? 2 : 1
    let best: string | undefined
    let bestScore = Number.POSITIVE_INFINITY
    for (let length = word.length - 2; length <= word.length + 2; length++) {
      for (const candidate of byLength.get(length) ?? []) {
        const rank = ranks.get(candidate)
        // So short a word is near too many: only what is common counts.
        if (word.length === 3 && (rank === undefined || candidate.length < 4)) continue
        if (named && candidate.length !== word.length + 1) continue
        const alike = sounds.get(candidate) === sound
        if (Math.abs(length - word.length) > most && !alike) continue
        // 'lego' is no 'leg': nobody adds a letter to so short a word.
        if (candidate.length < 4 && length < word.length) continue
        if (
          candidate[0] !== word[0] &&
          candidate[1] !== word[1] &&
          candidate[0] !== word[1] &&
          candidate[1] !== word[0]
        )
          continue
        // An edit changes two letters at most: the count of letters that differ is quicker than the distance.
        if (!alike && bitsOf(mask ^ masks.get(candidate)!) > 2 * most) continue
        const distance = alike ? 0.9 : editDistance(word, candidate)
        // People seldom mistype the first letter, leave one out more often than they take another, and mean the commoner word.
        const score =
          distance -
          (length === word.length && lettersOf(candidate) === letters ? 0.3 : 0) +
          (candidate[0] === word[0] ? 0 : 0.6) -
          (candidate.length > word.length ? 0.2 : 0) -
          (candidate.at(-1) === word.at(-1) ? 0.05 : 0) -
          (rank === undefined ? 0 : 0.15 - (0.1 * rank) / ranks.size)
        if (score < bestScore && score <= (candidate[0] === word[0] ? most : 1) + 0.6) {
          best = candidate
          bestScore = score
        }
      }
    }
    if (best?.[0] === word[0]) return best!
    if (named) return word
    // Before another first letter: two letters swapped make the word they were, 'mountian'.
    for (let i = 2; i < word.length; i++) {
      const swapped = word.slice(0, i - 1) + word[i]! + word[i - 1]! + word.slice(i + 1)
      if (vocabulary.right.has(swapped) || isEnglish(swapped)) return swapped
    }
    return word.length === 3 ? word : (best ?? word)
  }
}

/** A bit for each letter of the alphabet that the word has. */
function maskOf(word: string): number {
  let mask = 0
  for (let i = 0; i < word.length; i++) mask |= 1 << (word.charCodeAt(i) - 97)
  return mask
}

function bitsOf(mask: number): number {
  let count = 0
  for (let left = mask; left !== 0; left &= left - 1) count++
  return count
}

/** Swapped letters are the same letters: 'stras' is 'stars' before it is 'straps'. */
function lettersOf(word: string): string {
  return [...word].sort().join('')
}
