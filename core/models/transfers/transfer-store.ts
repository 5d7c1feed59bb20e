import { randomBytes } from 'node:crypto'
import { toErrorRecord, WorkspaceError } from '../../../base/error.ts'
import { unknownId } from '../../../base/registry.ts'
import type { Log } from '../../logs/log.ts'
import type { Database } from '../../storage/database.ts'
import type { ModelLibrary } from '../model-library.ts'
import { discardPull, runTransfer, type TransferProgress } from './run-transfer.ts'
import type { Transfer, TransferKind, TransferOptions, TransferState } from './transfer.ts'
import { TransferRate } from './transfer-rate.ts'
import { TransferRows } from './transfer-rows.ts'

interface Parts {
  readonly database: Database
  readonly library: ModelLibrary
  readonly log: Log
}

/** Two at a time: one that waits for a slow server does not hold up the other, more would share one line. */
const mostRunning = 2
/** Progress is told at most this often a transfer. */
const tellMs = 250
/** And written down this often, for a start after a crash. */
const saveMs = 2000

/**
 * Pulls and other long work on models, outside of any request. What runs when the process ends is paused at the next start:
 * files that have arrived in part are gone on with.
 */
export class TransferStore implements AsyncDisposable {
  readonly #parts: Parts
  readonly #rows: TransferRows
  /** In the order of their start. */
  readonly #transfers = new Map<string, Transfer>()
  readonly #running = new Map<string, { readonly controller: AbortController; readonly ended: Promise<void> }>()
  readonly #listeners = new Set<(transfer: Transfer) => void>()
  #closed = false

  constructor(parts: Parts) {
    this.#parts = parts
    this.#rows = new TransferRows(parts.database)
    for (const transfer of this.#rows.list().reverse()) {
      const left = transfer.state === 'running' || transfer.state === 'planned'
      this.#transfers.set(transfer.id, left ? { ...transfer, state: 'paused' } : transfer)
      if (left) this.#rows.put(this.get(transfer.id))
    }
  }

