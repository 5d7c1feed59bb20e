import type { Clause } from '../text/clause.ts'
import { verbsOf } from './verbs.ts'

/** Words that long politeness is made of: they ask for nothing by themselves. */
const courtesy = new Set(
  `i we you me us it that this there if whether when whenever while as so to of for at on in and or but , : is am are was were be been being have has had
  do does did would could can may might should shall will must not too very much more most really rather quite just only also all any ever terribly awfully
  dearly truly sincerely sorry afraid please kindly perhaps possibly maybe possible kind nice good great lovely wonderful delightful delighted glad
  happy pleased grateful obliged thankful appreciate appreciated appreciative like love want wanting need wish wishing hope hoping wonder wondering
  believe think thinking know trust ask asking request trouble troubling bother bothering mind minding willing able capable inclined help helping
  moment minute second time chance get enough favor favour interested interest free feel got a the an my your what how prefer preferably ideally
  such able with up let tell see try trying spare go ahead make sure certainly indeed simply today now then sometime soon later first next again still already
  necessary convenient permitted allowed idea want wants needing looking mean means deal world lot obtain receive dear forward easy way`.split(
    /\s+/,
  ),
)
/** What makes such a beginning a polite one; without one of these it is an ordinary sentence. */
const marks =
  /^(?:would|should|could|might|may|possible|possibly|perhaps|kind|grateful|obliged|appreciate|appreciated|wonder|wondering|hope|hoping|mind|willing|trouble|bother|delightful|delighted|glad|lovely|wonderful|please|sorry|ask|wish|wishing|wanting|thankful|pleased|able|whenever|ever)$/
const nouns = /^(?:an?|some|another|\d+|several|two|one|the|your|images?|pictures?|textures?|drawings?|photos?)$/
const wishing =
  /(?:want|wanting|need|needing|like|love|wish|prefer|see|have|obtain|receive|grateful for|glad of|glad for|obliged for|happy with|pleased with|appreciate|delightful|wonderful|lovely|for|of|to get|help(?: me)? with|a hand with)(?: (?:to (?:see|have|get)|very much|dearly|please|kindly))* $/

/**
 * Takes an opening such as 'I was wondering whether you might be so kind as to' or 'it would be delightful to see': whatever is made
 * of courtesy alone, up to a command verb ('asked') or the thing that is wished for ('wish').
 */
export function takePoliteLead(clause: Clause): 'asked' | 'wish' | undefined {
  const words = clause.text.trim().split(' ')
  let marked = false
  let end: { readonly at: number; readonly kind: 'asked' | 'wish' } | undefined
  for (const [i, word] of words.entries()) {
    if (i >= 3 && marked && isCommand(words, i)) end = { at: i, kind: 'asked' }
    else if (i >= 3 && marked && nouns.test(word) && wishing.test(` ${words.slice(0, i).join(' ')} `))
      end ??= { at: i, kind: 'wish' }
    if (end?.at === i) break
    if (!courtesy.has(word)) break
    marked ||= marks.test(word)
  }
  if (end === undefined) return undefined
  const lead = words.slice(0, end.at).map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return clause.take(new RegExp(`^ ${lead.join(' ')}(?= )`)) === undefined ? undefined : end.kind
}

/** A command verb where one can stand: behind 'to', 'could', 'you', or as '…ing' behind 'mind'. */
function isCommand(words: readonly string[], i: number): boolean {
  const word = words[i]!
  if (verbsOf(word).size === 0 && !/^(?:start|begin|throw|tidy)$/.test(word)) return false
  const last = words[i - 1]!
  const next = words[i + 1] ?? ''
  if (word === 'see') return /^(?:the|my|all|our|every|everything|which|what|how)$/.test(next)
  if (/^(?:have|get|obtain|like|love|want|need|wish|prefer|try|help|tell|ask|go|feel|do)$/.test(word))
    return word === 'do' && /^(?:an?|the|some|me|it|this|that)$/.test(next)
  if (/ing$/.test(word)) return /^(?:mind|minding|terribly|please|kindly|much|awfully|consider|about)$/.test(last)
  if (word === 'make' && next === 'sure') return false
  return /^(?:to|could|would|can|might|may|will|you|please|kindly|and|perhaps|possibly|then|maybe|just|,|simply|also|quickly|go|ahead)$/.test(
    last,
  )
}
