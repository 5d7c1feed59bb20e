import type { ChatModel, ChatReply, ChatRequest, ToolCall } from '../../base/chat.ts'

export type ScriptedReply = {
  readonly text?: string
  readonly calls?: readonly Omit<ToolCall, 'id'>[]
} & Partial<Pick<ChatReply, 'reasoning' | 'finish'>>

/** A model of a test: it says what the script says, in order, and keeps what it was asked. Without a script left it says "Done.". */
export function scriptedModel(
  script: readonly (ScriptedReply | ((request: ChatRequest) => ScriptedReply | Promise<ScriptedReply>))[],
  options: Partial<ChatModel> = {},
): ChatModel & { readonly requests: ChatRequest[] } {
  const steps = [...script]
  const requests: ChatRequest[] = []
  return {
    id: 'scripted',
    title: 'Scripted',
    summary: 'Says what a test wants.',
    contextTokens: 8192,
    abilities: { images: false, tools: 'asked' },
    countTokens: async (text) => Math.ceil(text.length / 4),
    async reply(request, { signal, onDelta }) {
      requests.push(request)
      const step = steps.shift() ?? { text: 'Done.' }
      const { text = '', calls = [], reasoning, finish } = typeof step === 'function' ? await step(request) : step
      signal.throwIfAborted()
      if (text !== '') onDelta?.({ type: 'text', text })
      return {
        text,
        calls: calls.map((call, index) => ({ id: `call-${index}`, ...call })),
        finish: finish ?? (calls.length > 0 ? 'calls' : 'stop'),
        ...(reasoning !== undefined && { reasoning }),
      }
    },
    ...options,
    requests,
  }
}
