import type { LanguageModelV4StreamPart } from '@ai-sdk/provider'
import type { ChatDelta, ChatModel, ChatReply, ToolCall } from '../../../base/chat.ts'
import { toErrorRecord, WorkspaceError } from '../../../base/error.ts'
import { estimateTokens } from '../estimate-tokens.ts'
import { toUnitLength } from '../to-unit-length.ts'
import type { ChatServerSettings } from './chat-server-settings.ts'
import { furtherSettings, promptOfRequest } from './prompt-of-request.ts'

/** What a server that does not tell is taken to read, in tokens: what the small models of today at least do. */
const USUAL_CONTEXT = 8192

export interface ChatServer {
  readonly id: string
  readonly title: string
  readonly settings: ChatServerSettings
  /** Which of its models. */
  readonly model: string
  /** Only servers of this machine may be asked. */
  readonly offline: boolean
  readonly environment: NodeJS.ProcessEnv
}

/** A model of an OpenAI-compatible server, by the AI SDK's provider for such servers. */
export function openChatServer(server: ChatServer): ChatModel {
  const { id, title, settings, model } = server
  const facts = settings.facts[model]
  const images = facts?.images ?? false
  const host = new URL(settings.url).host
  return {
    id,
    title,
    summary: `${model} of ${settings.program ?? 'an OpenAI-compatible server'} at ${host}.`,
    contextTokens: facts?.contextTokens ?? USUAL_CONTEXT,
    abilities: { images, tools: 'asked' },
    async reply(request, { signal, onDelta = () => {} }) {
      const provider = await openProvider(server)
      const options = promptOfRequest(request, { images })
      try {
        const { stream } = await provider.chatModel(model).doStream({
          ...options,
          providerOptions: { server: furtherSettings(request) },
          abortSignal: signal,
        })
        return await readReply(stream, { host, onDelta })
      } catch (error) {
        throw explain(error, { host, signal })
      }
    },
    countTokens: async (text) => estimateTokens(text),
  }
}

/** One vector a text, from a server's `/v1/embeddings`. */
export async function embedByServer(
  server: ChatServer,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<{ vectors: Float32Array[]; tokens: number }> {
  const provider = await openProvider(server)
  const { host } = new URL(server.settings.url)
  // OpenAI takes 2,048 texts at once; local servers hold all of a request in one batch.
  const most = 64
  const vectors: Float32Array[] = []
  let tokens = 0
  try {
    for (let at = 0; at < texts.length; at += most) {
      const values = texts.slice(at, at + most)
      const answer = await provider.embeddingModel(server.model).doEmbed({ values, abortSignal: signal })
      vectors.push(...answer.embeddings.map(toUnitLength))
      tokens += answer.usage?.tokens ?? 0
    }
  } catch (error) {
    throw explain(error, { host, signal })
  }
  if (vectors.length === texts.length) return { vectors, tokens }
  throw new WorkspaceError('network', `${host} answered ${vectors.length} vectors for ${texts.length} texts.`, {
    hint: `Does ${server.model} make vectors? An embedding model is chosen with: ai-workspace config set chat.embeddingModel NAME`,
  })
}

async function openProvider({ settings, offline, environment }: ChatServer) {
  // Every start knows the servers that were added; what they are asked with is for those who ask.
  const [{ createOpenAICompatible }, { serverFetch }, { readAuthorization }] = await Promise.all([
    import('@ai-sdk/openai-compatible'),
    import('../../servers/server-stream.ts'),
    import('../../servers/server-token.ts'),
  ])
  const connection = { url: settings.url, authorization: readAuthorization(settings, environment), offline }
  return createOpenAICompatible({
    name: 'server',
    baseURL: `${settings.url}/v1`,
    fetch: serverFetch(connection),
    includeUsage: true,
    supportsStructuredOutputs: true,
  })
}

async function readReply(
  stream: ReadableStream<LanguageModelV4StreamPart>,
  { host, onDelta }: { host: string; onDelta: (delta: ChatDelta) => void },
): Promise<ChatReply> {
  let text = ''
  let reasoning = ''
  const calls: ToolCall[] = []
  for await (const part of stream) {
    switch (part.type) {
      case 'text-delta':
        text += part.delta
        onDelta({ type: 'text', text: part.delta })
        break
      case 'reasoning-delta':
        reasoning += part.delta
        onDelta({ type: 'reasoning', text: part.delta })
        break
      case 'tool-call':
        calls.push({ id: part.toolCallId, name: part.toolName, arguments: parseArguments(part.input) })
        break
      case 'error':
        throw part.error
      case 'finish': {
        const { unified } = part.finishReason
        if (unified === 'error') throw new BrokenOff(host)
        const prompt = part.usage.inputTokens.total
        const made = part.usage.outputTokens.total
        return {
          text,
          ...(reasoning === '' ? {} : { reasoning }),
          calls,
          finish: calls.length > 0 ? 'calls' : unified === 'length' ? 'length' : 'stop',
          ...(prompt === undefined || made === undefined ? {} : { usage: { promptTokens: prompt, replyTokens: made } }),
        }
      }
      default:
        break
    }
  }
  throw new BrokenOff(host)
}

/** As it came where it is no JSON: the turn shows it and asks for a repair. */
function parseArguments(text: string): unknown {
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Ends a stream that stopped before the server said that it was done. */
class BrokenOff extends Error {
  constructor(host: string) {
    super(`${host} stopped in the middle of its answer.`)
  }
}

/** What servers call a prompt that is too long: OpenAI and vLLM, llama-server, LM Studio, Ollama. */
const tooLong =
  /context_length_exceeded|maximum context length|exceeds? the (available )?context|context (size|window|length).{0,40}(exceed|overflow)|prompt is too long|exceed_context_size/i

function explain(thrown: unknown, { host, signal }: { host: string; signal: AbortSignal }): WorkspaceError {
  // The AI SDK wraps what our own fetch threw.
  const error = thrown instanceof Error && thrown.cause instanceof WorkspaceError ? thrown.cause : thrown
  if (signal.aborted) {
    const reason: unknown = signal.reason
    return reason instanceof WorkspaceError ? reason : new WorkspaceError('cancelled', 'The answer was stopped.')
  }
  const words = wordsOf(error)
  if (tooLong.test(words)) {
    return new WorkspaceError('context-full', `The conversation is longer than ${host} reads: ${words}`, {
      hint: 'Begin a new conversation, or start the server with a longer context.',
      cause: error,
    })
  }
  if (error instanceof WorkspaceError) return error
  const broken = error instanceof BrokenOff || /without a finish reason|terminated|aborted/.test(words)
  return new WorkspaceError(
    'network',
    broken ? `${host} stopped in the middle of its answer.` : `${host} answers in a form that is not known: ${words}`,
    {
      hint: broken
        ? "What came until then is kept. The server's own log tells why; ask again."
        : 'Is it an OpenAI-compatible server? See: ai-workspace models verify NAME',
      cause: error,
    },
  )
}

/** One line; servers put an object, a text or an exception there. */
function wordsOf(error: unknown): string {
  const message =
    typeof error === 'string'
      ? error
      : typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string'
        ? error.message
        : toErrorRecord(error).message
  return message.replace(/\s+/g, ' ').slice(0, 300)
}
