import { changedArguments } from '../content/changed-arguments.ts'
import type { Frame, Option, Outcome } from '../frames/frame.ts'
import { frames } from '../frames/frames.ts'
import type { Given } from '../frames/given.ts'
import { type Request, readRequest } from '../read-request.ts'
import type { Clause } from '../text/clause.ts'
import { chooseOption } from './choose-option.ts'
import type { Situation } from './situation.ts'

/** A question or an offer that waits for its answer. */
export interface Pending {
  readonly frame: Frame
  readonly request: Request
  readonly slot: keyof Given
  readonly options: readonly Option[]
  /** What the message asked for after it. */
  readonly later: readonly Clause[]
}

export interface Answered {
  readonly outcome: Outcome
  readonly request: Request
  readonly frame: Frame
  /** Clauses of the answer that ask for more. */
  readonly rest: readonly Clause[]
}

const yes =
  /^(?: ·| ,)* (?:yes|sure|of course|absolutely|definitely|certainly|okay|right|correct|exactly|please do|do it|go ahead|go for it|why not|sounds (?:good|great|fine|perfect)|that would be (?:great|nice|good|lovely|perfect)|that is (?:fine|good|great|perfect|right)|i (?:would|do)(?: love| like)?(?: that| it| to| them)?|please|affirmative|gladly|with pleasure|perfect|great|good|fine|alright|all right|let us do (?:it|that)|make it so|by all means|all of them|all maps|totally|indeed|yes please|definitely yes|both|i want (?:them|it|that|those)|with (?:them|the maps|maps|pbr)|include them|add them|all)(?: (?:please|thanks|thank you|definitely|sure|do|i would|that|it|them|go ahead|do it|of course|with|maps|the|pbr|would be|great|nice|i|want|like|love|to|all|sounds good|too|also|absolutely|good|idea))*(?= )/
const no =
  /^(?: ·| ,)* (?:no|not (?:now|needed|necessary|really|this time)|rather not|no need|no thanks|no thank you|i do not|do not (?:bother|need|want)|without|just the (?:texture|color|image|picture)|only the (?:texture|color|image|picture)|skip (?:it|them|that|the maps)|negative|never|later)(?: (?:please|thanks|thank you|them|it|that|maps|pbr|the|need|want|any|need|to|those|just|only|texture|color|this|time|for|now|is|fine|enough|alone|itself|is enough|plain|,))*(?= )/
const cancelling =
  /^(?: ·| ,)* (?:(?:no|please|oh|okay|actually|well|wait|,|·) )*(?:cancel|never mind|nevermind|forget (?:it|that|about it)|stop|abort|leave it|drop it|do not(?: do (?:it|that|anything))?|let it be|skip it|do nothing|nothing|not anymore|no do not|i changed my mind|scratch that|forget i asked)(?: (?:it|that|please|this|thanks|all|everything|about|then|,|i|changed|my|mind|the|texture|request|whole thing))* $/

/** 'never mind', 'cancel', 'forget it'. */
export function isCancelling(text: string): boolean {
  return cancelling.test(text)
}

/** Reads a message as the answer to what is open; undefined when it asks for something else. */
export function answerPending(
  pending: Pending,
  clauses: readonly Clause[],
  situation: Situation,
): Answered | undefined {
  const [first, ...others] = clauses
  if (first === undefined) return undefined
  const whole = ` ${clauses.map(({ text }) => text.trim()).join(' ')} `
  const { frame } = pending
  if (isCancelling(first.text) && !(pending.slot === 'answer' && / (?:no|without) /.test(whole)))
    return { outcome: { type: 'say', text: 'All right, I leave it.' }, request: pending.request, frame, rest: others }
  return pending.slot === 'answer'
    ? answerOffer(pending, clauses, situation)
    : answerQuestion(pending, clauses, situation)
}

