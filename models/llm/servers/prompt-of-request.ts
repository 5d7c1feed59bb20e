import type { LanguageModelV4CallOptions, LanguageModelV4Message } from '@ai-sdk/provider'
import type { ChatMessage, ChatRequest } from '../../../base/chat.ts'

/** A request in the words of the AI SDK's providers. */
export function promptOfRequest(request: ChatRequest, { images }: { images: boolean }): LanguageModelV4CallOptions {
  const { tools, toolChoice, responseSchema, stop } = request
  return {
    prompt: request.messages.map((message) => wordsOf(message, images)),
    ...(tools !== undefined && tools.length > 0
      ? {
          tools: tools.map(({ name, description, parameters }) => ({
            type: 'function' as const,
            name,
            description,
            inputSchema: parameters,
          })),
          toolChoice:
            typeof toolChoice === 'object'
              ? { type: 'tool' as const, toolName: toolChoice.name }
              : { type: toolChoice ?? ('auto' as const) },
        }
      : {}),
    ...(responseSchema === undefined ? {} : { responseFormat: { type: 'json' as const, schema: responseSchema } }),
    ...(request.maxTokens === undefined ? {} : { maxOutputTokens: request.maxTokens }),
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.topP === undefined ? {} : { topP: request.topP }),
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    ...(request.frequencyPenalty === undefined ? {} : { frequencyPenalty: request.frequencyPenalty }),
    ...(request.presencePenalty === undefined ? {} : { presencePenalty: request.presencePenalty }),
    ...(stop === undefined || stop.length === 0 ? {} : { stopSequences: [...stop] }),
  }
}

/** What OpenAI's own API does not know and the local servers do, by their names for it. */
export function furtherSettings({ topK, minP, repeatPenalty }: ChatRequest): Record<string, number> {
  return {
    ...(topK === undefined ? {} : { top_k: topK }),
    ...(minP === undefined ? {} : { min_p: minP }),
    // llama-server and LM Studio; vLLM and mlx_lm call the same repetition_penalty. Each ignores the other's name.
    ...(repeatPenalty === undefined ? {} : { repeat_penalty: repeatPenalty, repetition_penalty: repeatPenalty }),
  }
}

function wordsOf(message: ChatMessage, images: boolean): LanguageModelV4Message {
  switch (message.role) {
    case 'system':
      return { role: 'system', content: message.text }
    case 'user':
      return {
        role: 'user',
        content: message.parts.map((part) =>
          part.type === 'text'
            ? { type: 'text', text: part.text }
            : images
              ? { type: 'file', mediaType: part.mediaType, data: { type: 'data', data: part.bytes } }
              : { type: 'text', text: `[image: ${part.title}]` },
        ),
      }
    case 'assistant':
      return {
        role: 'assistant',
        content: [
          ...(message.text === '' ? [] : [{ type: 'text' as const, text: message.text }]),
          ...(message.calls ?? []).map((call) => ({
            type: 'tool-call' as const,
            toolCallId: call.id,
            toolName: call.name,
            input: call.arguments,
          })),
        ],
      }
    case 'tool':
      return {
        role: 'tool',
        content: [
          {
            type: 'tool-result',
            toolCallId: message.callId,
            toolName: message.name,
            output: { type: 'text', value: message.text },
          },
        ],
      }
    default:
      return message satisfies never
  }
}
