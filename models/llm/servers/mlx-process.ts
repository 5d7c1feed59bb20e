import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { WorkspaceError } from '../../../base/error.ts'

/** A running mlx_lm.server. */
export interface MlxServer extends AsyncDisposable {
  readonly pid: number
  readonly url: string
  readonly gone: Promise<void>
}

/** It loads the model before it answers; the largest that a Mac holds take a minute or two from its disk. */
const START_MS = 10 * 60_000
const LOOK_EVERY_MS = 250
const KEPT_OUTPUT = 2000

/**
 * Starts `mlx_lm.server --model …` on a free port of this machine and waits until it answers. It is the user's own program:
 * nothing is installed. Errors: `outside-program` where it is not there, ends or does not answer; `cancelled`.
 */
export async function startMlx(
  { program, model, environment }: { program: string; model: string; environment: NodeJS.ProcessEnv },
  { signal }: { signal: AbortSignal },
): Promise<MlxServer> {
  const port = await freePort()
  const child = spawn(program, ['--model', model, '--host', '127.0.0.1', '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-KEPT_OUTPUT)
    })
  }
  let ended: string | undefined
  const gone = new Promise<void>((resolve) => {
    const end = (how: string) => {
      ended ??= how
      resolve()
    }
    child.once('error', (error) => end(error.message))
    child.once('exit', (code, name) => end(name ?? `code ${code}`))
  })
  const stop = async () => {
    child.kill('SIGKILL')
    await gone
  }
  const url = `http://127.0.0.1:${port}`
  try {
    for (const until = Date.now() + START_MS; Date.now() < until; ) {
      if (signal.aborted) throw new WorkspaceError('cancelled', 'The answer was stopped.')
      if (ended !== undefined) throw failed(program, ended, output)
      if (await answers(url)) return { pid: child.pid ?? 0, url, gone, [Symbol.asyncDispose]: stop }
      await wait(LOOK_EVERY_MS)
    }
    throw failed(program, `no answer after ${START_MS / 60_000} minutes`, output)
  } catch (error) {
    await stop()
    throw error
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/v1/models`, { signal: AbortSignal.timeout(5000) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

function failed(program: string, how: string, output: string): WorkspaceError {
  const last = output.trim().split('\n').at(-1)?.trim() ?? ''
  return new WorkspaceError('outside-program', `${program} did not start (${how})${last === '' ? '.' : `: ${last}`}`, {
    hint: 'It comes with: pip install mlx-lm (Apple silicon). Another place is named by: ai-workspace config set chat.mlxServer PATH',
  })
}
