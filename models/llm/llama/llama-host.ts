import { type ChildProcess, fork } from 'node:child_process'
import type { Socket } from 'node:net'
import type { ChatDelta } from '../../../base/chat.ts'
import { fromErrorRecord, WorkspaceError } from '../../../base/error.ts'
import type { FromLlama, LlamaAnswers, LlamaFacts, LlamaQuestion, LlamaSettings, ToLlama } from './llama-protocol.ts'

/** What libraries print is kept for the message of a crash; more than the end of it nobody reads. */
const KEPT_OUTPUT = 2000

/** A process of llama.cpp that holds one GGUF file, as the main process sees it. */
export interface LlamaHost extends AsyncDisposable {
  readonly pid: number
  readonly facts: LlamaFacts
  /** Errors: those of the process; `engine-crashed` where it died, `cancelled` by the signal. */
  ask<T extends LlamaQuestion['type']>(
    question: Extract<LlamaQuestion, { type: T }>,
    options?: { signal?: AbortSignal; onDelta?: (delta: ChatDelta) => void },
  ): Promise<LlamaAnswers[T]>
  /** It ended, by itself or because it had to. */
  readonly gone: Promise<void>
}

/** Starts a process and loads a file in it. Errors: `corrupt-file`, `out-of-memory`, `outside-program`, `engine-crashed`. */
export async function startLlama(
  settings: LlamaSettings,
  { signal, onDelta }: { signal?: AbortSignal; onDelta?: (delta: ChatDelta) => void } = {},
): Promise<LlamaHost> {
  const child = fork(new URL('./llama-process.ts', import.meta.url), {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, NODE_LLAMA_CPP_SKIP_DOWNLOAD: 'true' },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  const { ask, gone } = connect(child)
  const kill = async () => {
    child.ref()
    child.kill('SIGKILL')
    await gone
  }
  try {
    const facts = await ask(
      { type: 'load', settings },
      { ...(signal && { signal }), ...(onDelta && { onDelta }), killOnStop: true },
    )
    return { pid: child.pid ?? 0, facts, ask, gone, [Symbol.asyncDispose]: kill }
  } catch (error) {
    await kill()
    throw error
  }
}

interface AskOptions {
  readonly signal?: AbortSignal
  readonly onDelta?: (delta: ChatDelta) => void
  /** Loading cannot be stopped but so. */
  readonly killOnStop?: boolean
}

function connect(child: ChildProcess) {
  const waiting = new Map<
    number,
    { onMessage: (message: FromLlama) => void; onGone: (error: WorkspaceError) => void }
  >()
  let output = ''
  let count = 0
  let ended: string | undefined
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-KEPT_OUTPUT)
    })
    ;(stream as Socket).unref()
  }
  // An idle process does not keep the program alive.
  child.unref()
  child.channel?.unref()
  child.on('message', (message: FromLlama) => waiting.get(message.number)?.onMessage(message))
  const gone = new Promise<void>((resolve) => {
    const end = (how: string) => {
      ended ??= how
      for (const { onGone } of waiting.values()) onGone(crash(how, output))
      resolve()
    }
    child.once('error', (error) => end(error.message))
    child.once('exit', (code, signal) => end(signal ?? `code ${code}`))
  })

  function ask<T extends LlamaQuestion['type']>(
    question: Extract<LlamaQuestion, { type: T }>,
    { signal, onDelta = () => {}, killOnStop = false }: AskOptions = {},
  ): Promise<LlamaAnswers[T]> {
    if (ended !== undefined) return Promise.reject(crash(ended, output))
    if (signal?.aborted) return Promise.reject(new WorkspaceError('cancelled', 'The answer was stopped.'))
    const number = ++count
    child.ref()
    child.channel?.ref()
    return new Promise<LlamaAnswers[T]>((resolve, reject) => {
      const stop = () => {
        if (!killOnStop) return tell(child, { type: 'stop', number })
        leave()
        reject(new WorkspaceError('cancelled', 'The answer was stopped.'))
      }
      const leave = () => {
        waiting.delete(number)
        signal?.removeEventListener('abort', stop)
        if (waiting.size > 0) return
        child.unref()
        child.channel?.unref()
      }
      signal?.addEventListener('abort', stop, { once: true })
      waiting.set(number, {
        onMessage(message) {
          if (message.type === 'delta') return onDelta(message.delta)
          leave()
          if (message.type === 'answer') resolve(message.value as LlamaAnswers[T])
          else reject(fromErrorRecord(message.error))
        },
        onGone(error) {
          leave()
          reject(error)
        },
      })
      tell(child, { type: 'ask', number, question })
    })
  }
  return { ask, gone }
}

function tell(child: ChildProcess, message: ToLlama): void {
  // It may have died since: 'exit' tells that.
  if (child.connected) child.send(message, () => {})
}

function crash(how: string, output: string): WorkspaceError {
  const last = output.trim().split('\n').at(-1)?.trim() ?? ''
  const memory = how === 'SIGKILL' ? ' Where memory ran out, a smaller model or a shorter context takes less.' : ''
  return new WorkspaceError(
    'engine-crashed',
    `The language model's process ended (${how})${last === '' ? '.' : `: ${last}`}`,
    {
      hint: `What it had said is kept. Ask again: it is started anew.${memory}`,
    },
  )
}
