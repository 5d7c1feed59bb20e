import type { Given } from './frames/frame.ts'
import { takeManners } from './language/manners.ts'
import { phrasalVerb } from './language/phrasal-verbs.ts'
import { type FoundThing, type Thing, thingsOf } from './language/things.ts'
import { lemmaOf, type Verb, verbsOf } from './language/verbs.ts'
import { withoutNegations } from './slots/maps.ts'
import type { Clause } from './text/clause.ts'

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
  const clause = original.copy()
  const { wish, asked } = takeManners(clause)
  const text = withoutNegations(clause.text).replace(/^(?: ·| ,| only| just(?= an? ))+/, '')
  const words = text.trim().split(' ')
  const first = words[0] ?? ''
  const phrasal = phrasalVerb(text)
  const verbs = new Set(phrasal === undefined ? verbsOf(first) : [phrasal])
  const question =
    !asked &&
    !wish &&
    /^ (?:what|which|how|why|where|when|who|whose|is|are|was|were|do|does|did|has|have|am|can|could|should|will|would|any) /.test(
      text,
    ) &&
    !/^ (?:do (?:it|that|this|the same|a|an|the|one|another|\d+)|do not|does not|have (?:it|a|an)|how about|what about|what if|will do) /.test(
      text,
    )
  if (question) verbs.clear()
  if (verbs.size === 0 && wish) verbs.add('make')
  const things = thingsOf(text)
  const end = objectEnd.exec(text)?.index ?? text.length
  const head = things.find(({ index }) => index <= end)?.thing
  return {
    clause,
    text,
    ...(verbs.size > 0 ? { verb: phrasal ?? lemmaOf(first) } : {}),
    verbs,
    wish,
    question,
    things,
    ...(head === undefined ? {} : { head }),
    given,
  }
}
