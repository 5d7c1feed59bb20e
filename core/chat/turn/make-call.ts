import type { ChatModel } from '../../../base/chat.ts'
import type { StoredCall, StoredMessage } from '../conversation.ts'
import type { TurnTool } from '../load-tools.ts'
import type { ToolContext } from '../tools/define-chat-tool.ts'
import { estimateCall } from './estimate-call.ts'
import { decide } from './permission.ts'
import { checkCall } from './repair-call.ts'
import { runCall } from './run-call.ts'
import type { TurnState } from './turn-parts.ts'
import { addNotes, allowAlways, putCall, setTurn } from './turn-records.ts'

/** Checks a call, asks the person where that is needed, carries it out, and writes down what came of it. */
export async function makeCall(
  state: TurnState,
  messageId: string,
  call: StoredCall,
  model: ChatModel,
  tools: readonly TurnTool[],
): Promise<void> {
  const { parts, clock } = state
  const { workspace, store, controller, turn } = parts
  const { limitCalls, limitImages } = workspace.config.chat
  const update = (change: Partial<StoredCall>) => putCall(parts, messageId, call.id, change)
  const fail = (code: string, text: string, hint?: string) =>
    update({ state: 'failed', result: { ok: false, code, message: text, ...(hint !== undefined && { hint }) } })

  state.calls++
  if (state.calls > limitCalls) {
    state.withTools = false
    return fail(
      'bad-input',
      `This turn has made its ${limitCalls} calls.`,
      'Tell the user what is done and what is left.',
    )
  }
  const tool = tools.find(({ name }) => name === call.tool)
  const conversation = store.conversation(turn.conversationId)
  const project = workspace.projects.get(conversation.projectId)
  const checked =
    tool === undefined
      ? { ok: false as const, code: 'not-found', message: `There is no tool "${call.tool}".` }
      : checkCall(tool, call.arguments, workspace, project.id)
  if (tool === undefined || !checked.ok) {
    const failures = (state.failures.get(call.tool) ?? 0) + 1
    state.failures.set(call.tool, failures)
    // Told once, so that it can be mended; what is wrong again is not tried a third time.
    if (failures > 1) state.withTools = false
    if (!checked.ok)
      fail(checked.code, checked.message, failures > 1 ? 'Do not try again; say what is missing.' : checked.hint)
    return
  }
  if (checked.notes.length > 0) addNotes(parts, messageId, checked.notes)
  const planned = await estimateCall(tool, checked.input, workspace)
  update({ arguments: checked.given, ...(Object.keys(planned).length > 0 && { planned }) })
  if (state.images + (planned.images ?? 0) > limitImages) {
    return fail('bad-input', `One turn makes at most ${limitImages} pictures.`, 'The setting chat.limitImages says so.')
  }
  const userText = store.message(turn.userMessageId).text
  // Rules read the person's words alone.
  const tainted = model.abilities.tools !== 'rules' && (state.tainted || isTainted(store.path(messageId), tools))
  const decision = decide({ tool, planned, conversation, config: workspace.config, userText, tainted })
  if (decision.action === 'propose') {
    const result = {
      ok: false,
      code: 'plan-only',
      message: 'Only planned, not done: the conversation is in plan mode.',
    }
    update({ state: 'proposed', result })
    return
  }
  if (decision.action === 'ask') {
    clock.pause()
    // Before anybody is told: an answer may come at once.
    const answered = parts.ask(call.id, controller.signal)
    setTurn(parts, 'asking')
    update({ state: 'asking', reason: decision.reason })
    const answer = await answered
    clock.resume()
    setTurn(parts, 'running')
    if (answer === 'refuse') {
      const result = { ok: false, code: 'refused', message: 'The user does not want this.' }
      return update({ state: 'refused', result })
    }
    if (answer === 'allow-always') allowAlways(parts, tool.name)
  }
  state.images += planned.images ?? 0
  update({ state: 'running' })
  const step = { session: workspace.currentSession(project), turn: turn.id }
  const context: ToolContext = {
    workspace,
    project,
    conversation,
    model,
    signal: controller.signal,
    step,
    history: {
      undo: async () => moved(workspace.history.undo(project.id)),
      redo: async () => moved(workspace.history.redo(project.id)),
    },
  }
  const { ok, result, assets } = await runCall(tool, checked.input, context, (jobId) => update({ jobId }))
  update({ state: ok ? 'done' : 'failed', result, assets: [...assets] })
}

function moved({ label, conflicts = [] }: { label: string; conflicts?: readonly string[] }) {
  return { label, conflicts }
}

/** Whether texts of others stand before the call in the conversation. */
function isTainted(path: readonly StoredMessage[], tools: readonly TurnTool[]): boolean {
  const untrusted = new Set(tools.filter((tool) => tool.untrusted).map(({ name }) => name))
  return path.some(
    ({ attachments, calls, citations }) =>
      attachments.length > 0 ||
      citations.length > 0 ||
      calls.some(({ tool, result }) => untrusted.has(tool) && result !== undefined),
  )
}
