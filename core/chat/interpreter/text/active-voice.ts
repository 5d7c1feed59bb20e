import { lemmaOf, verbsOf } from '../language/verbs.ts'
import type { Word } from './split-words.ts'

const definite = /^(?:the|my|our|this|that|these|those|both|all|it|its|them|everything|\w+[-_]\w+)$/
const participle = /(?:ed|taken|cut|sent|put|shown|made|drawn|thrown|given|undone|redone|rebuilt|written)$/
const particle = /^(?:away|off|out|up|down|back)$/
const modal = /^(?:can|could|should|must|may|might|shall|would|needs?|has|have|ought|is|are|wants?|deserves?|to)$/

/**
 * Passives and turned sentences as commands: 'the background removed', 'the statue should be upscaled', 'the robot I want to
 * delete'. `wished`: what is before said that something is wanted. Undefined where the words have another form.
 */
export function activeVoice(words: readonly Word[], wished: boolean): Word[] | undefined {
  const asked = /^(?:can|could|should|must|may|might)$/.test(words[0]?.text ?? '') ? words.slice(1) : words
  if (!definite.test(asked[0]?.text ?? '')) return undefined
  return passive(asked, wished) ?? (asked === words ? fronted(words) : undefined)
}

function passive(words: readonly Word[], wished: boolean): Word[] | undefined {
  const at = words.findIndex(
    ({ text, kind }, i) =>
      i > 0 &&
      kind === 'word' &&
      participle.test(text) &&
      !/^(?:called|named|titled|renamed)$/.test(text) &&
      verbsOf(text).size > 0 &&
      !/^(?:i|we|you|was|were|been|just|not|called|named)$/.test(words[i - 1]!.text) &&
      !/^(?:by|yesterday|today|earlier|before|last|first|in|from|with|at)$/.test(words[i + 1]?.text ?? ''),
  )
  if (at < 0) return undefined
  let end = at
  while (end > 1 && (words[end - 1]!.text === 'be' || modal.test(words[end - 1]!.text))) end--
  const modally = words.slice(end, at).some(({ text }) => text === 'be')
  if (!modally && !(wished && end === at)) return undefined
  if (words.slice(0, end).some(({ text }) => /^(?:is|are|if|when|and)$/.test(text))) return undefined
  const behind = particle.test(words[at + 1]?.text ?? '') ? 1 : 0
  const verb = { ...words[at]!, text: lemmaOf(words[at]!.text) }
  return [verb, ...words.slice(at + 1, at + 1 + behind), ...words.slice(0, end), ...words.slice(at + 1 + behind)]
}

/** 'the robot picture, I want to delete' */
function fronted(words: readonly Word[]): Word[] | undefined {
  const text = ` ${words.map((word) => word.text).join(' ')} `
  const match =
    /^(?<object> [^,]+?)(?: ,)? (?:(?:i|we) (?:want|need|wish|would (?:like|love)) (?:you )?to|(?:please|can you|could you|would you)) (?<verb>[a-z]+)(?<rest>(?: (?:away|off|out|up|down|please|now))* )$/.exec(
      text,
    )
  if (match === null || verbsOf(match.groups!['verb']!).size === 0) return undefined
  const count = match.groups!['object']!.trim().split(' ').length
  const verb = words.findLastIndex(({ text: word }) => word === match.groups!['verb'])
  return [...words.slice(verb), ...words.slice(0, count)]
}
