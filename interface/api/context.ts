import type { Workspace } from '../../core/workspace.ts'
import type { ChatRelay } from './events/chat-relay.ts'
import type { EventLog } from './events/event-log.ts'
import type { Previews } from './events/previews.ts'
import type { Access } from './security/access.ts'
import type { WebhookSender } from './webhooks/webhook-sender.ts'

/** Everything a route may touch. */
export interface ApiContext {
  readonly workspace: Workspace
  /** What happened, for the event stream; a route that changes something tells it here. */
  readonly events: EventLog
  /** The newest step preview of each running job. */
  readonly previews: Previews
  /** Tells clients of conversations, and knows which are answering now. */
  readonly chats: ChatRelay
  readonly access: Access
  readonly webhooks: WebhookSender
  /** Version of the program. */
  readonly version: string
  /** Aborted when the server closes: long answers end. */
  readonly signal: AbortSignal
}
