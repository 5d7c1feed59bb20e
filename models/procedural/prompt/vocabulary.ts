import { families } from '../materials/families.ts'
import { traits } from '../materials/traits.ts'
import type { FormWords, Meaning } from './meaning.ts'
import { singularsOf } from './tokenize.ts'
import { colourWords } from './words/colours.ts'
import { commonWords } from './words/common.ts'
import { stopWords, styleWords } from './words/filler.ts'
import {
  intensityWords,
  linkWords,
  madeOfWords,
  negationWords,
  numberWords,
  proportionWords,
  surfaceWords,
} from './words/grammar.ts'
import { materialWords } from './words/materials.ts'
import { environmentWords, viewWords } from './words/scene.ts'
import { traitWords } from './words/traits.ts'

/** Longest phrase of the tables, in words; phrases are tried from this length down. */
const LONGEST_PHRASE = 4
/** Shorter words have too many neighbours one letter away ('lace', 'lava'). */
const SHORTEST_CORRECTED = 5

/** Synonyms of materials that name a creature: a prompt for a dragon is not one for its skin. */
const creatures = new Set(['dragon', 'reptile', 'snake', 'fish', 'lizard'])

/** Every phrase of the lexicon, ready to be looked up. */
export interface Vocabulary {
  readonly longestPhrase: number
  /** The meanings of these words as one phrase, plural or singular, joined or apart; undefined when it is none. */
  lookUp(words: readonly string[]): readonly Meaning[] | undefined
  /** The lexicon's only word one edit away (a letter more, less, other, or two swapped). */
  correct(word: string): string | undefined
}

/** Builds the look-up tables from the word lists and the named forms. */
export function createVocabulary(forms: Iterable<FormWords>): Vocabulary {
  const meanings = new Map<string, Meaning[]>()
  const add = (phrase: string, meaning: Meaning) => {
    const known = meanings.get(phrase)
    if (known === undefined) meanings.set(phrase, [meaning])
    else if (!known.some((other) => JSON.stringify(other) === JSON.stringify(meaning))) known.push(meaning)
  }
  addAll(add, forms)
  const deletions = indexDeletions(meanings.keys())
  const firstWords = new Set(
    [...meanings.keys()].filter((phrase) => phrase.includes(' ')).map((phrase) => phrase.split(' ', 1)[0]!),
  )

  function lookUp(words: readonly string[]): readonly Meaning[] | undefined {
    if (words.length > 2 && !firstWords.has(words[0]!)) return undefined
    const head = words.slice(0, -1).join(' ')
    // A plural may be a word of its own ('towers', a part) and the plural of another ('tower', a form): both count.
    const found: Meaning[] = []
    for (const last of singularsOf(words.at(-1)!)) {
      const whole = meanings.get(head === '' ? last : `${head} ${last}`)
      const joined = words.length === 2 && words[0]!.length > 2 ? meanings.get(words[0] + last) : undefined
      found.push(...(whole ?? []), ...(joined ?? []))
    }
    return found.length === 0 ? undefined : found
  }

  function correct(word: string): string | undefined {
    if (word.length < SHORTEST_CORRECTED || /\P{Script=Latin}/u.test(word)) return undefined
    if (singularsOf(word).some((form) => commonWords.has(form))) return undefined
    const candidates = new Set<string>()
    for (const key of deletionsOf(word)) for (const known of deletions.get(key) ?? []) candidates.add(known)
    const near = [...candidates].filter((known) => isOneEditAway(word, known))
    if (near.length <= 1) return near[0]
    const sameStart = near.filter((known) => known[0] === word[0] && known.length >= word.length)
    return sameStart.length === 1 ? sameStart[0] : undefined
  }

  return { longestPhrase: LONGEST_PHRASE, lookUp, correct }
}

