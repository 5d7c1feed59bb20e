import { phrasalVerb } from '../language/phrasal-verbs.ts'
import { thingsOf } from '../language/things.ts'
import { verbsOf } from '../language/verbs.ts'
import { correctionAt, keptByCorrection } from './correction.ts'
import { distribute } from './distribute.ts'
import { endsRemark } from './ends-remark.ts'
import { isFurtherThing } from './further-thing.ts'
import { asideBefore, beforeCourtesy } from './set-aside.ts'
import type { Word } from './split-words.ts'

/** Verbs that are nouns or adjectives just as often: they begin a command only before one of `objects`. */
const ambiguous = new Set(
  `model sketch paint design render draw cut mark flag score star show view get trash export tag crop mask grade use open turn set note call name change pack move
  clip fix check test measure search save load ship send store print cat write read pull save title label drop fill lay stack blend combine expand grow craft
  filter browse display present list dump clear wipe leave keep try want need like love prefer fancy wish see take pick choose spawn bake reduce double halve
  merge place copy collect group gather apply attach include convert help assist end quit forge do have give bring hand compute pad scale shrink switch enter
  output repeat build note polish trim audit sweep contrast explore continue rate record`.split(/\s+/),
)
const objects =
  /^(?:it|them|that|this|these|those|the|a|an|all|its|my|me|us|your|our|both|everything|to|as|one|another|some|\d+|back|up|out|with|without|for|in|into|him|new|each|every|only|just|something|anything|again|more|other|different)$/
/** Before 'and' and what is asked for. */
const courtesy =
  /^(?:please |just |now )*(?:(?:be|do be) (?:a dear|an angel|a darling|so (?:kind|good|nice)|nice|kind)|do me (?:a|the) (?:small |big |huge |little )?favou?r)$/
const adverbs = new Set([
  'also',
  'then',
  'please',
  'finally',
  'now',
  'just',
  'next',
  'afterwards',
  'directly',
  'lastly',
  'second',
  'secondly',
  'third',
  'thirdly',
  'maybe',
  'later',
])

/** Splits a message into what asks for one thing each. */
export function splitClauses(message: readonly Word[]): Word[][] {
  const words = distribute(message)
  const clauses: Word[][] = []
  let current: Word[] = []
  const close = () => {
    const asked = current.slice(asideBefore(current))
    const clause = asked.slice(0, beforeCourtesy(asked))
    if (courtesy.test(clause.map((word) => word.text).join(' '))) clause.length = 0
    if (clause.some(({ kind }) => kind !== 'mark')) clauses.push(clause)
    current = []
  }
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    const taken = correctionAt(words, i)
    if (taken !== undefined) {
      current = keptByCorrection(current.length > 0 ? current : (clauses.at(-1) ?? []), words.slice(i + taken))
      clauses.length = 0
      i += taken - 1
      continue
    }
    const length = boundaryAt(words, i, current)
    if (length === undefined) {
      current.push(word)
      continue
    }
    close()
    if (length === 0) {
      current.push(word)
      continue
    }
    i += length - 1
  }
  close()
  return shareEnding(clauses)
}

/** '…, both 512': sizes and counts that are said of all parts at the end hold for each of them. */
function shareEnding(clauses: Word[][]): Word[][] {
  const last = clauses.at(-1)
  if (clauses.length < 2 || last === undefined) return clauses
  const at = last.findLastIndex(({ text }) => /^both$/.test(text))
  const shared = last.slice(at + 1).filter(({ text }) => !/^(?:at|in|with|of|them|be|should|a|size|,)$/.test(text))
  if (at < 2 || last.length - at > 8 || !shared.some(({ kind }) => kind === 'number')) return clauses
  const comma: Word = { text: ',', kind: 'mark', start: 0, end: 0 }
  return clauses.map((clause, i) => [...(i === clauses.length - 1 ? clause.slice(0, at) : clause), comma, ...shared])
}

/** How many words join two requests here; undefined where none begins. */
function boundaryAt(words: readonly Word[], i: number, before: readonly Word[]): number | undefined {
  const { text, kind } = words[i]!
  const next = words[i + 1]?.text
  if (kind === 'mark') {
    if (/^[;!?]$/.test(text)) return 1
    if (text === '.') return 1
    // What follows a colon belongs to what is before it.
    if (text === '\n' && words[i - 1]?.text === ':') return undefined
    if (text === '\n') return before.length === 0 || beginsCommand(words, i + 1, before) ? 1 : undefined
    if (text !== ',' && text !== 'and' && text !== '+') return undefined
  }
  if (before.every(({ kind: other }) => other === 'mark')) return undefined
  if (endsRemark(words, i, before)) return 0
  // 'be a dear and export it'
  if (text === 'and' && courtesy.test(before.map((word) => word.text).join(' '))) return 1
  const joins = joinAt(words, i)
  if (joins !== undefined && i + joins < words.length) return joins
  if (text === ',' || text === 'and' || text === 'plus' || text === '+' || text === 'but') {
    const skip =
      (text === ',' && /^(?:and|then|but|plus|also)$/.test(next ?? '')) || (text === 'but' && next === 'also') ? 2 : 1
    if (
      /^(?:, )?but do $/.test(said(words, i, text === ',' ? 3 : 2)) &&
      verbsOf(words[i + (text === ',' ? 3 : 2)]?.text ?? '').size > 0
    )
      return text === ',' ? 3 : 2
    const first = before.slice(0, 3).find((word) => word.text !== 'please')?.text ?? ''
    // 'use this as the start and paint a dog'
    if (
      /^(?:use|take)$/.test(first) &&
      /^(?:please )?(?:use|take) .* as (?:an? |the |my )?(?:start\w*|base|basis|reference|input|template|init)\b/.test(
        before.map((word) => word.text).join(' '),
      ) &&
      verbsOf(words[i + skip]?.text ?? '').has('make')
    )
      return undefined
    // 'with seed 77 and Heun, paint a vase', 'set the guidance to 9 and make a picture'
    if (
      /^(?:with|using)$/.test(before.find(({ kind: other }) => other !== 'mark')?.text ?? '') &&
      !before.some((word) => /^(?:make|create|generate|draw|paint|render|export)$/.test(word.text))
    )
      return undefined
    if (
      /^(?:set|put|use)$/.test(first) &&
      /^(?:please )?(?:set|put|use) (?:the )?(?:guidance|cfg|steps|seed|sampler)\b/.test(
        before.map((word) => word.text).join(' '),
      ) &&
      /^(?:make|create|generate|draw|paint|render)$/.test(words[i + skip]?.text ?? '')
    )
      return undefined
    // 'the same but make it red' is one request.
    if (text === 'but' && !/^(?:first|before|also|then)$/.test(next ?? '')) return undefined
    return beginsCommand(words, i + skip, before) ? skip : undefined
  }
  return undefined
}

