import type { WorkspaceEvent } from '../../../../base/job.ts'
import type { ChatEvent } from '../../../api/schemas/chat-event.ts'
import type { ErrorAnswer } from '../../../api/schemas/error.ts'

/* What travels between the studio and its server: the shapes of base/, plus what the API adds (docs/web-studio.md). */

export type { AssetKind, MapRole, Measure } from '../../../../base/asset.ts'
export type { JobState } from '../../../../base/job.ts'
export type { HistoryEntry, Session } from '../../../../base/project.ts'
export type { AssetView as Asset } from '../../../api/schemas/asset.ts'
export type { Choices } from '../../../api/schemas/choices.ts'
export type { ConfigView as Config } from '../../../api/schemas/config.ts'
export type {
  ChatCallView as ChatCall,
  ChatMessageView as ChatMessage,
  ChatTurnView as ChatTurn,
  ConversationView as Conversation,
  LanguageModelView as LanguageModel,
  OpenConversationView as OpenConversation,
} from '../../../api/schemas/conversation.ts'
export type { ErrorAnswer } from '../../../api/schemas/error.ts'
export type { JobView as Job, QueueView as Queue } from '../../../api/schemas/job.ts'
export type { LogPage } from '../../../api/schemas/log.ts'
export type { ModelView as Model } from '../../../api/schemas/model.ts'
export type { ProjectView as Project } from '../../../api/schemas/project.ts'
export type { PromptWordsView as PromptWords, ReadPromptView as ReadPrompt } from '../../../api/schemas/prompt.ts'
export type { TransferView as Transfer } from '../../../api/schemas/transfer.ts'

export interface Page<Item> {
  readonly items: readonly Item[]
  readonly nextCursor?: string
  readonly total?: number
}

export interface Health {
  readonly name: string
  readonly version: string
  readonly authenticated: boolean
}

export type Issue = NonNullable<ErrorAnswer['error']['issues']>[number]

/** What the stream sends, in the order of `seq`. Pixels of previews come as a URL. */
export type StreamEvent = { readonly seq: string; readonly at: string } & (
  | { readonly type: 'hello'; readonly version: string }
  | {
      readonly type:
        | 'heartbeat'
        | 'reset'
        | 'workspace-changed'
        | 'models-changed'
        | 'config-changed'
        | 'project-changed'
        | 'queue-changed'
        | 'collections-changed'
        | 'webhooks-changed'
    }
  | { readonly type: 'job-added' | 'job-changed'; readonly jobId: string }
  | { readonly type: 'job-preview'; readonly jobId: string; readonly url: string; readonly fraction: number }
  | { readonly type: 'assets-changed'; readonly ids?: readonly string[] }
  | { readonly type: 'transfer-progress'; readonly transferId?: string }
  | WorkspaceEvent
  | ChatEvent
)

/** A node as a form sees it. */
export interface NodeInfo {
  readonly id: string
  readonly summary: string
  readonly version: number
  /** JSON Schema. */
  readonly input: JsonSchema
  readonly output: JsonSchema
  readonly example: unknown
}

/** The part of JSON Schema that zod writes and forms read. */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly title?: string
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly anyOf?: readonly JsonSchema[]
  readonly const?: unknown
  /** For a field that names an asset: which kinds. */
  readonly assetKinds?: readonly string[]
  /** Shown as dots. */
  readonly secret?: boolean
}

/** What `ai-workspace doctor` finds. */
export interface Doctor {
  readonly ok: boolean
  readonly sections: readonly {
    readonly title: string
    readonly findings: readonly {
      readonly name: string
      /** `absent` is fine to live without. */
      readonly state: 'good' | 'absent' | 'bad'
      readonly value: string
      readonly hint?: string
    }[]
  }[]
}
