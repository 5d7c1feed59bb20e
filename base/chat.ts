/** The words of a conversation with a language model, whoever speaks: llama.cpp, a server, or the built-in interpreter. */

/** One message as a model is given it. What a tool answered is data: it never raises what the next call may do. */
export type ChatMessage =
  | { readonly role: 'system'; readonly text: string }
  | { readonly role: 'user'; readonly parts: readonly ChatPart[] }
  | { readonly role: 'assistant'; readonly text: string; readonly calls?: readonly ToolCall[] }
  | { readonly role: 'tool'; readonly callId: string; readonly name: string; readonly text: string }

export type ChatPart =
  | { readonly type: 'text'; readonly text: string }
  /** For models that see; others are told its name and record only. */
  | { readonly type: 'image'; readonly mediaType: string; readonly bytes: Uint8Array; readonly title: string }

/** A tool as a model is shown it. */
export interface ToolSpec {
  /** Letters, digits, '_' and '-' only, as every dialect of tool calls allows: 'image_generate'. */
  readonly name: string
  readonly description: string
  /** JSON Schema of an object, narrowed to what exists now. */
  readonly parameters: JsonSchema
}

export interface ToolCall {
  readonly id: string
  readonly name: string
  /** Parsed JSON; a string where it could not be parsed, so that it can be shown and repaired. */
  readonly arguments: unknown
}

export type JsonSchema = Readonly<Record<string, unknown>>

/** What a model is asked. What is absent is the model's own default. */
export interface ChatRequest {
  readonly messages: readonly ChatMessage[]
  readonly tools?: readonly ToolSpec[]
  readonly toolChoice?: 'auto' | 'none' | 'required' | { readonly name: string }
  /** The text must be JSON of this schema. */
  readonly responseSchema?: JsonSchema
  readonly maxTokens?: number
  readonly temperature?: number
  readonly topP?: number
  readonly topK?: number
  readonly minP?: number
  readonly seed?: number
  readonly stop?: readonly string[]
  readonly frequencyPenalty?: number
  readonly presencePenalty?: number
  readonly repeatPenalty?: number
}

export interface ChatReply {
  readonly text: string
  /** What a reasoning model said to itself; shown folded, never sent back. */
  readonly reasoning?: string
  readonly calls: readonly ToolCall[]
  readonly finish: 'stop' | 'length' | 'calls'
  readonly usage?: { readonly promptTokens: number; readonly replyTokens: number }
}

/** A piece of a reply while it is made. */
export type ChatDelta =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  /** The model is being loaded, or reads the prompt: fraction in [0, 1] where it is known. */
  | { readonly type: 'wait'; readonly what: 'load' | 'prompt'; readonly fraction?: number }

export interface ChatModel {
  readonly id: string
  readonly title: string
  /** One honest sentence on what it is. */
  readonly summary: string
  /** How many tokens a prompt and its reply may have together. */
  readonly contextTokens: number
  readonly abilities: {
    readonly images: boolean
    /** How calls come to be valid: forced by a grammar, asked for in the server's way, or made by rules. */
    readonly tools: 'grammar' | 'asked' | 'rules' | 'none'
  }
  /** Errors: `cancelled` when the signal ends it; `context-full`, `out-of-memory`, `engine-crashed`, `network` with the reason. */
  reply(
    request: ChatRequest,
    options: { readonly signal: AbortSignal; readonly onDelta?: (delta: ChatDelta) => void },
  ): Promise<ChatReply>
  /** Tokens of a text; an estimate (four characters a token) where the model does not tell. */
  countTokens(text: string): Promise<number>
}
