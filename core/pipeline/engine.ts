import { type ChildProcess, fork } from 'node:child_process'
import { getCompileCacheDir } from 'node:module'
import type { Socket } from 'node:net'
import { fromErrorRecord, WorkspaceError } from '../../base/error.ts'
import type { WorkspaceEvent } from '../../base/job.ts'
import { engineEnvironment } from '../../models/graph/engine-environment.ts'
import type { Log } from '../logs/log.ts'
import type { FromEngine, ToEngine } from './engine-protocol.ts'
import type { LoadedMemory, OutsideMemory } from './memory-budget.ts'

/** A session that computes keeps the process from answering for as long as one step takes. */
const answerMs = 1000

/** An engine process as the main process sees it: started when first needed, replaced when it dies, killed when it must. */
export class Engine implements AsyncDisposable {
  readonly #home: string
  readonly #log: Log
  readonly #environment: NodeJS.ProcessEnv
  readonly #outside: OutsideMemory
  readonly #onEvent: (event: WorkspaceEvent) => void
  #child: ChildProcess | undefined
  #runs = 0
  /** Its settings are old ones: it goes when its job has ended. */
  #outdated = false
  readonly #leaving = new Set<Promise<unknown>>()
  /** What it said last. */
  #memory: LoadedMemory | undefined

  constructor({
    home,
    log,
    environment,
    outside,
    onEvent,
  }: {
    home: string
    log: Log
    environment: NodeJS.ProcessEnv
    /** What shares the memory with it. */
    outside: OutsideMemory
    /** What happens while no job runs: models that leave the memory. */
    onEvent: (event: WorkspaceEvent) => void
  }) {
    this.#home = home
    this.#onEvent = onEvent
    this.#outside = outside
    this.#log = log
    this.#environment = environment
  }

