import type { ChatMessage, ChatPart } from '../../../base/chat.ts'
import type { Project } from '../../../base/project.ts'
import type { Workbench } from '../../workbench.ts'
import type { StoredMessage } from '../conversation.ts'
import { attachmentParts } from './attachment-parts.ts'

/** Strings of a tool's answer are cut to so many characters for a model with weights, lists to so many items. */
const longest = { text: 4000, list: 40 }

/** The messages of one turn, as a model is given them. */
export interface TurnMessages {
  readonly turnId: string
  readonly userText: string
  readonly messages: readonly ChatMessage[]
}

/** A branch of a conversation, turn by turn. `whole` keeps every answer of a tool as it is, for a model that computes with them. */
export async function messagesOfPath(
  path: readonly StoredMessage[],
  { workspace, project, images, whole }: { workspace: Workbench; project: Project; images: boolean; whole: boolean },
): Promise<TurnMessages[]> {
  const turns: { turnId: string; userText: string; messages: ChatMessage[] }[] = []
  for (const message of path) {
    if (message.role === 'user') {
      const attached = await attachmentParts(message.attachments, workspace, { images, project })
      const parts: ChatPart[] = [...attached, { type: 'text', text: message.text }]
      turns.push({ turnId: message.turnId, userText: message.text, messages: [{ role: 'user', parts }] })
      continue
    }
    // An answer that comes late, after the person went on, belongs to what stands before it.
    const turn = turns.at(-1)
    turn?.messages.push(...messagesOfAnswer(message, whole))
  }
  return turns
}

function messagesOfAnswer({ text, calls, finish }: StoredMessage, whole: boolean): ChatMessage[] {
  if (text === '' && calls.length === 0) return []
  if (calls.length === 0) return [{ role: 'assistant', text }]
  const made = calls.map(({ id, tool, arguments: input }) => ({ id, name: tool, arguments: input }))
  return [
    { role: 'assistant', text, calls: made },
    ...calls.map(({ id, tool, result, state, jobId }): ChatMessage => {
      const waits = { ok: true, running: finish === undefined || state === 'running', state, ...(jobId && { jobId }) }
      return {
        role: 'tool',
        callId: id,
        name: tool,
        text: JSON.stringify(whole ? (result ?? waits) : cut(result ?? waits)),
      }
    }),
  ]
}

function cut(value: unknown): unknown {
  if (typeof value === 'string') return value.length > longest.text ? `${value.slice(0, longest.text)}… (cut)` : value
  if (Array.isArray(value)) {
    const kept = value.slice(0, longest.list).map(cut)
    return value.length > longest.list ? [...kept, `… and ${value.length - longest.list} more`] : kept
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cut(inner)]))
}
