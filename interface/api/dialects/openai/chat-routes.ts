import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { ChatModel, ChatReply, ChatRequest, ToolCall } from '../../../../base/chat.ts'
import type { ApiContext } from '../../context.ts'
import { withoutNulls } from '../lenient-fields.ts'
import { type OpenaiError, readThrown, refuse } from './answer-error.ts'
import { openChatModel } from './chat-models.ts'
import { type ChatBody, chatSchema } from './chat-schemas.ts'
import { readChat } from './read-chat.ts'

/** So many may wait for their answer at once: one model answers one after the other. */
const MOST_WAITING = 16
const RETRY_SECONDS = 10

/** POST /chat/completions: over any language model of the workspace. */
export function chatRoutes({ workspace, signal: closing }: ApiContext): Hono {
  let waiting = 0
  return new Hono().post('/chat/completions', async (c) => {
    const body = await c.req.json().catch(() => refuse('The body is not JSON.'))
    const asked = chatSchema.parse(withoutNulls(body))
    const request = readChat(asked)
    const model = await openChatModel(workspace.language, asked.model)
    if (waiting >= MOST_WAITING) return answerBusy(c, waiting)
    waiting++
    const done = () => waiting--
    const answering = { model, request, asked, head: headOf(model) }
    if (asked.stream) return stream(c, answering, done)
    try {
      const signal = AbortSignal.any([closing, c.req.raw.signal])
      const reply = await model.reply(request, { signal })
      const { head } = answering
      return c.json({
        ...head,
        object: 'chat.completion',
        choices: [{ index: 0, message: viewReply(reply), logprobs: null, finish_reason: finishReason(reply) }],
        ...viewUsage(reply),
      })
    } finally {
      done()
    }
  })

  function stream(c: Context, { model, request, asked, head }: Answering, done: () => void): Response {
    return streamSSE(c, async (stream) => {
      const gone = new AbortController()
      stream.onAbort(() => gone.abort())
      const withUsage = asked.stream_options?.include_usage === true
      const send = (choices: readonly object[], more: object = {}) =>
        stream.writeSSE({
          data: JSON.stringify({
            ...head,
            object: 'chat.completion.chunk',
            choices,
            ...(withUsage ? { usage: null } : {}),
            ...more,
          }),
        })
      const say = (delta: object, finish: string | null = null) =>
        send([{ index: 0, delta, logprobs: null, finish_reason: finish }])
      try {
        await say({ role: 'assistant', content: '' })
        const reply = await model.reply(request, {
          signal: AbortSignal.any([closing, gone.signal]),
          onDelta(delta) {
            if (delta.type === 'text') void say({ content: delta.text })
            if (delta.type === 'reasoning') void say({ reasoning_content: delta.text })
          },
        })
        for (const [index, call] of reply.calls.entries()) {
          await say({ tool_calls: [{ index, ...viewCall(call) }] })
        }
        await say({}, finishReason(reply))
        if (withUsage) await send([], viewUsage(reply))
        await stream.writeSSE({ data: '[DONE]' })
      } catch (thrown) {
        const { error } = readThrown(thrown, workspace.log)
        await stream.writeSSE({ data: JSON.stringify({ error }) })
      } finally {
        done()
      }
    })
  }
}

interface Answering {
  readonly model: ChatModel
  readonly request: ChatRequest
  readonly asked: ChatBody
  readonly head: object
}

function headOf(model: ChatModel) {
  return { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model: model.id }
}

function viewReply({ text, reasoning, calls }: ChatReply) {
  return {
    role: 'assistant',
    content: text === '' && calls.length > 0 ? null : text,
    refusal: null,
    // llama-server, vLLM and DeepSeek call it so; OpenAI's own API does not show it.
    ...(reasoning === undefined ? {} : { reasoning_content: reasoning }),
    ...(calls.length === 0 ? {} : { tool_calls: calls.map(viewCall) }),
  }
}

function viewCall({ id, name, arguments: given }: ToolCall) {
  const text = typeof given === 'string' ? given : JSON.stringify(given)
  return { id, type: 'function', function: { name, arguments: text } }
}

function finishReason({ finish }: ChatReply): 'stop' | 'length' | 'tool_calls' {
  return finish === 'calls' ? 'tool_calls' : finish
}

function viewUsage({ usage }: ChatReply) {
  if (usage === undefined) return {}
  const { promptTokens, replyTokens } = usage
  return {
    usage: { prompt_tokens: promptTokens, completion_tokens: replyTokens, total_tokens: promptTokens + replyTokens },
  }
}

function answerBusy(c: Context, waiting: number): Response {
  c.header('Retry-After', String(RETRY_SECONDS))
  const message = `${waiting} conversations wait for their answer already.`
  const error: OpenaiError = { message, type: 'rate_limit_error', param: null, code: 'queue_full' }
  return c.json({ error }, 503)
}
