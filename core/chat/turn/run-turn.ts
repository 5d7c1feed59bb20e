import type { ChatDelta, ChatModel, ChatReply } from '../../../base/chat.ts'
import { toErrorRecord, WorkspaceError } from '../../../base/error.ts'
import type { Citation, StoredCall, StoredMessage } from '../conversation.ts'
import { loadTools, type TurnTool } from '../load-tools.ts'
import type { Excerpt } from '../retrieval/excerpt.ts'
import { withWorld } from '../world-of-turn.ts'
import { makeCall } from './make-call.ts'
import { pathOfTurn } from './path-of-turn.ts'
import { prepareRequest } from './prepare-request.ts'
import { failedCall } from './run-call.ts'
import { TurnClock } from './turn-clock.ts'
import type { TurnParts, TurnState } from './turn-parts.ts'
import { newAnswer, newCall, putMessage, setTurn } from './turn-records.ts'

/** Half-made texts are written down this often: so much is lost at most when the process dies. */
const saveMs = 2000

/** Works on one turn until its answer stands: model, calls, jobs, model … Never throws: what went wrong stands in the message. */
export async function runTurn(parts: TurnParts): Promise<void> {
  const { workspace, store, controller } = parts
  const timeout = { isOver: false }
  using clock = new TurnClock(workspace.config.chat.limitSeconds, () => {
    timeout.isOver = true
    controller.abort()
  })
  const state: TurnState = {
    parts,
    clock,
    messageId: undefined,
    calls: 0,
    images: 0,
    failures: new Map(),
    withTools: true,
    tainted: false,
  }
  try {
    const model = await workspace.language.open(parts.model)
    const tools = await loadTools(workspace)
    while (await oneReply(state, model, tools)) {}
    setTurn(parts, 'done')
  } catch (error) {
    const stopped = controller.signal.aborted
    const record = toErrorRecord(error)
    const message = state.messageId === undefined ? newAnswer(state) : store.message(state.messageId)
    const { code, message: text, hint } = record
    const ended: StoredMessage = {
      ...message,
      calls: message.calls.map((call) =>
        isOpen(call) ? { ...call, state: 'failed', result: failedCall(error).result } : call,
      ),
      finish: stopped ? 'stopped' : 'failed',
      ...(timeout.isOver && {
        notes: [...message.notes, `The turn took longer than ${workspace.config.chat.limitSeconds} s and was stopped.`],
      }),
      ...(!stopped && { error: { code, message: text, ...(hint !== undefined && { hint }) } }),
    }
    putMessage(parts, ended)
    if (!stopped)
      workspace.log.warn('chat-turn-fail', {
        turnId: parts.turn.id,
        code,
        ...(code === 'internal' ? { stack: record.stack } : {}),
      })
    setTurn(parts, stopped ? 'stopped' : 'failed')
  }
}

/** One answer of the model with its calls. True: their results go back to it. */
async function oneReply(state: TurnState, model: ChatModel, tools: readonly TurnTool[]): Promise<boolean> {
  const { parts } = state
  const { store, controller } = parts
  const message = newAnswer(state, model.id)
  const { reply, excerpts, notes } = await askModel(state, model, tools, message)
  const current = store.message(message.id)
  const calls = reply.calls.map(newCall)
  const answered: StoredMessage = {
    ...current,
    text: reply.text,
    ...(reply.reasoning !== undefined && { reasoning: reply.reasoning }),
    calls,
    citations: citationsOf(reply.text, excerpts),
    notes: [...current.notes, ...notes],
    ...(reply.usage !== undefined && { usage: reply.usage }),
    ...(calls.length === 0 && { finish: reply.finish === 'length' ? 'length' : 'stop' }),
  }
  putMessage(parts, answered)
  if (calls.length === 0) return false
  for (const call of calls) {
    controller.signal.throwIfAborted()
    await makeCall(state, message.id, call, model, tools)
  }
  controller.signal.throwIfAborted()
  const made = store.message(message.id)
  // Rules have said all they plan; a model may plan further steps.
  const onlyPlanned = model.abilities.tools === 'rules' && made.calls.every((call) => call.state === 'proposed')
  putMessage(parts, {
    ...made,
    finish: onlyPlanned ? 'stop' : 'calls',
    ...(onlyPlanned && { notes: [...made.notes, 'Planned only: the conversation is in plan mode.'] }),
  })
  return !onlyPlanned
}

async function askModel(state: TurnState, model: ChatModel, tools: readonly TurnTool[], message: StoredMessage) {
  const { workspace, store, controller, emit } = state.parts
  const { conversationId } = message
  const conversation = store.conversation(conversationId)
  const before = store.path(message.id).filter(({ id }) => id !== message.id)
  const path = pathOfTurn(before, state.parts.turn)
  const ask = async (
    room: number,
  ): Promise<{ reply: ChatReply; excerpts: readonly Excerpt[]; notes: readonly string[] }> => {
    const { request, world, excerpts, notes } = await prepareRequest({
      workspace,
      search: state.parts.search,
      conversation,
      path,
      model,
      tools,
      withTools: state.withTools,
      room,
    })
    let text = ''
    let savedAt = performance.now()
    const onDelta = (delta: ChatDelta) => {
      emit({ type: 'chat-delta', conversationId, messageId: message.id, delta })
      if (delta.type !== 'text') return
      text += delta.text
      if (performance.now() - savedAt < saveMs) return
      savedAt = performance.now()
      store.put({ ...store.message(message.id), text })
    }
    const reply = await withWorld(world, () => model.reply(request, { signal: controller.signal, onDelta })).catch(
      (error: unknown) => {
        // What was said before it broke off is kept.
        if (text !== '') store.put({ ...store.message(message.id), text })
        throw error
      },
    )
    controller.signal.throwIfAborted()
    state.tainted ||= excerpts.length > 0
    return { reply, excerpts, notes }
  }
  try {
    return await ask(1)
  } catch (error) {
    // The estimate of what fits was too generous.
    if (!(error instanceof WorkspaceError) || error.code !== 'context-full') throw error
    return await ask(0.4)
  }
}

/** The excerpts that a text names as [1], [2] … */
function citationsOf(text: string, excerpts: readonly Excerpt[]): Citation[] {
  const named = new Set([...text.matchAll(/\[(\d{1,2})\]/g)].map(([, number]) => Number(number) - 1))
  return excerpts.filter((_, index) => named.has(index)).map((excerpt) => ({ ...excerpt }))
}
function isOpen({ state }: StoredCall): boolean {
  return state === 'running' || state === 'asking'
}