function addAll(add: (phrase: string, meaning: Meaning) => void, forms: Iterable<FormWords>): void {
  for (const form of forms) {
    for (const word of [form.id.replaceAll('-', ' '), ...form.synonyms])
      if (!(word in form.variants)) add(word, { kind: 'form', id: form.id })
    for (const [word, parameters] of Object.entries(form.variants)) add(word, { kind: 'form', id: form.id, parameters })
    for (const slot of Object.values(form.slots)) for (const word of slot.words) add(word, { kind: 'part' })
  }
  for (const [id, { words, coloured }] of Object.entries(materialWords)) {
    for (const word of [id.replaceAll('-', ' '), ...words]) {
      const colour = coloured?.[word]
      add(word, colour === undefined ? { kind: 'family', id } : { kind: 'family', id, colour })
    }
  }
  for (const [id, words] of Object.entries(traitWords)) {
    for (const word of words) {
      const [phrase, strength] = typeof word === 'string' ? [word, 1] : word
      add(phrase, { kind: 'trait', id, strength })
    }
  }
  // The materials' own words come last: they fill in what the tables do not say.
  const known = new Set<string>()
  const addMissing = (kind: 'family' | 'trait', word: string, meaning: Meaning) => {
    const phrase = word.toLowerCase().replaceAll('-', ' ')
    if (known.has(`${kind} ${phrase}`) || phrase.split(' ').length > LONGEST_PHRASE) return
    add(phrase, meaning)
  }
  for (const { words } of Object.values(materialWords)) for (const word of words) known.add(`family ${word}`)
  for (const words of Object.values(traitWords)) {
    for (const word of words) known.add(`trait ${typeof word === 'string' ? word : word[0]}`)
  }
  for (const { id, title, synonyms } of families) {
    for (const word of [id, title, ...synonyms])
      if (!creatures.has(word)) addMissing('family', word, { kind: 'family', id })
  }
  for (const { id, synonyms } of traits) {
    for (const word of [id, ...synonyms]) addMissing('trait', word, { kind: 'trait', id, strength: 1 })
  }
  for (const [word, hex] of Object.entries(colourWords)) add(word, { kind: 'colour', hex })
  for (const [id, words] of Object.entries(environmentWords))
    for (const word of words) add(word, { kind: 'environment', id })
  for (const [words, view] of viewWords) for (const word of words) add(word, { kind: 'view', view })
  for (const [word, proportion] of Object.entries(proportionWords)) add(word, { kind: 'proportion', proportion })
  for (const [word, factor] of Object.entries(intensityWords)) add(word, { kind: 'intensity', factor })
  for (const [word, value] of Object.entries(numberWords)) add(word, { kind: 'number', value })
  const plain = {
    surface: surfaceWords,
    link: linkWords,
    'made-of': madeOfWords,
    negation: negationWords,
    style: styleWords,
    stop: stopWords,
  } as const
  for (const kind of ['surface', 'link', 'made-of', 'negation', 'style', 'stop'] as const) {
    for (const word of plain[kind]) add(word, { kind })
  }
}

/** SymSpell's index (Wolf Garbe): every long word under itself and under itself less any one letter. */
function indexDeletions(phrases: Iterable<string>): Map<string, string[]> {
  const index = new Map<string, string[]>()
  for (const phrase of phrases) {
    if (phrase.length < SHORTEST_CORRECTED || phrase.includes(' ')) continue
    for (const key of deletionsOf(phrase)) {
      const words = index.get(key)
      if (words === undefined) index.set(key, [phrase])
      else words.push(phrase)
    }
  }
  return index
}

function deletionsOf(word: string): Set<string> {
  const keys = new Set([word])
  for (let i = 0; i < word.length; i++) keys.add(word.slice(0, i) + word.slice(i + 1))
  return keys
}

function isOneEditAway(a: string, b: string): boolean {
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let endA = a.length - 1
  let endB = b.length - 1
  while (endA >= start && endB >= start && a[endA] === b[endB]) {
    endA--
    endB--
  }
  const leftA = endA - start + 1
  const leftB = endB - start + 1
  if (leftA <= 1 && leftB <= 1) return true
  return leftA === 2 && leftB === 2 && a[start] === b[endB] && a[endA] === b[start]
}
