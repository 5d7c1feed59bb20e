import { WorkspaceError } from '../../../base/error.ts'
import type { ModelLibrary, PullEvent, PullPlan } from '../model-library.ts'
import type { Transfer } from './transfer.ts'

/** How far a transfer is. */
export interface TransferProgress {
  readonly title?: string
  readonly bytesDone?: number
  readonly bytesTotal?: number
  readonly file?: string
  readonly waiting?: string
}

export interface TransferResult {
  readonly modelId?: string
  readonly problems: readonly string[]
}

interface Run {
  readonly library: ModelLibrary
  readonly signal: AbortSignal
  readonly onProgress: (progress: TransferProgress) => void
}

/** Does the work of a transfer from wherever an earlier run of it ended. */
export async function runTransfer({ kind, reference, options }: Transfer, run: Run): Promise<TransferResult> {
  switch (kind) {
    case 'pull':
      return pull(reference, options, run)
    case 'add': {
      const { id, copy, kind: modelKind } = options
      const named = {
        ...(id !== undefined && { id }),
        ...(copy !== undefined && { copy }),
        ...(modelKind && { kind: modelKind }),
      }
      const model = await run.library.add(reference, { ...named, ...hashing(run) })
      return { modelId: model.id, problems: [] }
    }
    case 'verify':
      return verify(reference, run)
    default:
      return kind satisfies never
  }
}

/** What a pull began with: removed when it is cancelled. */
export async function discardPull({ reference, options }: Transfer, library: ModelLibrary): Promise<void> {
  const signal = AbortSignal.timeout(10_000)
  // A source that cannot be asked any more leaves its pieces to `models prune`.
  const plans = await library.plan(reference, { signal, ...pullOptions(options) }).catch(() => [])
  for (const plan of plans) library.discard(plan)
}

async function pull(
  reference: string,
  options: Transfer['options'],
  { library, signal, onProgress }: Run,
): Promise<TransferResult> {
  const plans = await library.plan(reference, { signal, ...pullOptions(options) })
  const [main] = plans
  onProgress({ title: main!.title })
  const progress = new PullProgress(plans, onProgress)
  const problems: string[] = []
  let modelId: string | undefined
  // What comes along first: a model whose parts are refused is not fetched for nothing.
  for (const plan of plans.toReversed()) {
    try {
      const refresh = options.refresh === true
      const pulled = await library.pull(plan, { signal, refresh, onEvent: (event) => progress.tell(plan, event) })
      progress.ended(plan, pulled.model.sizeBytes)
      if (plan === main) modelId = pulled.model.id
    } catch (error) {
      // A part that has moved does not stop the model itself; whoever runs it says what it misses.
      const gone = error instanceof WorkspaceError && ['not-found', 'access-denied'].includes(error.code)
      if (plan === main || !gone || signal.aborted) throw error
      problems.push(`${plan.title} did not come along: ${error.message}`)
    }
  }
  return { ...(modelId !== undefined && { modelId }), problems }
}

function pullOptions({ optional }: Transfer['options']) {
  return optional === undefined ? {} : { optional }
}

/** Adds up what the models of one pull have and want. */
class PullProgress {
  readonly #sizes: Map<PullPlan, { done: number; total: number | undefined }>
  readonly #onProgress: Run['onProgress']

  constructor(plans: readonly PullPlan[], onProgress: Run['onProgress']) {
    this.#sizes = new Map(plans.map((plan) => [plan, { done: 0, total: plan.aboutBytes }]))
    this.#onProgress = onProgress
  }

  tell(plan: PullPlan, event: PullEvent): void {
    switch (event.type) {
      case 'bytes':
        this.#onProgress({ file: event.name })
        break
      case 'checking':
        this.#onProgress({ file: event.name, waiting: 'Checking its hash' })
        break
      case 'waiting':
        this.#onProgress({ file: event.name, waiting: event.reason })
        break
      case 'restart':
        this.#onProgress({ file: event.name, waiting: event.reason })
        break
      case 'other-process':
        this.#onProgress({ waiting: 'Another ai-workspace fetches it' })
        break
      case 'total':
        this.#set(plan, event.receivedBytes, event.totalBytes)
        break
      default:
        event satisfies never
    }
  }

  ended(plan: PullPlan, bytes: number): void {
    this.#set(plan, bytes, bytes)
  }

  #set(plan: PullPlan, done: number, total: number | undefined): void {
    this.#sizes.set(plan, { done, total: total ?? this.#sizes.get(plan)?.total })
    const all = [...this.#sizes.values()]
    const bytesDone = all.reduce((sum, each) => sum + each.done, 0)
    const known = all.every((each) => each.total !== undefined)
    const bytesTotal = all.reduce((sum, each) => sum + Math.max(each.total ?? 0, each.done), 0)
    this.#onProgress({ bytesDone, ...(known && { bytesTotal }) })
  }
}

async function verify(name: string, run: Run): Promise<TransferResult> {
  const { library, signal } = run
  const model = library.inventory.get(name)
  if (model.storage === 'server') {
    const { model: now } = await library.refreshServer(model, { signal })
    return { modelId: now.id, problems: [] }
  }
  const files = await library.verify(model, hashing(run))
  const problems = files.flatMap(({ state, path }) => {
    if (state === 'good') return []
    return [state === 'unknown' ? `There is no hash to hold it against: ${path}` : `It is ${state}: ${path}`]
  })
  return { modelId: model.id, problems }
}

function hashing({ signal, onProgress }: Run) {
  return {
    signal,
    onProgress: (readBytes: number, totalBytes: number) => onProgress({ bytesDone: readBytes, bytesTotal: totalBytes }),
  }
}
