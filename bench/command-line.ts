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
export async function timeCommand(words: readonly string[], options: RunOptions): Promise<number> {
  const start = performance.now()
  await runCommand(words, options)
  return performance.now() - start
}

/** Of a command that opens the workspace, the milliseconds from there to its end: what it takes beyond its start. */
export async function timeBeyondStart(words: readonly string[], options: RunOptions): Promise<number> {
  const output = await runCommand(words, { ...options, nodeFlags: ['--import', tellTimeFromOpen] })
  return Number(/^FROM-OPEN ([\d.]+)$/m.exec(output)?.[1])
}

const tellTimeFromOpen = `data:text/javascript,${encodeURIComponent(`
  process.on('exit', () => {
    const open = performance.getEntriesByName('workspace-open')[0]
    process.stderr.write('FROM-OPEN ' + (performance.now() - open.startTime) + '\\n')
  })`)}`

interface RunOptions {
  readonly home: string
  readonly onStart?: (pid: number) => void
  readonly nodeFlags?: readonly string[]
}

/** Runs the command line and gives what it printed. */
function runCommand(words: readonly string[], { home, onStart, nodeFlags = [] }: RunOptions): Promise<string> {
  const child = spawn(process.execPath, [...nodeFlags, bin, ...words], {
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
      if (code === 0) resolve(output)
      else reject(new Error(`ai-workspace ${words.join(' ')} ended with ${code}:\n${output}`))
    })
  })
}