  /** Starts the process if there is none, so that it is ready when the job comes. */
  start(): ChildProcess {
    if (this.#child?.connected) return this.#child
    const compileCache = getCompileCacheDir()
    const child = fork(new URL('./engine-process.ts', import.meta.url), [this.#home], {
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // The engine keeps its compiled code between runs where the program that starts it does: 80 ms less until its first step.
      env: engineEnvironment({
        ...(compileCache === undefined ? {} : { NODE_COMPILE_CACHE: compileCache }),
        ...this.#environment,
      }),
      execArgv: ['--disable-warning=ExperimentalWarning'],
    })
    child.once('exit', () => {
      if (this.#child === child) this.#child = undefined
    })
    this.#memory = undefined
    child.on('message', (message: FromEngine) => {
      if (message.type === 'memory' && this.#child === child) this.#memory = message.memory
      if (message.type === 'event' && this.#runs === 0) this.#onEvent(message.event)
      if (message.type === 'make-room') {
        void this.#outside.unload(message.titles).finally(() => this.#tell(child, this.#outsideNow()))
      }
    })
    // It could not be started, or died between two messages: without a listener that would end this process too.
    child.on('error', (error) => {
      if (this.#child === child) this.#child = undefined
      this.#log.error('engine-error', { engine: child.pid, message: error.message })
    })
    // What a library prints belongs into the log, not between the lines of a progress bar.
    for (const stream of [child.stdout!, child.stderr!]) {
      stream
        .setEncoding('utf8')
        .on('data', (text: string) => this.#log.warn('engine-output', { engine: child.pid, text }))
      ;(stream as Socket).unref()
    }
    // An idle engine does not keep the program alive.
    child.unref()
    child.channel?.unref()
    this.#child = child
    this.#outdated = false
    this.#log.info('engine-start', { engine: child.pid })
    if (this.#outside.items().length > 0) this.#tell(child, this.#outsideNow())
    return child
  }

  /** Runs one job to its end; rejects with the job's error, or 'engine-crashed' when the process died. */
  run(jobId: string, { onEvent }: { onEvent: (event: WorkspaceEvent) => void }): Promise<unknown> {
    const child = this.start()
    child.ref()
    child.channel?.ref()
    this.#runs++
    return new Promise((resolve, reject) => {
      const onMessage = (message: FromEngine) => {
        if (message.type === 'event') {
          try {
            onEvent(message.event)
          } catch (error) {
            // A watcher's defect ends the wait with its error and not the whole process.
            leave()
            reject(error)
          }
        } else if (message.type === 'done' && message.jobId === jobId) {
          leave()
          resolve(message.output)
        } else if (message.type === 'broken' || (message.type === 'failed' && message.jobId === jobId)) {
          leave()
          reject(fromErrorRecord(message.error))
        }
      }
      const crashed = (how: string) => {
        leave()
        const message = `The engine process ended in the middle of the job (${how}).`
        // The system ends a process by SIGKILL where memory has run out.
        const memory =
          how === 'SIGKILL' ? ' Where memory ran out, a smaller picture or --precision int8 takes less.' : ''
        const hint = `Finished steps are kept.${memory} Go on from there: ai-workspace jobs retry ${jobId}`
        reject(new WorkspaceError('engine-crashed', message, { hint }))
      }
      const onError = (error: Error) => crashed(error.message)
      const onExit = (code: number | null, signal: string | null) => {
        this.#log.error('engine-crash', { engine: child.pid, code, signal, jobId })
        crashed(signal ?? `code ${code}`)
      }
      const leave = () => {
        this.#runs--
        child.off('message', onMessage)
        child.off('exit', onExit)
        child.off('error', onError)
        child.unref()
        child.channel?.unref()
        if (this.#outdated && this.#runs === 0) this.#retire()
      }
      child.on('message', onMessage)
      child.on('exit', onExit)
      child.on('error', onError)
      this.#tell(child, { type: 'run', jobId })
    })
  }

  /** Asks the job to end between two steps; kills the process when it has not after `graceMs`. */
  cancel(jobId: string, { graceMs }: { graceMs: number }): void {
    const child = this.#child
    if (child === undefined) return
    this.#tell(child, { type: 'cancel', jobId })
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
    timer.unref()
    const stop = (message: FromEngine) => {
      if ((message.type !== 'done' && message.type !== 'failed') || message.jobId !== jobId) return
      end()
    }
    const end = () => {
      clearTimeout(timer)
      child.off('message', stop)
      child.off('exit', end)
    }
    child.on('message', stop)
    child.once('exit', end)
  }

  /**
   * What is loaded in the process; undefined where there is none. While it computes it may not answer: then what it said
   * last.
   */
  async memory(): Promise<LoadedMemory | undefined> {
    return this.#ask({ type: 'memory' })
  }

  /** What it said last: it tells after each change. */
  get lastMemory(): LoadedMemory | undefined {
    return this.#child === undefined ? undefined : this.#memory
  }

  /** Unloads what no job uses, or only what has this title. Returns what is loaded then. */
  async unload(title?: string): Promise<LoadedMemory | undefined> {
    return this.#ask({ type: 'unload', ...(title !== undefined && { title }) })
  }

  /** What shares the memory with it has changed. */
  tellOutside(): void {
    if (this.#child?.connected === true) this.#tell(this.#child, this.#outsideNow())
  }

  #outsideNow(): ToEngine {
    return { type: 'outside', items: this.#outside.items() }
  }

  async #ask(question: ToEngine): Promise<LoadedMemory | undefined> {
    const child = this.#child
    if (child?.connected !== true) return undefined
    return new Promise((resolve) => {
      const answer = () => {
        clearTimeout(timer)
        child.off('message', onMessage)
        resolve(this.#memory)
      }
      const onMessage = (message: FromEngine) =>
        message.type === 'memory' && message.answers === question.type && answer()
      const timer = setTimeout(answer, answerMs)
      child.on('message', onMessage)
      this.#tell(child, question)
    })
  }

  /** The next job gets a new process, which reads the settings as they are then; a job that runs now ends in the old one. */
  replaceWhenIdle(): void {
    if (this.#child === undefined) return
    this.#outdated = true
    if (this.#runs === 0) this.#retire()
  }

  /** It ends by itself once nobody is connected to it. */
  #retire(): void {
    const child = this.#child
    this.#outdated = false
    this.#child = undefined
    if (child?.connected !== true) return
    this.#log.info('engine-retire', { engine: child.pid })
    const gone = new Promise((resolve) => child.once('exit', resolve))
    this.#leaving.add(gone)
    void gone.then(() => this.#leaving.delete(gone))
    child.disconnect()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#leaving)
    const child = this.#child
    if (child === undefined) return
    this.#child = undefined
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.ref()
    child.kill('SIGKILL')
    await gone
  }

  #tell(child: ChildProcess, message: ToEngine): void {
    if (child.connected) child.send(message)
  }
}
