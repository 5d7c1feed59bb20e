import { answerPending, isCancelling, type Pending } from './dialogue/pending.ts'
import { resolveAssets } from './dialogue/resolve-assets.ts'
import type { Group, Situation } from './dialogue/situation.ts'
import type { Frame, Outcome } from './frames/frame.ts'
import { frames } from './frames/frames.ts'
import { type Request, readRequest } from './read-request.ts'
import { takeSettings } from './slots/take-settings.ts'
import { answerManners, refuse, smallTalk } from './talk/answers.ts'
import { Clause } from './text/clause.ts'

/** 'the second one is the best', 'I like the first': nothing to do, but what is spoken of from here on. */
const praise =
  /^ (?:i (?:really |do |think i |think |also |just )*(?:hate|dislike|do not like|like|liked|love|loved|prefer|preferred|want to keep) )|^ (?:this|that|it) (?:is )?(?:more |much )*(?:good|better|nice|nicer|beautiful) $| (?:best|better|nicest|nicer|perfect) (?:·|,)? ?$|(?: (?:is|are|looks?|was) (?:the |really |so |very |much )*(?:best|nicest|cool|pretty|awesome|good|great|better|perfect|fine|nice|beautiful|my favou?rite|trash|garbage|rubbish|crap|ugly|bad|awful|terrible|horrible|useless|boring|it|what i wanted)) |^ i do not (?:need|want|like) (?:the|this|that|my) .*/

/** 'go back to the first one': what is spoken of again, nothing is undone. */
const returning =
  /^ (?:no |nah |, )*(?:(?:let us|i would) )?(?:go|going|come|back|return|switch) (?:back )?(?:to )?the (?:\S+ )?(?:one|image|picture|version|texture|mesh|variant) $/

/** 'keep 2 and 4': what is spoken of next, and 'the rest' is the others. */
const choosing =
  /^ (?:keep|pick|choose|take|i (?:really |also )?(?:like|love|prefer|want|take|choose|pick)) (?:only |just )?(?:(?:numbers?|images?|pictures?) )?\d+(?: (?:,|and|, and) \d+)* $|^ (?:keep|pick|choose|take|i (?:take|want|choose|pick)) (?:only |just )?(?:the |number )(?:first|second|third|fourth|fifth|sixth|last|\d+)(?: (?:one|image|picture|version|variant|texture))? $/

const remark =
  /^ i (?:accidentally |just |mistakenly |wrongly |have |had )*(?:deleted|removed|trashed|lost|threw) (?:the|my) |^ (?:the|my|this|that|our|\S+-\S+) [^,]*? (?:is|are|looks?|was|were|seems?|turned out|came out) (?!(?:to|supposed) )/

function pointTo(request: Request, original: string, situation: Situation): Outcome | undefined {
  // 'The statue is approved.'
  if (!request.question && request.verbs.size === 0 && remark.test(request.text)) {
    const found = resolveAssets(request, situation, { kinds: ['image', 'material', 'mesh'] })
    if ('assets' in found && /^(?:named|described)$/.test(found.how)) {
      situation.groups.push({ tool: '', arguments: {}, assets: found.assets })
      return { type: 'say', text: 'All right.' }
    }
  }
  const returns =
    (returning.test(request.text) || choosing.test(request.text) || choosing.test(original)) &&
    situation.groups.length > 0
  if (!returns && (request.question || request.verbs.size > 0 || !praise.test(request.text))) return undefined
  const chosen = choosing.test(original) ? original.replace(/^ i (?:really |also )?\S+ /, ' keep ') : request.text
  const text = returns ? chosen.replace(/ (?:previous|earlier|last) /, ' next to last ') : request.text
  const found = resolveAssets({ ...request, text }, situation, { kinds: ['image', 'material', 'mesh'] })
  if (!('assets' in found) || found.how === 'only') return undefined
  situation.groups.push({ tool: '', arguments: {}, assets: found.assets })
  return { type: 'say', text: 'All right.' }
}

/** Asks only for what was said just before. */
const proForm = /^ (?:make|do|create|draw|generate|produce|prepare) (?:one|it|that|this|so|such a thing) $/

/** What a message means: its steps are in the situation, this is what to say and what stays open. */
export interface Understanding {
  /** Said before the first step is done, or alone. */
  readonly text: string
  readonly pending?: Pending
  /** What the message pointed at without asking for anything. */
  readonly pointed?: Group
  /** Parts of the message that meant nothing. */
  readonly lost: readonly string[]
}

const naming = /^ (?:and |please )*(?:call|name|title) (?:it|this|that|them) \S/

/** The least score a frame needs to be taken. */
const least = 30

