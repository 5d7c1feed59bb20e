import type { ChatDelta, ChatReply, ChatRequest } from '../../../base/chat.ts'
import type { ErrorRecord } from '../../../base/error.ts'

/** How a GGUF file is loaded. */
export interface LlamaSettings {
  /** Absolute path of the file; of the first, where there are several. */
  readonly path: string
  /** The most a conversation may have, in tokens. */
  readonly contextTokens: number
  readonly threads: number
  /** False keeps to the processor. */
  readonly gpu: boolean
  /** The file is for texts as vectors, not for talking. */
  readonly embedding: boolean
}

/** What a loaded file turned out to be. */
export interface LlamaFacts {
  readonly contextTokens: number
  /** 'cpu', or what computes: 'vulkan', 'metal'. */
  readonly device: string
}

/** What the main process asks a process of llama.cpp; answered under the same number. */
export type LlamaQuestion =
  | { readonly type: 'load'; readonly settings: LlamaSettings }
  | { readonly type: 'reply'; readonly request: ChatRequest }
  | { readonly type: 'tokens'; readonly text: string }
  | { readonly type: 'embed'; readonly texts: readonly string[] }

export interface LlamaAnswers {
  load: LlamaFacts
  reply: ChatReply
  tokens: number
  embed: { readonly vectors: readonly Float32Array[]; readonly tokens: number }
}

export type ToLlama =
  | { readonly type: 'ask'; readonly number: number; readonly question: LlamaQuestion }
  | { readonly type: 'stop'; readonly number: number }

export type FromLlama =
  | { readonly type: 'delta'; readonly number: number; readonly delta: ChatDelta }
  | { readonly type: 'answer'; readonly number: number; readonly value: LlamaAnswers[keyof LlamaAnswers] }
  | { readonly type: 'failed'; readonly number: number; readonly error: ErrorRecord }
