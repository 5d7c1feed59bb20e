import type { ChatReply, ChatRequest, ToolSpec } from '../../../base/chat.ts'
import type { ChatWorld } from '../world.ts'
import type { Pending } from './dialogue/pending.ts'
import { readDialogue, type Turn } from './dialogue/read-dialogue.ts'
import { fillIn, type Group, type Situation, situationOf } from './dialogue/situation.ts'
import { longestMessage, readMessage } from './read-message.ts'
import { describeResult } from './talk/describe-result.ts'
import type { Correct } from './text/correct-word.ts'
import { type Understanding, understand } from './understand.ts'

/** Turns read again to find what is open: an offer, a question. Older ones are over. */
const rereadTurns = 6

/** What a reply is made from. */
export interface Tools {
  readonly correct: Correct
}

/**
 * The next step of the conversation. Nothing is kept between calls: what the last messages meant is read again, so that the
 * plan of a message goes on from the calls that were answered.
 */
export function replyTo(request: ChatRequest, world: ChatWorld, { correct }: Tools): ChatReply {
  const turns = readDialogue(request.messages)
  const last = turns.length - 1
  if (last < 0) return stop('Hello! Tell me what to make, for example "a mossy stone texture".')
  const tools = new Map((request.tools ?? []).map((tool) => [tool.name, tool]))
  const keeps = wordsOfWorld(world)
  let pending: Pending | undefined
  let pointed: Group | undefined
  let result: { readonly understanding: Understanding; readonly situation: Situation } | undefined
  for (let turn = Math.max(0, last - rereadTurns); turn <= last; turn++) {
    result = read(turns, turn, pending, pointed)
    pending = result.understanding.pending
    pointed = result.understanding.pointed
  }
  const { understanding, situation } = result!
  return next(understanding, situation, tools, request)

  function read(all: readonly Turn[], turn: number, open: Pending | undefined, at: Group | undefined) {
    const situation = situationOf(all, turn, world, tools)
    if (at !== undefined) situation.groups.push({ ...at, tool: 'earlier' })
    const { text } = all[turn]!
    if (text.length > longestMessage) return { situation, understanding: { text: tooLong(text), lost: [] } }
    return { situation, understanding: understand(readMessage(text, correct, keeps), situation, open) }
  }
}

function tooLong(text: string): string {
  return `That message has ${text.length.toLocaleString('en')} characters; I read requests of up to ${longestMessage.toLocaleString('en')}. Please say in a few sentences what to do, or put long text into a file of the project.`
}

function next(
  understanding: Understanding,
  situation: Situation,
  tools: ReadonlyMap<string, ToolSpec>,
  { toolChoice }: ChatRequest,
): ChatReply {
  const { done, steps } = situation
  const failed = done.find(({ ok }) => !ok)
  if (failed !== undefined) return stop(describeResult(done, understanding))
  const step = steps[done.length]
  if (step === undefined) return stop(done.length === 0 ? understanding.text : describeResult(done, understanding))
  if (!tools.has(step.tool) || toolChoice === 'none') {
    const left = `I understood it as ${step.tool.replaceAll('_', ' ')}, which is not available here.`
    return stop(done.length === 0 ? left : `${describeResult(done, understanding)} ${left}`)
  }
  const filled: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(step.arguments)) {
    const found = fillIn(value, done)
    if (found === undefined && value !== undefined)
      return stop(`${describeResult(done, understanding)} The next step found nothing to go on with.`)
    if (found !== undefined) filled[key] = found
  }
  return {
    text: done.length === 0 ? understanding.text : '',
    calls: [{ id: `call-${done.length + 1}-${situation.turns.length + 1}`, name: step.tool, arguments: filled }],
    finish: 'calls',
  }
}

/** Names are right however they are spelled. */
function wordsOfWorld({ assets, models, projects, samplers }: ChatWorld): Set<string> {
  const names = [
    ...assets.slice(0, 500).map(({ name }) => name),
    ...models.flatMap(({ id, title }) => [id, title]),
    ...projects,
    ...samplers,
  ]
  return new Set(names.flatMap((name) => name.toLowerCase().split(/[^\p{L}\p{N}]+/u)))
}

function stop(text: string): ChatReply {
  return { text, calls: [], finish: 'stop' }
}
