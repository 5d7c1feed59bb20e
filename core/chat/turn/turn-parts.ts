import type { Workbench } from '../../workbench.ts'
import type { CallAnswer, ChatEvent, TurnRecord } from '../conversation.ts'
import type { Excerpt } from '../retrieval/excerpt.ts'
import type { ConversationStore } from '../store/conversation-store.ts'
import type { TurnClock } from './turn-clock.ts'

/** What a turn needs from the service that began it. */
export interface TurnParts {
  readonly workspace: Workbench
  readonly store: ConversationStore
  /** What of a project's files and assets speaks of a text. */
  readonly search: (projectId: string, text: string) => Promise<Excerpt[]>
  readonly emit: (event: ChatEvent) => void
  readonly turn: TurnRecord
  /** Id of the model for this turn. */
  readonly model: string | undefined
  readonly controller: AbortController
  /** Waits for the person's answer about a call. */
  readonly ask: (callId: string, signal: AbortSignal) => Promise<CallAnswer>
}

/** Where a turn stands while it is worked on. */
export interface TurnState {
  readonly parts: TurnParts
  readonly clock: TurnClock
  /** The answer that is being made, or was made last. */
  messageId: string | undefined
  calls: number
  images: number
  /** How often a call of a tool was not valid. */
  readonly failures: Map<string, number>
  withTools: boolean
  /** Texts of others stood in a prompt of this turn. */
  tainted: boolean
}
