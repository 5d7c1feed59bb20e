import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { WorkspaceError } from '../../base/error.ts'

/** What Blender says is kept to this length, from its end: enough for a Python traceback. */
const keptOutput = 8000

/**
 * Runs one of our Python scripts in Blender without a window and waits for its end. Nothing of the user's goes into the
 * command but file paths after `--`, which the script reads as data.
 */
export async function runBlender({
  blender,
  script,
  words,
  timeoutMs,
  signal,
}: {
  blender: string
  script: string
  words: readonly string[]
  timeoutMs: number
  signal: AbortSignal
}): Promise<{ output: string }> {
  signal.throwIfAborted()
  // Factory settings: no add-on or start file of the user changes the result, and none runs.
  const flags = ['--background', '--factory-startup', '--disable-autoexec', '-noaudio', '--python-use-system-env']
  const child = spawn(blender, [...flags, '--python-exit-code', '1', '--python', script, '--', ...words], {
    env: blenderEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that the wrapper scripts of snap and flatpak end with what they started.
    detached: process.platform !== 'win32',
  })
  let output = ''
  const keep = (text: string) => {
    output = (output + text).slice(-keptOutput)
  }
  child.stdout.setEncoding('utf8').on('data', keep)
  child.stderr.setEncoding('utf8').on('data', keep)

  const end = () => {
    try {
      if (process.platform === 'win32' || child.pid === undefined) child.kill('SIGKILL')
      else process.kill(-child.pid, 'SIGKILL')
    } catch {
      // It has ended already.
    }
  }
  let late = false
  const timer = setTimeout(() => {
    late = true
    end()
  }, timeoutMs)
  signal.addEventListener('abort', end, { once: true })
  // Should this process end, Blender does not go on alone.
  process.once('exit', end)
  try {
    const code = await new Promise<number | string>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (status, killedBy) => resolve(status ?? killedBy ?? 'unknown'))
    }).catch((cause: unknown) => {
      throw new WorkspaceError('outside-program', `Blender at ${blender} could not be started.`, {
        hint: 'Set AI_WORKSPACE_BLENDER to a working Blender, or to "none".',
        cause,
      })
    })
    signal.throwIfAborted()
    if (late) {
      throw new WorkspaceError('outside-program', `Blender did not finish within ${Math.round(timeoutMs / 1000)} s.`, {
        hint: 'Export fewer or smaller meshes at once, or set AI_WORKSPACE_BLENDER=none.',
      })
    }
    if (code !== 0) {
      throw new WorkspaceError('outside-program', `Blender ended with ${code}: ${lastLine(output)}`, {
        hint: 'Set AI_WORKSPACE_BLENDER to another Blender, or to "none" to get the GLB and the script alone.',
        cause: new Error(output),
      })
    }
    return { output }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
    process.removeListener('exit', end)
  }
}

/**
 * Only what a program needs to start. Blender's Python may write its compiled modules where we say: /usr is read-only to
 * most users, and without them each start compiles 200 files (1.4 s instead of 0.7 s, Blender 3.4 on Debian).
 */
function blenderEnvironment(): NodeJS.ProcessEnv {
  const kept = [
    'PATH',
    'HOME',
    'USERPROFILE',
    'TMPDIR',
    'TEMP',
    'TMP',
    'SYSTEMROOT',
    'LANG',
    'LC_ALL',
    'XDG_RUNTIME_DIR',
  ]
  const environment: NodeJS.ProcessEnv = {}
  for (const name of kept) if (process.env[name] !== undefined) environment[name] = process.env[name]
  const folder = bytecodeFolder()
  return folder === undefined ? environment : { ...environment, PYTHONPYCACHEPREFIX: folder }
}

/** In the user's own cache, never a folder others can write to: what lies there is executed. */
function bytecodeFolder(): string | undefined {
  const caches =
    process.env['XDG_CACHE_HOME'] ?? join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache')
  const folder = join(caches, 'ai-workspace', 'blender-bytecode')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return folder
  } catch {
    return undefined // A read-only home costs time, not the export.
  }
}

function lastLine(output: string): string {
  const lines = output.split('\n').map((line) => line.trim())
  return lines.findLast((line) => /error/i.test(line)) ?? lines.findLast((line) => line !== '') ?? 'it said nothing.'
}
