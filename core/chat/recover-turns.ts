import type { Workbench } from '../workbench.ts'
import type { ChatEvent, StoredCall } from './conversation.ts'
import type { ConversationStore } from './store/conversation-store.ts'

const interrupted = 'The program ended in the middle of this turn.'

/**
 * Turns of a process that is gone have ended. Answers with the jobs of calls that are still open: the queue goes on with those by
 * itself, and `settleCall` takes their results in.
 */
export function recoverTurns(store: ConversationStore, owner: string): string[] {
  const jobs: string[] = []
  for (const turn of store.openTurns()) {
    if (isAlive(turn.owner, owner)) continue
    const messages = store.messagesOfTurn(turn.id)
    for (const message of messages) {
      if (message.role === 'user' || message.finish !== undefined) continue
      const calls = message.calls.map((call): StoredCall => {
        if (call.state === 'done' || call.state === 'failed' || call.state === 'refused') return call
        if (call.state === 'running' && call.jobId !== undefined) {
          jobs.push(call.jobId)
          return call
        }
        return { ...call, state: 'failed', result: { ok: false, code: 'cancelled', message: interrupted } }
      })
      store.put({ ...message, calls, finish: 'stopped' })
    }
    const last = messages.at(-1)
    if (last !== undefined) store.put({ ...store.message(last.id), notes: [...last.notes, interrupted] })
    store.put({ ...turn, state: 'stopped' })
  }
  return jobs
}

/** The end of a job whose turn nobody works on any more, as the answer of its call. */
export function settleCall(
  jobId: string,
  {
    workspace,
    store,
    isLive,
    emit,
  }: {
    workspace: Workbench
    store: ConversationStore
    isLive: (turnId: string) => boolean
    emit: (event: ChatEvent) => void
  },
): void {
  const { turn, state } = workspace.queue.get(jobId)
  if (turn === undefined || isLive(turn) || state === 'queued' || state === 'running') return
  void import('./turn/run-call.ts')
    .then(({ resultOfJob }) => resultOfJob(workspace, jobId))
    .then(({ ok, result, assets }) => {
      const message = store.messagesOfTurn(turn).find(({ calls }) => calls.some((call) => call.jobId === jobId))
      const call = message?.calls.find((each) => each.jobId === jobId)
      if (message === undefined || call?.state !== 'running') return
      const settled: StoredCall = { ...call, state: ok ? 'done' : 'failed', result, assets: [...assets] }
      store.put({ ...message, calls: message.calls.map((each) => (each.id === call.id ? settled : each)) })
      emit({ type: 'chat-call', conversationId: message.conversationId, messageId: message.id, call: settled })
    })
    .catch((error: unknown) => workspace.log.warn('chat-settle', { jobId, message: String(error) }))
}

function isAlive(owner: string | undefined, own: string): boolean {
  if (owner === undefined) return false
  if (owner === own) return true
  const pid = Number(owner.split(':')[0])
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
