import { spawn } from 'node:child_process'
import { mkdirSync, realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { WorkspaceError } from '../../base/error.ts'

/** What Blender says is kept to this length, from its end: enough for a Python traceback. */
const keptOutput = 8000

/** A Blender that has been started and waits for its one job. Disposing ends it, whatever it does. */
export interface BlenderProcess extends AsyncDisposable {
  /** Hands it the job and waits for its end; throws 'outside-program' when it fails or takes longer than `timeoutMs`. */
  run(job: object, options: { readonly timeoutMs: number; readonly signal: AbortSignal }): Promise<{ output: string }>
}

/**
 * Starts one of our Python scripts in Blender without a window. The script reads its job, a line of JSON, from its input; when
 * this process is gone the input ends, and with it a Blender that waits.
 */
export function startBlender({ blender, script }: { blender: string; script: string }): BlenderProcess {
  // Factory settings: no add-on or start file of the user changes the result, and none runs.
  const flags = ['--background', '--factory-startup', '--disable-autoexec', '-noaudio', '--python-use-system-env']
  const child = spawn(blender, [...flags, '--python-exit-code', '1', '--python', script, '--', '--job'], {
    env: blenderEnvironment(blender),
    stdio: ['pipe', 'pipe', 'pipe'],
    // A process group of its own, so that the wrapper scripts of snap and flatpak end with what they started.
    detached: process.platform !== 'win32',
  })
  let output = ''
  const keep = (text: string) => {
    output = (output + text).slice(-keptOutput)
  }
  child.stdout.setEncoding('utf8').on('data', keep)
  child.stderr.setEncoding('utf8').on('data', keep)
  // A program that ends before it has read its job says why by its exit code.
  child.stdin.on('error', () => {})

  const end = () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    try {
      if (process.platform === 'win32' || child.pid === undefined) child.kill('SIGKILL')
      else process.kill(-child.pid, 'SIGKILL')
    } catch {
      // It has ended already.
    }
  }
  // Should this process end, Blender does not go on alone.
  process.once('exit', end)
  const ended = new Promise<number | string>((resolve, reject) => {
    child.once('error', (cause) =>
      reject(
        new WorkspaceError('outside-program', `Blender at ${blender} could not be started.`, {
          hint: 'Set AI_WORKSPACE_BLENDER to a working Blender, or to "none".',
          cause,
        }),
      ),
    )
    child.once('close', (status, killedBy) => resolve(status ?? killedBy ?? 'unknown'))
  }).finally(() => process.removeListener('exit', end))
  // Whoever waits for the job hears of it; a Blender that is never asked fails in silence.
  ended.catch(() => {})

  return {
    async run(job, { timeoutMs, signal }) {
      signal.throwIfAborted()
      let late = false
      const timer = setTimeout(() => {
        late = true
        end()
      }, timeoutMs)
      signal.addEventListener('abort', end, { once: true })
      try {
        child.stdin.end(`${JSON.stringify(job)}\n`)
        const code = await ended
        signal.throwIfAborted()
        if (late) {
          throw new WorkspaceError(
            'outside-program',
            `Blender did not finish within ${Math.round(timeoutMs / 1000)} s.`,
            {
              hint: 'Export fewer or smaller meshes at once, or set AI_WORKSPACE_BLENDER=none.',
            },
          )
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
      }
    },
    async [Symbol.asyncDispose]() {
      end()
      await ended.catch(() => {})
    },
  }
}

/**
 * Only what a program needs to start. Blender's Python may write its compiled modules where we say: /usr is read-only to
 * most users, and without them each start compiles 200 files (1.4 s instead of 0.7 s, Blender 3.4 on Debian).
 */
function blenderEnvironment(blender: string): NodeJS.ProcessEnv {
  const kept = ['HOME', 'USERPROFILE', 'TMPDIR', 'TEMP', 'TMP', 'SYSTEMROOT', 'LANG', 'LC_ALL', 'XDG_RUNTIME_DIR']
  const environment: NodeJS.ProcessEnv = { PATH: blenderPath(blender) }
  for (const name of kept) if (process.env[name] !== undefined) environment[name] = process.env[name]
  const folder = bytecodeFolder()
  return folder === undefined ? environment : { ...environment, PYTHONPYCACHEPREFIX: folder }
}

/**
 * Blender's own folder and the system's. A Blender that shares the system's Python (Debian's) takes the library of the first
 * Python on the PATH: one of pyenv, conda or a virtual environment lacks numpy, without which no glTF is read.
 */
function blenderPath(blender: string): string | undefined {
  if (process.platform === 'win32') return process.env['PATH']
  return [...new Set([dirname(realPath(blender)), '/usr/bin', '/bin', '/usr/sbin', '/sbin', '/usr/local/bin'])].join(
    ':',
  )
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path)
  } catch {
    return path // That it is not there is told when it is started.
  }
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

/** The sentence of the innermost Python error, else the last line that speaks of one, else the last line. */
function lastLine(output: string): string {
  const lines = output.split('\n').map((line) => line.trim())
  // Blender itself ends with "Error: script failed", which says nothing; above it stands what the script ended with.
  const ofPython = /^(?:[\w.]+\.)?[A-Z]\w*(?:Error|Exception)\b(?!: Error: Python: Traceback)/
  return (
    lines.findLast((line) => ofPython.test(line)) ??
    lines.findLast((line) => /error/i.test(line)) ??
    lines.findLast((line) => line !== '') ??
    'it said nothing.'
  )
}
