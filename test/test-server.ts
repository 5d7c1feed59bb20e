import type { TestContext } from 'node:test'
import type { Workspace } from '../core/workspace.ts'
import { readToken } from '../interface/api/security/token.ts'
import { type Server, type ServerOptions, startServer } from '../interface/api/server.ts'
import { temporaryFolder, temporaryWorkspace } from './temporary-workspace.ts'

export interface TestServer {
  readonly server: Server
  readonly workspace: Workspace
  readonly token: string
  /** `fetch` of a path with the token. */
  call(path: string, init?: RequestInit): Promise<Response>
  /** A POST (or other method) of JSON with the token; answers the parsed body. Throws where the status is none of 2xx. */
  send<T = Record<string, unknown>>(path: string, body?: unknown, init?: RequestInit): Promise<T>
  /** A GET with the token; answers the parsed body. */
  get<T = Record<string, unknown>>(path: string): Promise<T>
}

/** A real server on a free port over a real workspace in a temporary folder; without the web studio unless one is given. */
export async function startTestServer(t: TestContext, options: ServerOptions = {}): Promise<TestServer> {
  const workspace = await temporaryWorkspace(t)
  const studio = { folder: temporaryFolder(t), state: () => ({ kind: 'ready' }) as const }
  const server = await startServer(workspace, { port: 0, studio, ...options })
  t.after(() => server[Symbol.asyncDispose]())
  const token = readToken(workspace.home)
  const call = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, server.origin), {
      ...init,
      headers: { Authorization: `Bearer ${token}`, ...(init.headers as Record<string, string> | undefined) },
    })
  const parsed = async <T>(response: Response): Promise<T> => {
    const text = await response.text()
    if (!response.ok) throw new Error(`${response.status} ${text}`)
    return JSON.parse(text) as T
  }
  return {
    server,
    workspace,
    token,
    call,
    send: async (path, body, init = {}) =>
      parsed(
        await call(path, {
          method: 'POST',
          ...init,
          ...(body !== undefined && { body: JSON.stringify(body) }),
          headers: { 'Content-Type': 'application/json', ...(init.headers as Record<string, string> | undefined) },
        }),
      ),
    get: async (path) => parsed(await call(path)),
  }
}
