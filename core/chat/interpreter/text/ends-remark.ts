import { verbsOf } from '../language/verbs.ts'
import type { Word } from './split-words.ts'

/** 'the blue one is cool call it Bob', 'I hate the statue throw it away': a remark and then, without a mark, what is to be done. */
export function endsRemark(words: readonly Word[], i: number, before: readonly Word[]): boolean {
  if (words[i]!.kind !== 'word' || before.length < 3 || !/^(?:it|them)$/.test(words[i + 1]?.text ?? '')) return false
  if (verbsOf(words[i]!.text).size === 0 && words[i]!.text !== 'throw') return false
  const said = before.map(({ text }) => text).join(' ')
  return (
    /^(?:i (?:really )?(?:like|love|hate|prefer|dislike|do not like)|(?:the|this|that|it|number|my) .*\b(?:is|are|looks?|was)) /.test(
      `${said} `,
    ) && !/(?:to|and|you|not|can|could|please|or|that|which|will|should|must|would|i|we|,)$/.test(said)
  )
}
