import { WorkspaceError } from '../../../base/error.ts'
import { recogniseServer } from '../../servers/discover-server.ts'
import type { ServerConnection } from '../../servers/server-client.ts'
import { serverTitles } from '../../servers/server-kind.ts'
import { discoverChatServer, speaksChat } from './discover-chat-server.ts'

/** Where such programs listen when nobody tells them otherwise; several share a port. */
export const usualPorts: readonly { readonly port: number; readonly programs: string }[] = [
  { port: 1234, programs: 'LM Studio, sd-server' },
  { port: 11434, programs: 'Ollama' },
  { port: 8080, programs: 'llama-server, mlx_lm.server, LocalAI' },
  { port: 8000, programs: 'vLLM' },
  { port: 5001, programs: 'KoboldCpp' },
  { port: 5000, programs: 'text-generation-webui' },
  { port: 1337, programs: 'Jan' },
  { port: 4891, programs: 'GPT4All' },
  { port: 8188, programs: 'ComfyUI' },
  { port: 7860, programs: 'A1111, Forge' },
]

/** A server of this machine that answers. */
export interface FoundServer {
  readonly url: string
  readonly program: string
  /** 'chat', or the kind of an image server. */
  readonly kind: string
  readonly models: readonly string[]
  /** Why its models cannot be listed: it wants a token, say. */
  readonly problem?: string
}

/** A server on this machine answers at once; one that is loading a model takes a moment. */
const ANSWER_MS = 3000

/** Asks the usual ports of this machine, all at once, what listens there. Only when somebody wants to know. */
export async function scanServers({
  ports = usualPorts,
  signal,
}: {
  ports?: readonly { readonly port: number; readonly programs: string }[]
  signal: AbortSignal
}): Promise<FoundServer[]> {
  const found = await Promise.all(
    ports.map(async ({ port, programs }) => {
      const server = { url: `http://127.0.0.1:${port}`, authorization: undefined, offline: false }
      const limit = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)])
      try {
        return await look(server, limit)
      } catch (error) {
        signal.throwIfAborted()
        if (error instanceof WorkspaceError && error.code === 'access-denied') {
          return { url: server.url, program: programs, kind: 'chat', models: [], problem: 'it wants a token' }
        }
        // Nothing listens there, or something else.
        return undefined
      }
    }),
  )
  return found.filter((each) => each !== undefined)
}

async function look(server: ServerConnection, signal: AbortSignal): Promise<FoundServer> {
  const kind = await recogniseServer(server, signal)
  if (kind !== 'openai' || !(await speaksChat(server, signal))) {
    return { url: server.url, program: serverTitles[kind], kind, models: [] }
  }
  const { program = 'an OpenAI-compatible server', models } = await discoverChatServer(server, signal)
  return { url: server.url, program, kind: 'chat', models }
}
