import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

const bin = path.resolve(import.meta.dirname, '../interface/cli/bin.js')

/** `ai-workspace serve` in a process of its own. */
export interface ServeProcess extends AsyncDisposable {
  readonly origin: string
  readonly pid: number
  /** From the start of the process to the line that says it is ready. */
  readonly readyMs: number
  /** `fetch` of a path with the token. */
  call(path: string, init?: RequestInit): Promise<Response>
  readonly authorization: string
  residentMb(): number
}

export async function startServe(home: string): Promise<ServeProcess> {
  const start = performance.now()
  const child = spawn(process.execPath, [bin, 'serve', '--port', '0', '--json', '--home', home], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stderr.on('data', (text) => (output += text))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const { origin, url } = await new Promise<{ origin: string; url: string }>((resolve, reject) => {
    child.stdout.once('data', (line) => resolve(JSON.parse(String(line)) as { origin: string; url: string }))
    void ended.then(() => reject(new Error(`The server ended:\n${output}`)))
  })
  const readyMs = performance.now() - start
  const authorization = `Bearer ${new URL(url).searchParams.get('token')}`
  return {
    origin,
    pid: child.pid!,
    readyMs,
    authorization,
    call: (where, init = {}) =>
      fetch(origin + where, {
        ...init,
        headers: { authorization, 'content-type': 'application/json', ...(init.headers as Record<string, string>) },
      }),
    residentMb: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** The studio is built at the first start of all; what is measured comes after that. */
export async function buildStudio(home: string): Promise<void> {
  await using server = await startServe(home)
  while ((await (await server.call('/')).text()).includes('Preparing the studio')) {
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}
