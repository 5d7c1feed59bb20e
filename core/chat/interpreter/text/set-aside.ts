import { verbsOf } from '../language/verbs.ts'
import type { Word } from './split-words.ts'

const condition =
  /^(?:if|whenever|when|since|because|as|out of|for the sake of|for|on|before|just|in) (?:possible|at all|it|you|i|we|that|this|nothing|time|there|convenient|need|curiosity|interest|consistency|fun|completeness|clarity|my|the (?:record|moment|meantime|sake)|reference|my (?:part|own)|second thought|a moment|case|any)\b/

/** 'If at all possible, …', 'Out of curiosity, …': what is said before the request itself. Answers how many words it takes. */
export function asideBefore(words: readonly Word[]): number {
  const comma = words.findIndex(({ text }) => text === ',')
  if (comma < 2 || comma > 12 || comma + 2 > words.length) return 0
  const said = words.slice(0, comma).map(({ text }) => text)
  if (!condition.test(said.join(' '))) return 0
  // 'for my game, a sword' says what it is for; 'if the mesh is closed, export it' is a condition.
  if (
    /^(?:for|in|on|as) (?!the sake|curiosity|fun|second|completeness|clarity|my part|reference|case)/.test(
      said.join(' '),
    )
  )
    return 0
  return said.some(
    (text) => verbsOf(text).size > 0 && !/^(?:have|get|want|need|like|see|do|would|try|mind|take)$/.test(text),
  )
    ? 0
    : comma + 1
}

const courtesyBehind =
  /(?: ,)? (?:if (?:it|that|this) (?:is|would be|does) (?:not )?(?:too |any |no |much |all |possible|okay|a |trouble|bother|fine)[^,.;!?]*|if (?:you|i) (?:would|do not|can|could|may|might|have|please|are able)(?: (?:not|mind|be so kind|a moment|the time|please|manage|like|ask))*|if (?:at all )?possible|when(?:ever)? (?:you )?(?:have|get) (?:a|the) (?:moment|minute|chance|time)) $/

/** The same behind it: '…, if it isn't too much trouble'. Answers how many words are left before it. */
export function beforeCourtesy(words: readonly Word[]): number {
  const last = words.at(-1)?.kind === 'mark' ? 1 : 0
  const text = ` ${words
    .slice(0, words.length - last)
    .map((word) => word.text)
    .join(' ')} `
  const found = courtesyBehind.exec(text)
  if (found === null || found.index === 0) return words.length
  return text.slice(0, found.index).trim().split(' ').length
}
