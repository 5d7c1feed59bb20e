import type { z } from 'zod'
import type { ChatModel } from '../../../base/chat.ts'
import type { Project } from '../../../base/project.ts'
import type { Workbench } from '../../workbench.ts'
import type { Conversation } from '../conversation.ts'

/**
 * What a tool may do: look; change what undo takes back; what cannot be taken lightly (it is asked about first); fetch from the
 * network (as well).
 */
export type ChatPermission = 'read' | 'change' | 'destructive' | 'network'

/** A tool of the workspace beside the nodes: one file `core/chat/tools/<name>.tool.ts` each, discovered by its name. */
export interface ChatTool<I extends z.ZodObject = z.ZodObject> {
  readonly name: string
  /** One sentence, for the model and for help. */
  readonly summary: string
  readonly input: I
  readonly permission: ChatPermission
  /** Further words by which people ask for it. */
  readonly words?: string
  /** Its answer holds texts that others wrote: after it, changes nobody asked for in words are asked about. */
  readonly untrusted?: boolean
  readonly example: z.input<I>
  run(input: z.output<I>, context: ToolContext): Promise<ToolAnswer> | ToolAnswer
}

/** What a tool answers beside `ok`; `assets` are ids. */
export interface ToolAnswer {
  /** The tool is carried out by this job: its output and assets are the answer. */
  readonly submit?: { readonly node: string; readonly input: unknown }
  readonly said?: string
  readonly assets?: readonly string[]
  readonly [key: string]: unknown
}

/** Everything a tool may touch. */
export interface ToolContext {
  readonly workspace: Workbench
  readonly project: Project
  readonly conversation: Conversation
  /** Who speaks in this turn. */
  readonly model: ChatModel
  readonly signal: AbortSignal
  /** Who changes something: the label is added. */
  readonly step: { readonly session: string; readonly turn: string }
  /** Undoes or does again what earlier turns and others did. */
  readonly history: {
    readonly undo: () => Promise<{ label: string; conflicts: readonly string[] }>
    readonly redo: () => Promise<{ label: string; conflicts: readonly string[] }>
  }
}

/** Gives a tool its types. */
export function defineChatTool<I extends z.ZodObject>(tool: ChatTool<I>): ChatTool<I> {
  return tool
}