function answerOffer(pending: Pending, clauses: readonly Clause[], situation: Situation): Answered | undefined {
  const [first, ...others] = clauses
  const opening = first!.copy()
  const refused = opening.take(no) !== undefined
  const agreed = !refused && opening.take(yes) !== undefined
  const left = [opening, ...others].filter((clause) => /[\p{L}\p{N}]/u.test(clause.rest()))
  // What is said further either changes what was offered or asks for something after it.
  const changes: Clause[] = []
  const rest: Clause[] = []
  for (const clause of left)
    (rest.length === 0 && changesOffer(clause, pending, situation) ? changes : rest).push(clause)
  if (!agreed && !refused && changes.length === 0) return undefined
  const request = { ...pending.request, given: { ...pending.request.given, answer: refused ? 'no' : 'yes' } as Given }
  const from = situation.steps.length
  const outcome = pending.frame.plan(request, situation)
  for (const step of situation.steps.slice(from))
    for (const change of changes)
      Object.assign(step.arguments, changedArguments(step.tool, step.arguments, change, situation).arguments)
  return { outcome, request, frame: pending.frame, rest }
}

/** Whether a clause says more of what was offered, rather than asking for something else. */
function changesOffer(clause: Clause, pending: Pending, situation: Situation): boolean {
  const request = readRequest(clause)
  if (request.question) return false
  const { tool, arguments: given } = { tool: pending.frame.id, arguments: { prompt: pending.request.clause.rest() } }
  const changed = changedArguments(tool, given, request.clause, situation)
  if (!changed.any) return false
  const other = Math.max(
    0,
    ...frames.filter(({ id }) => id !== 'again').map((frame) => frame.score(request, situation)),
  )
  if (changed.prompt === undefined) return other < 66
  return / (?:it|this|that|them|instead|but) /.test(request.text) && other < 62
}

function answerQuestion(pending: Pending, clauses: readonly Clause[], situation: Situation): Answered | undefined {
  const [first, ...rest] = clauses
  const { slot, options, frame } = pending
  const request = readRequest(first!)
  if (slot === 'assets') {
    const chosen = chooseOption(request.text, options)
    // 'make a mesh' - 'of a teapot': nothing of what is here.
    if (chosen === undefined && /^ (?:of|from|for|showing) (?:an?|some|\d+) /.test(request.text)) {
      const whole = readRequest(pending.request.clause.followedBy(request.clause))
      return { outcome: frame.plan(whole, situation), request: whole, frame, rest }
    }
    if (chosen === undefined) return undefined
    return resume({ assets: chosen.map(({ id }) => id) }, rest)
  }
  const best = Math.max(0, ...frames.map((other) => other.score(request, situation)))
  if (slot === 'more') {
    if (best >= 70 && request.verbs.size > 0) return undefined
    const whole = readRequest(pending.request.clause.followedBy(request.clause))
    const outcome = frame.plan(whole, situation)
    return { outcome, request: whole, frame, rest }
  }
  const words = clauses.map((clause) => clause.rest()).join(', ')
  const bare = readRequest(first!)
    .clause.rest()
    .replace(
      /^(?:(?:an?|the) )?(?:(?:image|picture|photo|texture|material|mesh|3d model|model) )(?:of |showing )?(?=\S)/i,
      '',
    )
    .replace(/^(?:make it|it (?:should|is)(?: be| show)?|of|called|named|call it|name it|showing)\s+/i, '')
  // Something whole that is asked for takes the place of what was open.
  if (best >= 50 && request.verbs.size > 0 && !/^ (?:make it|show|call it|name it|use) /.test(request.text))
    return undefined
  // 'Yes.' names nothing.
  if (/^(?:name|prompt)$/.test(slot) && /^(?:yes|no|sure|okay|please)$/i.test(bare.replace(/[.!]+$/, '')))
    return undefined
  // 'a red velvet texture' is no picture, though it answers what the picture should show.
  if (slot === 'prompt' && frame.id === 'image_generate' && /^(?:texture|material|mesh)$/.test(request.head ?? ''))
    return undefined
  if (bare === '' || request.question) return undefined
  return resume(
    { [slot]: bare.replaceAll(/^["'`]|["'`]$/g, '') === '' ? words : bare.replaceAll(/^["'`]|["'`.!]$/g, '') },
    rest,
  )

  function resume(given: Given, later: readonly Clause[]): Answered {
    const whole = { ...pending.request, given: { ...pending.request.given, ...given } }
    return { outcome: frame.plan(whole, situation), request: whole, frame, rest: later }
  }
}
