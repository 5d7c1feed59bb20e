import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const bin = path.resolve(import.meta.dirname, '../interface/cli/bin.js')

/** An empty workspace folder that is removed when it is disposed. */
export function emptyHome(): { readonly home: string; [Symbol.dispose](): void } {
  const home = mkdtempSync(path.join(tmpdir(), 'ai-workspace-bench-'))
  return { home, [Symbol.dispose]: () => rmSync(home, { recursive: true, force: true }) }
}

/** Runs the command line as a shell does, from start to exit; gives the milliseconds. A failed command throws its words. */
export function timeCommand(
  words: readonly string[],
  { home, onStart }: { home: string; onStart?: (pid: number) => void },
): Promise<number> {
  const start = performance.now()
  const child = spawn(process.execPath, [bin, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, AI_WORKSPACE_HOME: home },
  })
  onStart?.(child.pid!)
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(performance.now() - start)
      else reject(new Error(`ai-workspace ${words.join(' ')} ended with ${code}:\n${output}`))
    })
  })
}