  /** The newest first. */
  list(): Transfer[] {
    return [...this.#transfers.values()].reverse()
  }

  get(id: string): Transfer {
    const transfer = this.#transfers.get(id)
    if (transfer === undefined) throw unknownId('transfer', id, [...this.#transfers.keys()])
    return transfer
  }

  /** Tells every change. Returns the way to stop listening. */
  subscribe(listener: (transfer: Transfer) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Begins, or goes on with the one that does the same already. Errors: `not-found` for a name that the catalogue does not
   * have, `network` in offline mode.
   */
  async start(kind: TransferKind, reference: string, options: TransferOptions = {}): Promise<Transfer> {
    const same = this.list().find((each) => each.kind === kind && each.reference === reference && !isOver(each))
    if (same !== undefined) return same.state === 'paused' ? this.resume(same.id) : same
    const title = await this.#titleOf(kind, reference)
    const id = `t${randomBytes(6).toString('hex')}`
    const createdAt = new Date().toISOString()
    this.#put({ id, kind, reference, options, title, state: 'planned', bytesDone: 0, problems: [], createdAt })
    this.#parts.log.info('transfer-start', { transferId: id, kind, reference })
    this.#startNext()
    return this.get(id)
  }

  /** Stops; what has arrived is kept. */
  pause(id: string): Transfer {
    return this.#stop(id, 'paused')
  }

  /** Goes on where it stopped, also one that failed. */
  resume(id: string): Transfer {
    const { endedAt: _, error: __, ...transfer } = this.get(id)
    if (transfer.state === 'planned' || transfer.state === 'running') return transfer
    if (transfer.state === 'done' || transfer.state === 'cancelled') {
      throw new WorkspaceError('bad-input', `A transfer that is ${transfer.state} cannot go on.`, {
        hint: 'Start it again.',
      })
    }
    this.#put({ ...transfer, state: 'planned' })
    this.#startNext()
    return this.get(id)
  }

  /** Ends it for good; what a pull has brought so far is deleted. */
  cancel(id: string): Transfer {
    const ended = this.#running.get(id)?.ended
    const before = this.get(id)
    const transfer = this.#stop(id, 'cancelled')
    if (before.state !== 'cancelled' && transfer.kind === 'pull') {
      void Promise.resolve(ended)
        .then(() => discardPull(transfer, this.#parts.library))
        .catch((error: Error) => this.#parts.log.warn('transfer-discard', { transferId: id, message: error.message }))
    }
    return transfer
  }

  /** Takes one that has ended out of the list. */
  forget(id: string): void {
    const transfer = this.get(id)
    if (!isOver(transfer)) throw new WorkspaceError('bad-input', `The transfer is ${transfer.state}: cancel it first.`)
    this.#transfers.delete(id)
    this.#rows.delete(id)
    this.#tell(transfer)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    const ending = [...this.#running.values()].map(({ ended }) => ended)
    for (const { id, state } of this.list()) if (state === 'running' || state === 'planned') this.#stop(id, 'paused')
    await Promise.all(ending)
  }

  /** What is wrong with the reference is said at once, as far as no server must be asked. */
  async #titleOf(kind: TransferKind, reference: string): Promise<string> {
    const { library } = this.#parts
    if (kind === 'add') return library.look(reference).title
    if (kind === 'verify') return library.inventory.get(reference).title
    if (library.offline) {
      throw new WorkspaceError('network', 'Offline mode is on: nothing is fetched.', {
        hint: 'Turn off the setting network.offline, and unset AI_WORKSPACE_OFFLINE and HF_HUB_OFFLINE.',
      })
    }
    if (/^(hf:|https?:)/.test(reference)) return reference
    const [plan] = await library.plan(reference, { signal: AbortSignal.timeout(10_000) })
    return plan!.title
  }

  #stop(id: string, state: 'paused' | 'cancelled'): Transfer {
    const transfer = this.get(id)
    if (isOver(transfer) && !(transfer.state === 'failed' && state === 'cancelled')) return transfer
    this.#put(still({ ...transfer, state, ...(state === 'cancelled' && { endedAt: new Date().toISOString() }) }))
    this.#running.get(id)?.controller.abort()
    return this.get(id)
  }

  #startNext(): void {
    if (this.#closed) return
    for (const { id, state } of this.#transfers.values()) {
      if (this.#running.size >= mostRunning) return
      // One that was paused and resumed at once still has its old run to end.
      if (state === 'planned' && !this.#running.has(id)) this.#run(id)
    }
  }

  #run(id: string): void {
    const controller = new AbortController()
    this.#put({ ...this.get(id), state: 'running' })
    const ended = this.#work(id, controller.signal).finally(() => {
      this.#running.delete(id)
      this.#startNext()
    })
    this.#running.set(id, { controller, ended })
  }

  async #work(id: string, signal: AbortSignal): Promise<void> {
    const { library, log } = this.#parts
    const rate = new TransferRate()
    let toldAt = 0
    let savedAt = 0
    const onProgress = (progress: TransferProgress) => {
      if (signal.aborted) return
      const now = performance.now()
      const { waiting: _, bytesPerSecond: __, secondsLeft: ___, ...before } = this.get(id)
      const transfer = { ...before, ...progress }
      if (progress.bytesDone !== undefined) rate.tell(progress.bytesDone, now)
      this.#transfers.set(id, { ...transfer, ...speed(transfer, rate.perSecond(now)) })
      if (now - savedAt > saveMs) {
        savedAt = now
        this.#rows.put(this.get(id))
      }
      if (now - toldAt < tellMs) return
      toldAt = now
      this.#tell(this.get(id))
    }
    const end = (result: Partial<Transfer> & { state: TransferState }) => {
      // It was paused or cancelled while it ended.
      if (signal.aborted && result.state !== 'done') return
      this.#put(still({ ...this.get(id), ...result, endedAt: new Date().toISOString() }))
      const { kind, reference, state, error } = this.get(id)
      const { code, message } = error ?? {}
      log.info('transfer-end', {
        transferId: id,
        kind,
        reference,
        state,
        ...(error !== undefined && { code, message }),
      })
    }
    try {
      const { modelId, problems } = await runTransfer(this.get(id), { library, signal, onProgress })
      const { bytesTotal = 0, bytesDone } = this.get(id)
      end({
        state: 'done',
        problems,
        bytesDone: Math.max(bytesDone, bytesTotal),
        ...(modelId !== undefined && { modelId }),
      })
    } catch (error) {
      end({ state: 'failed', error: toErrorRecord(error) })
    }
  }

  #put(transfer: Transfer): void {
    this.#transfers.set(transfer.id, transfer)
    this.#rows.put(transfer)
    if (transfer.endedAt !== undefined) {
      for (const id of this.#rows.surplus()) {
        this.#transfers.delete(id)
        this.#rows.delete(id)
      }
    }
    this.#tell(transfer)
  }

  #tell(transfer: Transfer): void {
    for (const listener of this.#listeners) listener(transfer)
  }
}

function isOver({ state }: Transfer): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled'
}

/** Without what only one that moves has. */
function still({ bytesPerSecond: _, secondsLeft: __, file: ___, waiting: ____, ...transfer }: Transfer): Transfer {
  return transfer
}

function speed({ bytesDone, bytesTotal }: Transfer, perSecond: number | undefined): Partial<Transfer> {
  if (perSecond === undefined) return {}
  const left = bytesTotal === undefined ? undefined : Math.max(0, bytesTotal - bytesDone) / perSecond
  return { bytesPerSecond: Math.round(perSecond), ...(left !== undefined && { secondsLeft: Math.round(left) }) }
}
