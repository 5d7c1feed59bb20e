import { thingsOf } from '../language/things.ts'
import { verbsOf } from '../language/verbs.ts'
import type { Word } from './split-words.ts'

/** 'make a mesh, no wait, export it': what is said before does not count. Answers how many words say so. */
export function correctionAt(words: readonly Word[], i: number): number | undefined {
  if (i === 0 || words[i]!.kind !== 'mark') return undefined
  const text = words
    .slice(i, i + 6)
    .map((word) => word.text)
    .join(' ')
  const match =
    /^[,.;?!] (?:(?:no|oh|sorry|oops|actually) ,? ?)*(?:i mean(?! it)|i meant|no wait|or rather|scratch that|wait no)(?: ,)?(?= \S)|^[,.;] (?:(?:no|oh|oops|sorry|wait|rather|make that) ,? ?)+(?= ?\d)/.exec(
      text,
    )
  return match?.[0].trim().split(' ').length
}

/** What of the corrected words still holds: the verb, and counts and sizes said with it, unless it is all said anew. */
export function keptByCorrection(before: readonly Word[], anew: readonly Word[]): Word[] {
  const next = anew[0]!
  if (
    next.kind !== 'word' ||
    verbsOf(next.text).size > 0 ||
    /^(?:i|you|we|can|please|let|do|the|it|that|this)$/.test(next.text)
  )
    return next.kind === 'number' ? leading(before) : []
  // '… texture of gravel, I mean sand': only what it is of is corrected.
  const of = before.findLastIndex(({ text }) => text === 'of')
  const end = anew.findIndex(({ kind }) => kind === 'mark')
  const other = anew
    .slice(0, end < 0 ? anew.length : end)
    .map(({ text }) => text)
    .join(' ')
  if (of > 0 && thingsOf(` ${other} `).length === 0) return before.slice(0, of + 1)
  const last = before.findLastIndex(({ kind, text }) => kind === 'number' || /^(?:pixels?|px|seamless)$/.test(text))
  return /^(?:an?|another|some)$/.test(next.text) || last < 0 ? leading(before) : before.slice(0, last + 1)
}

function leading(words: readonly Word[]): Word[] {
  const verb = words.findIndex(({ text }) => verbsOf(text).size > 0)
  return verb < 0 || verb > 4 ? [] : words.slice(0, verb + 1)
}
