import type { Meaning } from './meaning.ts'
import { type Token, tokenize } from './tokenize.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A phrase of the prompt with what it can mean. A break has no meanings and no words. */
export interface Item {
  readonly words: string
  readonly meanings: readonly Meaning[]
  readonly weight: number
}

export interface Items {
  readonly items: readonly Item[]
  readonly corrections: readonly { readonly from: string; readonly to: string }[]
}

/** Splits a prompt into the longest phrases that the vocabulary holds. An unknown word becomes an item without meanings. */
export function readItems(text: string, vocabulary: Vocabulary): Items {
  const tokens = tokenize(text)
  const items: Item[] = []
  const corrections = new Map<string, string>()
  const corrected = new Map<string, string | undefined>()
  for (let at = 0; at < tokens.length; ) {
    const { item, length } = phraseAt(tokens, at, vocabulary) ?? singleWord(tokens[at]!)
    items.push(item)
    at += length
  }

  function singleWord(token: Token): { item: Item; length: number } {
    const { word, weight } = token
    const special = word === '' ? [] : specialMeanings(word)
    if (special !== undefined) return { item: { words: word, meanings: special, weight }, length: 1 }
    if (!corrected.has(word)) corrected.set(word, vocabulary.correct(word))
    const better = corrected.get(word)
    if (better === undefined) return { item: { words: word, meanings: [], weight }, length: 1 }
    corrections.set(word, better)
    return { item: { words: better, meanings: vocabulary.lookUp([better])!, weight }, length: 1 }
  }

  return { items, corrections: [...corrections].map(([from, to]) => ({ from, to })) }
}

function phraseAt(
  tokens: readonly Token[],
  at: number,
  vocabulary: Vocabulary,
): { item: Item; length: number } | undefined {
  const words: string[] = []
  for (let i = at; i < tokens.length && words.length < vocabulary.longestPhrase && tokens[i]!.word !== ''; i++) {
    words.push(tokens[i]!.word)
  }
  for (let length = words.length; length > 0; length--) {
    const phrase = words.slice(0, length)
    const meanings = vocabulary.lookUp(phrase)
    if (meanings !== undefined)
      return { item: { words: phrase.join(' '), meanings, weight: tokens[at]!.weight }, length }
  }
  return undefined
}

/** Colours and numbers written as digits, and the tags of diffusion prompts. */
function specialMeanings(word: string): readonly Meaning[] | undefined {
  if (word.startsWith('<')) return [{ kind: 'style' }]
  if (word.startsWith('#')) {
    const digits = word.slice(1)
    const hex = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits
    return [{ kind: 'colour', hex: `#${hex}` }]
  }
  if (/^\d+$/.test(word)) return word.length <= 2 ? [{ kind: 'number', value: Number(word) }] : [{ kind: 'style' }]
  return undefined
}
