import { availableParallelism } from 'node:os'
import { basename, dirname } from 'node:path'
import type { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-node'
import { WorkspaceError } from '../../base/error.ts'
import type { Provider } from '../../base/provider.ts'
import type { ExternalBytes } from './encode-model.ts'
import type { GraphWeight } from './graph.ts'
import type { GraphPart } from './parts.ts'
import type { StagedWeights } from './staging.ts'
import { weightSize, weightType } from './weight-bytes.ts'
import type { WeightLocation, WeightSource } from './weights.ts'

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
  readonly parts: readonly GraphPart[]
  /** Names of what comes out. */
  readonly wanted: readonly string[]
  readonly source: WeightSource
  /** Where a weight lies just as the graph takes it. */
  readonly locate: (weight: GraphWeight) => WeightLocation | undefined
  /** 0 takes all cores. */
  readonly threads: number
  readonly provider: Provider
  readonly signal?: Cancel | undefined
}

type Runtime = typeof import('onnxruntime-node')

/** Loads parts into ONNX Runtime in this thread, a session for each. */
export async function openParts(options: PartsOptions): Promise<OpenedParts> {
  const { parts, wanted, source, locate, signal } = options
  const runtime = await import('onnxruntime-node')
  const sessions = new Map<GraphPart, InferenceSession>()
  const release = async () => {
    for (const session of sessions.values()) await session.release()
    sessions.clear()
  }
  const { openStaging } = await import('./staging.ts')
  await using staging = openStaging(source)
  try {
    // The largest first: while a part is packed its weights are there twice, which costs least when little else is.
    const order = parts.toSorted((a, b) => partBytes(b) - partBytes(a))
    const begin = (part: GraphPart | undefined) =>
      part === undefined || sharedFolder(part, locate) !== undefined ? undefined : staging.begin(part.weights)
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

/** What a part's weights take in memory, in bytes. */
export function partBytes(part: GraphPart): number {
  return part.weights.reduce((sum, weight) => sum + weightSize(weight), 0)
}

async function openPart(
  { InferenceSession }: Runtime,
  part: GraphPart,
  staged: StagedWeights | undefined,
  { threads, provider, locate }: PartsOptions,
): Promise<InferenceSession> {
  const folder = staged === undefined ? sharedFolder(part, locate) : undefined
  const external = new Map<string, ExternalBytes>()
  const buffers: { path: string; data: Uint8Array<ArrayBuffer> }[] = []
  for (const weight of part.weights) {
    const common = { sizeBytes: weightSize(weight), type: weightType(weight) }
    const data = staged?.get(weight.name)
    if (data === undefined) {
      const place = locate(weight)!
      external.set(weight.name, { location: basename(place.file), offset: place.offset, ...common })
    } else {
      buffers.push({ path: weight.name, data })
      external.set(weight.name, { location: weight.name, offset: 0, ...common })
    }
  }
  // The messages' library takes a quarter of a second to load: nobody who only lists models waits for it.
  const { encodeModel } = await import('./encode-model.ts')
  return InferenceSession.create(
    encodeModel(part, (name) => external.get(name)!),
    {
      executionProviders: [provider],
      intraOpNumThreads: threads === 0 ? availableParallelism() : threads,
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
      // Without arenas the peak of a run is a quarter lower and no slower: what one part frees the next can take.
      enableCpuMemArena: false,
      ...(buffers.length === 0 ? {} : { externalData: buffers }),
      extra: {
        session: {
          ...(folder === undefined ? {} : { model_external_initializers_file_folder_path: folder }),
          // Threads that spin while they wait take the processor from everything else on the machine.
          intra_op: { allow_spinning: '0' },
        },
      },
    },
  )
}

/** Runs the parts in order; a value is dropped when no later part needs it. */
async function runParts(
  { Tensor }: Runtime,
  parts: readonly GraphPart[],
  {
    sessionOf,
    wanted,
    feeds,
    signal,
  }: {
    readonly sessionOf: (part: GraphPart) => InferenceSession
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

/**
 * The one folder that all of a part's weights can be mapped from. ONNX Runtime takes either files of one folder or buffers,
 * never both: one weight that must be computed (a LoRA in it) puts all of its part into buffers.
 */
function sharedFolder(
  part: GraphPart,
  locate: (weight: GraphWeight) => WeightLocation | undefined,
): string | undefined {
  const folders = new Set(
    part.weights.map((weight) => {
      const place = locate(weight)
      return place === undefined ? undefined : dirname(place.file)
    }),
  )
  return folders.size === 1 ? [...folders][0] : undefined
}

function toRuntime(Tensor: Runtime['Tensor'], { data, shape }: Values): RuntimeTensor {
  return data instanceof Float32Array
    ? new Tensor('float32', data, shape as number[])
    : new Tensor('int64', data, shape as number[])
}

function fromRuntime(name: string, tensor: RuntimeTensor): Values {
  if (tensor.type !== 'float32') throw new WorkspaceError('internal', `The output "${name}" is ${tensor.type}.`)
  return { data: tensor.data as Float32Array, shape: tensor.dims }
}
