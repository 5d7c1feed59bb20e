import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface CliResult {
  readonly code: number | null
  readonly out: string
  readonly note: string
}

const bin = fileURLToPath(new URL('../../interface/cli/bin.js', import.meta.url))

/** Starts the real program with a workspace folder of its own; `child` can be sent signals. */
export function startCli(home: string, words: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [bin, ...words], {
    // Only what a program needs to start: a developer's own settings must not change what a test sees.
    env: { PATH: process.env['PATH'], HOME: home, AI_WORKSPACE_HOME: home, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: home,
  })
  let out = ''
  let note = ''
  child.stdout.on('data', (part) => {
    out += part
  })
  child.stderr.on('data', (part) => {
    note += part
  })
  const done = new Promise<CliResult>((resolve) => {
    child.once('close', (code) => resolve({ code, out, note }))
  })
  return { child, done }
}

export function runCli(home: string, ...words: string[]): Promise<CliResult> {
  return startCli(home, words).done
}
