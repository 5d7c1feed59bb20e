import type { ChatMessage, ChatPart, ChatRequest } from '../../../../base/chat.ts'
import { refuse } from './answer-error.ts'
import type { ChatBody } from './chat-schemas.ts'

/** A request of OpenAI's API in the words of the workspace. */
export function readChat(body: ChatBody): ChatRequest {
  const { tools, tool_choice: choice, response_format: format, stop } = body
  const maxTokens = body.max_completion_tokens ?? body.max_tokens
  const repeatPenalty = body.repeat_penalty ?? body.repetition_penalty
  const request: Record<keyof ChatRequest, unknown> = {
    messages: readMessages(body.messages),
    tools: tools?.map(({ function: { name, description, parameters } }) => ({ name, description, parameters })),
    toolChoice: typeof choice === 'object' ? { name: choice.function.name } : choice,
    responseSchema:
      format?.type === 'json_schema'
        ? format.json_schema.schema
        : format?.type === 'json_object'
          ? { type: 'object' }
          : undefined,
    maxTokens,
    temperature: body.temperature,
    topP: body.top_p,
    topK: body.top_k,
    minP: body.min_p,
    seed: body.seed,
    stop: typeof stop === 'string' ? [stop] : stop,
    frequencyPenalty: body.frequency_penalty,
    presencePenalty: body.presence_penalty,
    repeatPenalty,
  }
  if (typeof choice === 'object' && !tools?.some((tool) => tool.function.name === choice.function.name)) {
    refuse(`The tool '${choice.function.name}' is not among the tools.`, {
      param: 'tool_choice',
      code: 'invalid_value',
    })
  }
  return Object.fromEntries(
    Object.entries(request).filter(([, value]) => value !== undefined),
  ) as unknown as ChatRequest
}

function readMessages(messages: ChatBody['messages']): ChatMessage[] {
  /** Results name their call; the tool's name stands in the call. */
  const names = new Map<string, string>()
  return messages.map((message, i): ChatMessage => {
    switch (message.role) {
      case 'system':
      case 'developer':
        return { role: 'system', text: textOf(message.content) }
      case 'user':
        return { role: 'user', parts: partsOf(message.content, i) }
      case 'assistant': {
        const calls = (message.tool_calls ?? []).map(({ id, function: { name, arguments: given } }) => {
          names.set(id, name)
          return { id, name, arguments: parseArguments(given) }
        })
        return { role: 'assistant', text: textOf(message.content ?? ''), ...(calls.length > 0 ? { calls } : {}) }
      }
      case 'tool': {
        const name = names.get(message.tool_call_id)
        if (name === undefined) {
          refuse(`No call before this message has the id '${message.tool_call_id}'.`, {
            param: `messages.${i}.tool_call_id`,
          })
        }
        return { role: 'tool', callId: message.tool_call_id, name, text: textOf(message.content) }
      }
      default:
        return message satisfies never
    }
  })
}

function textOf(content: string | readonly { readonly text: string }[]): string {
  return typeof content === 'string' ? content : content.map(({ text }) => text).join('\n')
}

type UserContent = Extract<ChatBody['messages'][number], { role: 'user' }>['content']

function partsOf(content: UserContent, i: number): ChatPart[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }]
  return content.map((part): ChatPart => {
    if (part.type === 'text') return part
    const url = typeof part.image_url === 'string' ? part.image_url : part.image_url.url
    const [, mediaType, data] = /^data:(image\/[\w.+-]+);base64,([A-Za-z0-9+/=\s]+)$/.exec(url) ?? []
    if (mediaType === undefined || data === undefined) {
      refuse('A picture must be a data URL (data:image/png;base64,…): nothing is fetched from other servers.', {
        param: `messages.${i}.content`,
        code: 'invalid_image_url',
      })
    }
    return { type: 'image', mediaType, bytes: new Uint8Array(Buffer.from(data, 'base64')), title: 'image' }
  })
}

function parseArguments(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