function said(words: readonly Word[], from: number, count: number): string {
  return words
    .slice(from, from + count)
    .map(({ text }) => `${text} `)
    .join('')
}

/** 'and then', 'after that', ', then' … */
function joinAt(words: readonly Word[], i: number): number | undefined {
  const text = words
    .slice(i, i + 5)
    .map((word) => word.text)
    .join(' ')
  const match =
    /^(?:, )?(?:(?:and |but )?then(?: ,)?|(?:and )?after(?:wards| that| this)(?: ,)?|(?:and )?(?:finally|lastly|once (?:that is|it is|you are) (?:done|finished|ready))(?: ,)?|followed by|as well as(?= (?:a|an|its|the) (?:depth|normal|mesh|3d)))(?= |$)/.exec(
      text,
    )
  if (match === null) return undefined
  // 'now and then', 'back then'
  return match[0] === 'then' && /^(?:now|and|back|since|until|by)$/.test(words[i - 1]?.text ?? '')
    ? undefined
    : match[0].split(' ').length
}

function beginsCommand(words: readonly Word[], start: number, before: readonly Word[]): boolean {
  let i = start
  while (adverbs.has(words[i]?.text ?? '') || words[i]?.text === 'and') i++
  const word = words[i]
  if (word === undefined || word.kind !== 'word') return word?.kind === 'number' && isFurtherThing(words, i, before)
  const next = words[i + 1]?.text ?? ''
  // Put in where the message leaves it out.
  if (word.start === word.end && verbsOf(word.text).size > 0) return true
  // 'what models do I have and what is running?'
  if (
    /^(?:what|which|how|where|who)$/.test(word.text) &&
    /^(?:what|which|how|where|who|show|list|tell)$/.test(before.find(({ kind }) => kind === 'word')?.text ?? '') &&
    !/^(?:it|they|that)$/.test(next)
  )
    return true
  if (/^(?:can|could|would|will)$/.test(word.text) && /^(?:you|i|we)$/.test(next)) return true
  if (/^(?:i|we)$/.test(word.text) && /^(?:want|need|would)$/.test(next)) return true
  if (word.text === 'do' && next === 'not') return !/^(?:want|need)$/.test(words[i + 2]?.text ?? '') && false
  if (
    /^(?:keep|choose|pick|select|take|use|give|show)$/.test(word.text) &&
    words.slice(i + 1, i + 5).some(({ text }) => text === 'best')
  )
    return false
  // 'and check that it is the same' belongs to what is checked.
  if (/^(?:check|verify|test|see|tell)$/.test(word.text) && /^(?:that|if|whether)$/.test(next))
    return words.slice(i).some(({ text }) => /^(?:watertight|manifold|closed|holes|printable)$/.test(text))
  if (word.text === 'get' && next === 'rid') return true
  // 'list my projects and open spaceship'
  if (word.text === 'open' && before.length > 0 && !/^(?:in|at|with|and|for)$/.test(next)) {
    const first = before.find((other) => verbsOf(other.text).size > 0)
    if (first !== undefined && !verbsOf(first.text).has('make')) return true
  }
  if (word.text === 'let' && next === 'us') return true
  if (
    verbsOf(word.text).size > 0 &&
    !/(?:ed|ing|s|wn|tten|aken|iven)$/.test(word.text.replace(/ss$|compress$|process$/, ''))
  ) {
    if (!ambiguous.has(word.text)) return true
    if (objects.test(next) || next === '' || /^(?:images?|pictures?|textures?|mesh|meshes|models?)$/.test(next))
      return next !== 'in' && next !== 'with' ? true : /^(?:export|save|render|show|tag|open)$/.test(word.text)
    return thingsOf(` ${next} `).length > 0 && next !== 'one'
  }
  if (word.text === 'to' && next === 'blender') return true
  if (
    phrasalVerb(
      ` ${words
        .slice(i, i + 8)
        .map(({ text }) => text)
        .join(' ')} `,
    ) !== undefined
  )
    return true
  return isFurtherThing(words, i, before)
}
