import type { ChatMessage, ChatModel, ToolCall, ToolSpec } from '../../../base/chat.ts'
import type { ChatWorld } from '../world.ts'
import { differences, type Got } from './compare.ts'
import { worldOf } from './default-world.ts'
import { parseExpectation, type RequestLine } from './request-set.ts'
import { createSimulation } from './simulate-tool.ts'

/** A turn that did not come out as expected. */
export interface Miss {
  readonly id: string
  readonly turn: number
  readonly user: string
  readonly expected: unknown
  readonly got: Got
  readonly why: readonly string[]
}

export interface Score {
  readonly turns: number
  readonly right: number
  /** Turns whose offer was accepted because calls were expected. */
  readonly accepted: number
  readonly misses: readonly Miss[]
}

/** More calls than any request of a set asks for: a model that never ends is stopped. */
const mostCalls = 12

/** Puts every request of a set to a model, with made-up tools, and compares what it calls and says. */
export async function evaluate(
  lines: readonly RequestLine[],
  { model, tools }: { readonly model: (world: () => ChatWorld) => ChatModel; readonly tools: readonly ToolSpec[] },
): Promise<Score> {
  const misses: Miss[] = []
  let turns = 0
  let accepted = 0
  const byName = new Map(tools.map((tool) => [tool.name, tool]))
  for (const [i, line] of lines.entries()) {
    const world = worldOf(line.world)
    const speaker = model(() => world)
    const messages: ChatMessage[] = []
    const simulation = createSimulation()
    for (const [n, turn] of line.turns.entries()) {
      messages.push({ role: 'user', parts: [{ type: 'text', text: turn.user }] })
      const results = [...(turn.results ?? [])]
      let got = await converse(speaker, messages, tools, results, simulation)
      const expected = turn.expect
      if (expected?.calls !== undefined && expected.calls.length > 0 && got.calls.length === 0 && isOffer(got.text)) {
        // The set wants it made and the model offered it: that is one "yes" away.
        messages.push({ role: 'user', parts: [{ type: 'text', text: 'Yes.' }] })
        got = await converse(speaker, messages, tools, results, simulation)
        accepted++
      }
      if (expected === undefined) continue
      turns++
      const alternatives = [expected, ...(expected.or ?? []).map(parseExpectation)]
      const reasons = alternatives.map((one) => differences(one, got, { tools: byName, world }))
      if (!reasons.some((why) => why.length === 0))
        misses.push({ id: String(line.id ?? i + 1), turn: n + 1, user: turn.user, expected, got, why: reasons[0]! })
    }
  }
  return { turns, right: turns - misses.length, accepted, misses }
}

function isOffer(text: string): boolean {
  return /(?:would you like|shall i|should i|do you want|want me to)[^?]*\?\s*$/i.test(text)
}

/** One turn: replies and made-up results until the model calls nothing more. */
async function converse(
  model: ChatModel,
  messages: ChatMessage[],
  tools: readonly ToolSpec[],
  results: Record<string, unknown>[],
  simulation: ReturnType<typeof createSimulation>,
): Promise<Got> {
  const calls: ToolCall[] = []
  const texts: string[] = []
  const { signal } = new AbortController()
  while (calls.length < mostCalls) {
    const reply = await model.reply({ messages, tools }, { signal })
    messages.push({ role: 'assistant', text: reply.text, calls: reply.calls })
    if (reply.text !== '') texts.push(reply.text)
    if (reply.calls.length === 0) break
    for (const call of reply.calls) {
      const made = simulation.answer(call)
      const answer = { ...made, ...results.shift() }
      messages.push({ role: 'tool', callId: call.id, name: call.name, text: JSON.stringify(answer) })
      calls.push(call)
    }
  }
  return { calls, text: texts.join('\n') }
}
