import { editDistance } from '../../../base/nearest.ts'
import type { Given } from './frames/given.ts'
import { takeManners } from './language/manners.ts'
import { phrasalVerb } from './language/phrasal-verbs.ts'
import { type FoundThing, type Thing, thingsOf } from './language/things.ts'
import { lemmaOf, type Verb, verbsOf } from './language/verbs.ts'
import { withoutNegations } from './slots/maps.ts'
import { activeVoice } from './text/active-voice.ts'
import { Clause } from './text/clause.ts'

/** A clause with what its form tells. */
export interface Request {
  /** Without greetings and politeness. */
  readonly clause: Clause
  /** Its text: a space before and after each word. */
  readonly text: string
  /** The first word's lemma where it is a command verb: 'create'. */
  readonly verb?: string
  readonly verbs: ReadonlySet<Verb>
  /** Said as a wish ('I need a …') or a name alone: making is meant. */
  readonly wish: boolean
  readonly question: boolean
  readonly things: readonly FoundThing[]
  /** The noun the verb is about, before 'of', 'with', 'for' … */
  readonly head?: Thing
  readonly given: Given
}

/** Where the object of the verb ends and its description begins. */
const objectEnd =
  / (?:of|with|showing|depicting|for|from|in|on|at|to|into|using|that|which|as|where|like|called|named|·|,|:|") /

export function readRequest(original: Clause, given: Given = {}): Request {
  const spoken = meansFirst(original.copy())
  const manners = takeManners(spoken)
  const { asked } = manners
  const active = activeVoice(spoken.left(), manners.wish)
  const clause = active === undefined ? spoken : new Clause(spoken.message, active)
  const wish = manners.wish && active === undefined
  const text = withoutNegations(clause.text).replace(/^(?: ·| ,| only| just(?= an? ))+/, '')
  const words = text.trim().split(' ')
  const first = words[0] ?? ''
  const phrasal = phrasalVerb(text)
  const verb = verbsOf(first).size > 0 ? first : mistyped(first, words[1] ?? '')
  const verbs = new Set(phrasal === undefined ? verbsOf(verb) : [phrasal])
  const question =
    !asked &&
    !wish &&
    /^ (?:(?:with|in|for|at|from|by|on|of|to) (?=which|what|whom))?(?:what|which|how|why|where|when|who|whose|is|are|was|were|do|does|did|has|have|am|can|could|should|will|would|any) /.test(
      text,
    ) &&
    !/^ (?:do (?:it|that|this|the same|a|an|the|one|another|me|some|other|something|without|pictures?|images?|textures?|mesh|drawings?|photos?|depth|normals?|\d+)|do not|does not|have (?:it|a|an)|how about|what about|what if|will do) /.test(
      text,
    )
  if (question) verbs.clear()
  if (verbs.size === 0 && wish) verbs.add('make')
  // 'three variants of a brick texture' are textures.
  const about = text
    .replace(
      / (?:\d+ )?(?:different |new |more )?(?:variants?|variations?|versions?|copies|options|samples) of (?!(?:it|this|that|them|these|those|the) )/,
      ' ',
    )
    .replace(
      / (?:sets?|packs?|bunch|series|batch|pair|couple|group) of (?=(?:[\w-]+ )?(?:textures|materials|images|pictures|photos|drawings|renders|meshes|models) )/,
      ' ',
    )
  const things = thingsOf(about)
  const end = objectEnd.exec(about)?.index ?? about.length
  const head = things.find(({ index }) => index <= end)?.thing
  return {
    clause,
    text,
    ...(phrasal !== undefined || (!question && verbsOf(verb).size > 0) ? { verb: phrasal ?? lemmaOf(verb) } : {}),
    verbs,
    wish,
    question,
    things,
    ...(head === undefined ? {} : { head }),
    given,
  }
}

/** 'crate a picture': a right word where only a verb can stand. */
function mistyped(word: string, next: string): string {
  if (word.length < 4 || !/^(?:an?|the|me|this|that|it|some|my|all)$/.test(next)) return word
  return usualVerbs.find((verb) => editDistance(word, verb) === 1) ?? word
}

const usualVerbs =
  'make create generate draw render delete remove export rename upscale show find crop resize invert save open paint build'.split(
    ' ',
  )

/** 'use X to make Y' is read as 'make Y with X', 'from X make Y' as 'make Y from X'. */
function meansFirst(clause: Clause): Clause {
  const { words } = clause
  const start = words.findIndex(
    ({ text }) =>
      /^(?:use|using|take|with|from|for|out)$/.test(text) ||
      (text === 'set' &&
        /^(?:guidance|cfg|steps|seed|sampler)$/.test(
          words.find((word, i) => i > 0 && word.text !== 'the' && word.text !== 'set')?.text ?? '',
        )),
  )
  if (start < 0 || start > 3 || !words.slice(0, start).every(({ text }) => lead.test(text))) return clause
  const first = words[start]!.text
  const uses = /^(?:use|using|take|with|set)$/.test(first)
  const verbAt = words.findIndex(
    ({ text }, i) =>
      i > start + 1 &&
      (words[i - 1]!.text === 'to' ? verbsOf(text).size > 0 : !/^(?:use|take)$/.test(first) && plainVerb.test(text)),
  )
  if (verbAt < 0 && uses) return meansFor(clause, start)
  if (verbAt < 0 || verbAt - start > 8) return clause
  const end = /^(?:to|,|and|then)$/.test(words[verbAt - 1]!.text) ? verbAt - 1 : verbAt
  const means = words.slice(start + 1, end)
  const link = { text: uses ? 'with' : first === 'out' ? 'from' : first, kind: 'word', start: 0, end: 0 } as const
  return new Clause(clause.message, [...words.slice(0, start), ...words.slice(verbAt), link, ...means])
}

/** 'use X with 30 steps for a picture of Y' is read as 'make a picture of Y with X with 30 steps'. */
function meansFor(clause: Clause, start: number): Clause {
  const { words } = clause
  const at = words.findIndex(({ text }, i) => i > start + 1 && /^(?:for|on)$/.test(text))
  const wanted = ` ${words
    .slice(at + 1)
    .map(({ text }) => text)
    .join(' ')} `
  if (
    at < 0 ||
    !/^ (?:an?|some|\d+|another) (?:[\w-]+ ){0,2}?(?:image|picture|photo|drawing|painting|texture|render|portrait|mesh|model)s? /.test(
      wanted,
    )
  )
    return clause
  const unseen = (text: string) => ({ text, kind: 'word', start: 0, end: 0 }) as const
  return new Clause(clause.message, [
    ...words.slice(0, start),
    unseen('make'),
    ...words.slice(at + 1),
    unseen('with'),
    ...words.slice(start + 1, at),
  ])
}

const lead = /^(?:please|now|and|then|can|could|you|also|i|want|to|,|let|us)$/
const plainVerb = /^(?:make|create|generate|build|export|draw|paint|render|produce|give|upscale)$/
