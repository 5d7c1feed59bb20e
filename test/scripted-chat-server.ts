import type { ServerResponse } from 'node:http'
import type { TestContext } from 'node:test'
import { json, standIn } from '../models/servers/stand-in.fixture.ts'

/** One piece of a streamed answer: words, a call of a tool, or a wait that the test ends. */
type Piece = string | { readonly tool: string; readonly arguments: object } | Promise<unknown>

/** What came: OpenAI's messages, as far as a script looks at them. */
interface Asked {
  readonly messages: readonly { readonly role: string; readonly content?: unknown }[]
}

export interface ScriptedChatServer {
  readonly url: string
  /** The bodies of all requests for an answer. */
  asked(): readonly Asked[]
}

/**
 * A real OpenAI-compatible server that answers by a script: `answer` is given the last message of the person, and whether a tool has answered
 * since. Its only model is called 'scripted'.
 */
export async function scriptedChatServer(
  t: TestContext,
  answer: (words: string, after: 'words' | 'tool') => readonly Piece[],
): Promise<ScriptedChatServer> {
  const asked: Asked[] = []
  const server = await standIn(t, {
    'GET /v1/models': json({ data: [{ id: 'scripted' }] }),
    'POST /v1/chat/completions': async ({ body }, response) => {
      // Whoever looks what this server speaks sends nothing, and is told so.
      const request = JSON.parse(body.toString() || '{}') as Partial<Asked>
      if (request.messages === undefined)
        return json({ error: { message: 'messages is required' } }, 400)(undefined as never, response)
      asked.push(request as Asked)
      const last = request.messages.at(-1)
      const words = request.messages.findLast(({ role }) => role === 'user')?.content
      await stream(response, answer(textOf(words), last?.role === 'tool' ? 'tool' : 'words'))
    },
  })
  return { url: server.url, asked: () => asked }
}

async function stream(response: ServerResponse, pieces: readonly Piece[]): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const send = (delta: object, finish?: string) =>
    response.write(`data: ${JSON.stringify({ choices: [{ delta, ...(finish && { finish_reason: finish }) }] })}\n\n`)
  let calls = 0
  for (const piece of pieces) {
    if (response.destroyed) return
    if (piece instanceof Promise) await piece
    else if (typeof piece === 'string') send({ content: piece })
    else {
      const call = { name: piece.tool, arguments: JSON.stringify(piece.arguments) }
      send({ tool_calls: [{ index: calls++, id: `call-${calls}`, type: 'function', function: call }] })
    }
  }
  send({}, calls > 0 ? 'tool_calls' : 'stop')
  response.end('data: [DONE]\n\n')
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.map((part: { text?: string }) => part.text ?? '').join(' ')
}
