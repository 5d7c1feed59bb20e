import { phrasalVerb } from '../language/phrasal-verbs.ts'
import { thingsOf } from '../language/things.ts'
import { verbsOf } from '../language/verbs.ts'
import { distribute } from './distribute.ts'
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
    if (
      /^(?:please )?(?:be|do be) (?:a dear|an angel|a darling|so (?:kind|good|nice)|nice|kind)$/.test(
        clause.map((word) => word.text).join(' '),
      )
    )
      clause.length = 0
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
  return clauses
}

/** 'make a mesh, no wait, export it': what is said before does not count. Answers how many words say so. */
function correctionAt(words: readonly Word[], i: number): number | undefined {
  if (i === 0 || words[i]!.kind !== 'mark') return undefined
  const text = words
    .slice(i, i + 6)
    .map((word) => word.text)
    .join(' ')
  const match =
    /^[,.;] (?:(?:no|oh|sorry|oops|actually) ,? ?)*(?:i mean|i meant|no wait|or rather|scratch that|wait no)(?: ,)?(?= \S)|^[,.;] (?:(?:no|oh|oops|sorry|wait|rather|make that) ,? ?)+(?= ?\d)/.exec(
      text,
    )
  return match?.[0].trim().split(' ').length
}

/** What of the corrected words still holds: the verb, and counts and sizes said with it, unless it is all said anew. */
function keptByCorrection(before: readonly Word[], anew: readonly Word[]): Word[] {
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
  if (
    text === 'and' &&
    /^(?:please )?(?:be|do be) (?:a dear|an angel|a darling|so (?:kind|good|nice)|nice|kind)$/.test(
      before.map((word) => word.text).join(' '),
    )
  )
    return 1
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
    // 'with seed 77 and Heun, paint a vase', 'set the guidance to 9 and make a picture'
    if (
      /^(?:with|using)$/.test(before.find(({ kind: other }) => other !== 'mark')?.text ?? '') &&
      !before.some((word) => /^(?:make|create|generate|draw|paint|render|export)$/.test(word.text))
    )
      return undefined
    if (
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

/** 'the blue one is cool call it Bob', 'I hate the statue throw it away': a remark and then, without a mark, what is to be done. */
function endsRemark(words: readonly Word[], i: number, before: readonly Word[]): boolean {
  if (words[i]!.kind !== 'word' || before.length < 3 || !/^(?:it|them)$/.test(words[i + 1]?.text ?? '')) return false
  if (verbsOf(words[i]!.text).size === 0 && words[i]!.text !== 'throw') return false
  const said = before.map(({ text }) => text).join(' ')
  return (
    /^(?:i (?:really )?(?:like|love|hate|prefer|dislike|do not like)|(?:the|this|that|it|number|my) .*\b(?:is|are|looks?|was)) /.test(
      `${said} `,
    ) && !/(?:to|and|you|not|can|could|please|or|that|which|will|should|must|would|i|we|,)$/.test(said)
  )
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
  if (/^(?:can|could|would|will)$/.test(word.text) && /^(?:you|i|we)$/.test(next)) return true
  if (/^(?:i|we)$/.test(word.text) && /^(?:want|need|would)$/.test(next)) return true
  if (word.text === 'do' && next === 'not') return !/^(?:want|need)$/.test(words[i + 2]?.text ?? '') && false
  if (
    /^(?:keep|choose|pick|select|take|use|give|show)$/.test(word.text) &&
    words.slice(i + 1, i + 5).some(({ text }) => text === 'best')
  )
    return false
  // 'and check that it is the same' belongs to what is checked.
  if (/^(?:check|verify|test|see|tell)$/.test(word.text) && /^(?:that|if|whether)$/.test(next)) return false
  if (word.text === 'get' && next === 'rid') return true
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

/** 'and a mesh of it', ', its depth map', 'and one of a castle': the verb is said before. */
function isFurtherThing(words: readonly Word[], i: number, before: readonly Word[]): boolean {
  const rest = ` ${words
    .slice(i, i + 8)
    .map(({ text }) => text)
    .join(' ')} `
  const said = ` ${before.map(({ text }) => text).join(' ')} `
  // 'with everything: image, maps and mesh' is one wish.
  if (/ everything (?:: |, |\( )| : (?:[\w-]+ ,? ?){1,4}$/.test(said) && / (?:everything|set|package|kit) /.test(said))
    return false
  if (
    /^ (?:one|another|another one|\d+) (?:of|for|showing|with|in) /.test(rest) &&
    / (?:image|picture|texture|mesh|model|drawing|render|material|photo)s? /.test(said)
  )
    return true
  if (
    /^ (?:a|an|the|its|another|\d+|also|one) (?:[\w-]+ ){0,4}?(?:image|picture|texture|material|photo|drawing|render)s? (?:of|showing|for) /.test(
      rest,
    ) &&
    !/ with [^,]*$/.test(said)
  )
    return true
  const thing =
    /^ (?:(?:a|an|the|its|also|another|full|textured|\d+) )*(?:depth ?map|depth map|normal map|normals|edge map|edges|mesh|3d ?-?(?:model|mesh|version|object)|blender(?: file| export| scene)?|blend file|glb|obj|stl|ply|usdz|upscaled version)s?(?: file)? (?<end>\S*)/.exec(
      rest,
    )
  if (thing === null || /^(?:directx|opengl)$/.test(thing.groups!['end']!)) return false
  // 'the depth and normal maps'
  if (
    / (?:depth|normals?|height|edges|roughness|metalness|albedo|occlusion|ao|emission|obj|glb|stl|ply|usdz) (?:, )?$/.test(
      said,
    )
  )
    return false
  // 'both depth map and normal map of X'
  if (
    / (?:depth|normal|edge|height) ?-?maps? (?:, )?$/.test(said) &&
    !/ (?:of|for|from) /.test(said) &&
    /^(?:of|for|from)$/.test(thing.groups!['end']!)
  )
    return false
  // 'with a normal map and a roughness map' is one wish.
  if (
    / (?:with|including|plus|without|no|not|any|or) [^.;]*$/.test(said) &&
    !/^(?:of|from)$/.test(thing.groups!['end']!)
  )
    return false
  if (
    /^(?:maps?|and|or)$/.test(thing.groups!['end']!) &&
    / (?:depth|normal|normals|edges|mesh|obj|glb|stl|ply|usdz) ?$/.test(said)
  )
    return false
  return true
}