/** Reads a message in its situation: first as an answer to what is open, then clause by clause. */
export function understand(
  clauses: readonly Clause[],
  situation: Situation,
  pending: Pending | undefined,
): Understanding {
  const said: string[] = []
  const lost: string[] = []
  let rest = withSettings(clauses, situation)
  if (pending !== undefined) {
    const answered = answerPending(pending, clauses, situation)
    if (answered !== undefined) {
      const { outcome, request, frame } = answered
      rest = [...answered.rest, ...pending.later]
      if (outcome.type !== 'plan') return settle(outcome, { request, frame, later: rest }, said, lost)
      if (outcome.intro !== undefined) said.push(outcome.intro)
    }
  }
  const lastAsking = rest.findLastIndex((clause) => readRequest(clause).verbs.size > 0)
  for (const [i, clause] of rest.entries()) {
    situation.more = i < lastAsking
    // 'A marble texture would be nice. Could you make one?'
    if (i > 0 && proForm.test(readRequest(clause).text)) continue
    const heard = hear(clause, situation)
    if (heard === undefined) continue
    const { outcome, request, frame } = heard
    if (outcome.type === 'plan') {
      if (outcome.intro !== undefined) said.push(outcome.intro)
    } else if (outcome.type === 'say') {
      const statement = /^ (?:i|we|it|this|that|they|he|she|my|sorry|because|since) /.test(request.text)
      if (outcome.refuses === true && frame === undefined && !statement) lost.push(clause.rest())
      // An aside in a message that asks for something needs no answer of its own.
      if (
        frame !== undefined ||
        rest.length === 1 ||
        (outcome.refuses === true && !statement && situation.steps.length === 0)
      )
        said.push(outcome.text)
    } else if (situation.steps.length === 0 || outcome.type === 'ask') {
      const open = settle(outcome, { request, frame: frame!, later: rest.slice(i + 1) }, said, lost)
      // 'start a project, call it Harbor': what is asked for was said behind it.
      const named = rest[i + 1]
      if (outcome.type === 'ask' && outcome.slot === 'name' && named !== undefined && naming.test(named.text))
        return understand(rest.slice(i + 1), situation, { ...open.pending!, later: [] })
      return open
    }
  }
  if (said.length === 0 && situation.steps.length === 0) {
    const manners = answerManners(` ${clauses.map(({ text }) => text.trim()).join(' ')} `)
    said.push(
      manners?.type === 'say' ? manners.text : 'I did not get a request. For example: "make a mossy stone texture".',
    )
  }
  const pointed = situation.groups.findLast(({ tool }) => tool === '')
  return {
    text: uniqueSentences(said),
    lost,
    ...(pointed === undefined || situation.steps.length > 0 ? {} : { pointed }),
  }
}

/** 'use Euler a with 20 steps and draw a fox': settings that are said first belong to what is made. */
function withSettings(clauses: readonly Clause[], { world }: Situation): readonly Clause[] {
  const [first, second, ...others] = clauses
  if (first === undefined || second === undefined || !/^ (?:use|using|with|take|set|pick|choose) /.test(first.text))
    return clauses
  const settings = new Clause(first.message, first.words.slice(1))
  const left = settings.copy()
  const found = Object.keys(takeSettings(left, world))
  if (found.length === 0 || /[a-z]/.test(left.text.replaceAll(/ (?:the|a|an|and|with|for this|please) /g, ' ')))
    return clauses
  return readRequest(second).verbs.has('make') ? [second.followedBy(settings), ...others] : clauses
}

function settle(
  outcome: Outcome,
  { request, frame, later }: { request: Request; frame: Frame; later: readonly Clause[] },
  said: readonly string[],
  lost: readonly string[],
): Understanding {
  if (outcome.type === 'plan') return { text: uniqueSentences([...said, outcome.intro ?? '']), lost }
  const text = uniqueSentences([...said, outcome.text])
  if (outcome.type === 'say') return { text, lost }
  return {
    text,
    lost,
    pending: {
      frame,
      request,
      later,
      slot: outcome.type === 'offer' ? 'answer' : outcome.slot,
      options: outcome.type === 'ask' ? (outcome.options ?? []) : [],
    },
  }
}

interface Heard {
  readonly outcome: Outcome
  readonly request: Request
  readonly frame: Frame | undefined
}

/** One clause by itself; undefined when it is only manners. */
function hear(clause: Clause, situation: Situation): Heard | undefined {
  const talk = smallTalk(clause.text)
  const request = readRequest(clause)
  if (talk !== undefined) return { outcome: talk, request, frame: undefined }
  if (request.clause.rest().replaceAll(/[\s.,!?]/g, '') === '') return undefined
  if (/^ (?:do not|never) \w/.test(request.text) && !/^ (?:do not|never) (?:forget|only) /.test(request.text))
    return { outcome: { type: 'say', text: "All right, I won't." }, request, frame: undefined }
  const stopping = situation.world.jobs.length > 0 && /^ (?:stop|cancel|abort) /.test(request.text)
  if (isCancelling(request.text) && !stopping)
    return { outcome: { type: 'say', text: 'All right, I leave it.' }, request, frame: undefined }
  // 'Thank you.' before a request.
  if (request.verbs.size === 0 && /^ (?:many |so )?(?:thanks|thank you)(?: \S+){0,4} $/.test(request.text))
    return undefined
  // 'too heavy, reduce it': why, before what.
  if (situation.more && /^ (?:(?:it|that|this) is )?(?:still |way |much |far |a bit )?too [\w-]+ $/.test(request.text))
    return undefined
  const pointed = pointTo(request, clause.text, situation)
  if (pointed !== undefined) return { outcome: pointed, request, frame: undefined }
  const [best] = frames
    .map((frame) => ({ frame, score: frame.score(request, situation) }))
    .toSorted((a, b) => b.score - a.score)
  if (best === undefined || best.score < least)
    return { outcome: refuse(request, clause.rest()), request, frame: undefined }
  return { outcome: best.frame.plan(request, situation), request, frame: best.frame }
}

function uniqueSentences(texts: readonly string[]): string {
  return [...new Set(texts.filter((text) => text !== ''))].join(' ')
}
