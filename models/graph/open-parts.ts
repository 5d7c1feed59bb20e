import { availableParallelism } from 'node:os'
import type { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-node'
import { WorkspaceError } from '../../base/error.ts'
import type { Provider } from '../../base/provider.ts'
import type { PreparedPart } from './prepare-part.ts'
import type { StagedWeights } from './staging.ts'
import { weightsBytes } from './weight-bytes.ts'
import type { WeightSource } from './weights.ts'

/** Values that go in and come out: row-major, with their shape. */
export interface Values {
  readonly data: Float32Array | BigInt64Array
  readonly shape: readonly number[]
}

/** Throws when the work is to end. */
export type Cancel = Pick<AbortSignal, 'throwIfAborted'>

/** Parts of a graph that follow one another, loaded, in whichever thread. */
export interface OpenedParts extends AsyncDisposable {
  /** Takes what flows in from outside and gives `wanted`. */
  run(feeds: Readonly<Record<string, Values>>, options?: RunOptions): Promise<Record<string, Values>>
}

export interface RunOptions {
  /** Asked between two parts; a part is one uninterruptible native computation. */
  readonly signal?: Cancel | undefined
}

export interface PartsOptions {
  readonly parts: readonly PreparedPart[]
  /** Names of what comes out. */
  readonly wanted: readonly string[]
  readonly source: WeightSource
  /** 0 takes all cores. */
  readonly threads: number
  readonly provider: Provider
  readonly signal?: Cancel | undefined
  /** Whether this thread reads the weights too, one part after the other; otherwise another one does, a part ahead. */
  readonly readsWeights?: boolean
}

type Runtime = typeof import('onnxruntime-node')

/** Loads parts into ONNX Runtime in this thread, a session for each. */
export async function openParts(options: PartsOptions): Promise<OpenedParts> {
  const { parts, wanted, source, signal, readsWeights = false } = options
  const runtime = await import('onnxruntime-node')
  const sessions = new Map<PreparedPart, InferenceSession>()
  const release = async () => {
    for (const session of sessions.values()) await session.release()
    sessions.clear()
  }
  const { openStaging } = await import('./staging.ts')
  await using staging = openStaging(source, { thread: !readsWeights })
  try {
    // The largest first: while a part is packed its weights are there twice, which costs least when little else is.
    const order = parts.toSorted((a, b) => weightsBytes(b) - weightsBytes(a))
    const begin = (part: PreparedPart | undefined) =>
      part === undefined || part.folder !== undefined || part.weights.length === 0
        ? undefined
        : staging.begin(part.weights)
    let next = begin(order[0])
    for (const [n, part] of order.entries()) {
      signal?.throwIfAborted()
      const staged = await next?.ready()
      // The thread fills the next part's buffer while the runtime, which blocks this one, packs this part.
      next = begin(order[n + 1])
      sessions.set(part, await openPart(runtime, part, staged, options))
      if (staged !== undefined) staging.release(staged)
    }
  } catch (error) {
    await release()
    throw error
  }
  return {
    run: (feeds, { signal } = {}) =>
      runParts(runtime, parts, { sessionOf: (part) => sessions.get(part)!, wanted, feeds, signal }),
    [Symbol.asyncDispose]: release,
  }
}

function openPart(
  { InferenceSession }: Runtime,
  { weights, model, folder }: PreparedPart,
  staged: StagedWeights | undefined,
  { threads, provider }: PartsOptions,
): Promise<InferenceSession> {
  return InferenceSession.create(model, {
    executionProviders: [provider],
    intraOpNumThreads: threads === 0 ? availableParallelism() : threads,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    // Without arenas the peak of a run is a quarter lower and no slower: what one part frees the next can take.
    enableCpuMemArena: false,
    ...(staged === undefined
      ? {}
      : { externalData: weights.map(({ name }) => ({ path: name, data: staged.get(name)! })) }),
    extra: {
      session: {
        ...(folder === undefined ? {} : { model_external_initializers_file_folder_path: folder }),
        // Threads that spin while they wait take the processor from everything else on the machine.
        intra_op: { allow_spinning: '0' },
      },
    },
  })
}

/** Runs the parts in order; a value is dropped when no later part needs it. */
async function runParts(
  { Tensor }: Runtime,
  parts: readonly PreparedPart[],
  {
    sessionOf,
    wanted,
    feeds,
    signal,
  }: {
    readonly sessionOf: (part: PreparedPart) => InferenceSession
    readonly wanted: readonly string[]
    readonly feeds: Readonly<Record<string, Values>>
    readonly signal: Cancel | undefined
  },
): Promise<Record<string, Values>> {
  const values = new Map<string, RuntimeTensor>()
  const lastUse = new Map(parts.flatMap((part, n) => part.inputs.map(({ name }) => [name, n] as const)))
  for (const [name, value] of Object.entries(feeds)) if (lastUse.has(name)) values.set(name, toRuntime(Tensor, value))
  const kept = new Set(wanted)
  for (const [n, part] of parts.entries()) {
    signal?.throwIfAborted()
    const inputs = Object.fromEntries(part.inputs.map(({ name }) => [name, values.get(name)!]))
    const results = await sessionOf(part).run(inputs)
    for (const { name } of part.inputs) if (lastUse.get(name) === n && !kept.has(name)) values.delete(name)
    for (const [name, value] of Object.entries(results)) values.set(name, value as RuntimeTensor)
  }
  return Object.fromEntries(wanted.map((name) => [name, fromRuntime(name, values.get(name)!)]))
}

function toRuntime(Tensor: Runtime['Tensor'], { data, shape }: Values): RuntimeTensor {
  return data instanceof Float32Array
    ? new Tensor('float32', data, shape as number[])
    : new Tensor('int64', data, shape as number[])
}

function fromRuntime(name: string, tensor: RuntimeTensor): Values {
  if (tensor.type !== 'float32' && tensor.type !== 'int64') {
    throw new WorkspaceError('internal', `The output "${name}" is ${tensor.type}.`)
  }
  return { data: tensor.data as Values['data'], shape: tensor.dims }
}
