import { readFileSync } from 'node:fs'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { WebSocketServer } from 'ws'
import { WorkspaceError } from '../../base/error.ts'
import type { Workspace } from '../../core/workspace.ts'
import { buildApp } from './app.ts'
import { ChatRelay } from './events/chat-relay.ts'
import { EventLog } from './events/event-log.ts'
import { Previews } from './events/previews.ts'
import { watchWorkspace } from './events/watch-workspace.ts'
import { Access } from './security/access.ts'
import { isLoopback } from './security/allowed-hosts.ts'
import { readToken } from './security/token.ts'
import { openStudio } from './studio/build-studio.ts'
import type { Studio } from './studio/studio-routes.ts'
import { WebhookSender } from './webhooks/webhook-sender.ts'

export interface ServerOptions {
  /** Absent: the setting `server.host`. */
  readonly host?: string
  /** Absent: the setting `server.port`; 0 takes a free one. */
  readonly port?: number
  /** PEM files. */
  readonly tls?: { readonly certificate: string; readonly key: string }
  /** Listens beyond this machine without TLS: whoever shares the network can read the token. */
  readonly insecure?: boolean
  /** The built web studio; absent: this installation's own, built now where it must be. */
  readonly studio?: Studio
}

export interface Server extends AsyncDisposable {
  readonly host: string
  readonly port: number
  /** 'http://127.0.0.1:7878'. */
  readonly origin: string
  /** The origin with the token: opens the studio logged in. */
  readonly loginUrl: string
}

/** RFC 6455, 7.4.1. */
const goingAway = 1001
/** How long answers that are under way may take when the server stops. */
const lastAnswersMs = 2000

/** What the HTTP adapter asks of `ws`, whose types say the same in other words. */
type AcceptedSockets = NonNullable<Parameters<typeof serve>[0]['websocket']>['server']

/** 512 MB at 150 kB a second. */
const longestUploadMs = 3_600_000

/** Starts the server over an open workspace, running its queue, until it is disposed. */
export async function startServer(workspace: Workspace, options: ServerOptions = {}): Promise<Server> {
  const { host = workspace.config.server.host, port = workspace.config.server.port, tls, insecure = false } = options
  if (!isLoopback(host) && tls === undefined && !insecure) {
    throw new WorkspaceError(
      'bad-input',
      `Listening on ${host} without TLS would send your token readable over the network.`,
      {
        hint: 'Give --tls-cert and --tls-key, or --insecure where the network is yours alone (a VPN, an SSH tunnel needs neither).',
      },
    )
  }
  const token = readToken(workspace.home)
  const stop = new AbortController()
  const { log } = workspace
  const events = new EventLog()
  const previews = new Previews()
  const access = new Access({ token, host, secure: tls !== undefined, settings: workspace.config.server, log })
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
    version: string
  }
  const webhooks = new WebhookSender({ workspace, events, version, signal: stop.signal })
  const chats = new ChatRelay((listener) => workspace.chat.subscribe(listener), events)
  const context = { workspace, events, previews, chats, access, webhooks, version, signal: stop.signal }
  const app = buildApp(context, options.studio ?? openStudio(log))

  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1_000_000 })
  const secure = tls && {
    createServer: createSecureServer,
    serverOptions: { cert: readFileSync(tls.certificate), key: readFileSync(tls.key) },
  }
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const starting = serve(
      {
        fetch: app.fetch,
        hostname: host,
        port,
        websocket: { server: sockets as unknown as AcceptedSockets },
        ...secure,
      },
      () => resolve(starting),
    )
    starting.once('error', (error: NodeJS.ErrnoException) => reject(explainListen(error, host, port)))
  })
  // Node's five minutes would cut an upload of 512 MB over a slow line; headers still have their one minute.
  if ('requestTimeout' in server) server.requestTimeout = longestUploadMs
  const bound = (server.address() as AddressInfo).port
  const stopWatching = watchWorkspace(workspace, { events, previews })
  webhooks.start()
  const serving = workspace.queue.serve({ signal: stop.signal })
  log.info('server-start', { host, port: bound })

  const shownHost = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  const origin = `${tls === undefined ? 'http' : 'https'}://${shownHost}:${bound}`
  return {
    host,
    port: bound,
    origin,
    loginUrl: `${origin}/?token=${token}`,
    async [Symbol.asyncDispose]() {
      // Nobody comes in any more; who waits for a job's end is answered now, who is in the middle of a file gets the rest of it.
      const closed = new Promise((resolve) => server.close(resolve))
      stop.abort()
      stopWatching()
      chats.stop()
      for (const client of sockets.clients) client.close(goingAway, 'The server stops.')
      await serving
      await webhooks.settled()
      const timer = setTimeout(() => {
        for (const client of sockets.clients) client.terminate()
        if ('closeAllConnections' in server) server.closeAllConnections()
      }, lastAnswersMs)
      await closed
      clearTimeout(timer)
    },
  }
}

function explainListen(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const hints: Readonly<Record<string, string>> = {
    EADDRINUSE: 'Another program (or server of this workspace) has it. Take another: ai-workspace serve --port 0',
    EACCES: 'Ports below 1024 belong to the administrator. Take a higher one: --port 7878',
    EADDRNOTAVAIL: 'This machine has no such address. See them: ip address, or ifconfig.',
  }
  const hint = hints[error.code ?? '']
  if (hint === undefined) return error
  return new WorkspaceError('bad-input', `Cannot listen on ${host} port ${port}.`, { hint, cause: error })
}
