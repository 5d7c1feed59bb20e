import { availableParallelism } from 'node:os'
import { basename, dirname } from 'node:path'
import type { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-node'
import { WorkspaceError } from '../../base/error.ts'
import type { Provider } from '../../base/provider.ts'
import type { ExternalBytes } from './encode-model.ts'
import type { Graph, GraphWeight } from './graph.ts'
import { type GraphPart, graphParts } from './parts.ts'
import { plainOperators } from './plain-operators.ts'
import { quantizePart, type WeightPrecision } from './quantize.ts'
import type { StagedWeights } from './staging.ts'
import { weightPlace, weightSize, weightType } from './weight-bytes.ts'
import type { WeightFileOptions } from './weight-file.ts'
import type { WeightLocation } from './weights.ts'

/** Values that go in and come out: row-major, with their shape. */
export interface Values {
  readonly data: Float32Array | BigInt64Array
  readonly shape: readonly number[]
}

/** A graph that is loaded and can run. */
export interface Session extends AsyncDisposable {
  /** Throws the signal's reason between two parts of the graph; a part is one uninterruptible native computation. */
  run(feeds: Readonly<Record<string, Values>>, options?: { signal?: AbortSignal }): Promise<Record<string, Values>>
}

export interface SessionOptions {
  /** 0 takes all cores. */
  readonly threads?: number
  readonly signal?: AbortSignal
  /** Weights in fewer bits are computed on the CPU only. */
  readonly precision?: WeightPrecision
  readonly provider?: Provider
  /** Where packed weights are kept; without it they are packed anew each time. */
  readonly file?: Omit<WeightFileOptions, 'signal'>
}

/**
 * Loads a graph with its weights into ONNX Runtime: on the CPU part by part, elsewhere as a whole, since between parts every value
 * would travel to the processor and back.
 */
export async function openSession(
  graph: Graph,
  { threads = 0, signal, precision = 'fp32', provider = 'cpu', file }: SessionOptions = {},
): Promise<Session> {
  if (provider !== 'cpu' && precision !== 'fp32') {
    throw new WorkspaceError('internal', `Weights in ${precision} are computed on the CPU, not on ${provider}.`)
  }
  const runtime = await import('onnxruntime-node')
  const parts = partsFor(graph, provider, precision)
  const { source } = graph
  const locate =
    precision === 'fp32' || file === undefined
      ? (weight: GraphWeight) => weightPlace(source, weight)
      : await (await import('./weight-file.ts')).openWeightFile(parts, source, { ...file, signal })
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
      sessions.set(part, await openPart(runtime, part, { threads, provider, locate, staged }))
      if (staged !== undefined) staging.release(staged)
    }
  } catch (error) {
    await release()
    throw error
  }
  return {
    run: (feeds, options) => runParts(runtime, graph, parts, (part) => sessions.get(part)!, feeds, options?.signal),
    [Symbol.asyncDispose]: release,
  }
}

/** What a graph's weights take in memory, in bytes. */
export function sessionBytes(graph: Graph, precision: WeightPrecision = 'fp32'): number {
  return graphParts(graph).reduce((sum, part) => sum + partBytes(quantizePart(part, precision)), 0)
}

function partsFor(graph: Graph, provider: Provider, precision: WeightPrecision): GraphPart[] {
  switch (provider) {
    case 'cpu':
      return graphParts(graph).map((part) => quantizePart(part, precision))
    case 'cuda':
    case 'dml':
      return graphParts(graph, { cuts: [] })
    case 'webgpu':
    case 'coreml':
      return graphParts(graph, { cuts: [] }).map((part) => plainOperators(graph, part))
    default:
      return provider satisfies never
  }
}

type Runtime = typeof import('onnxruntime-node')

async function openPart(
  { InferenceSession }: Runtime,
  part: GraphPart,
  {
    threads,
    provider,
    locate,
    staged,
  }: {
    threads: number
    provider: Provider
    locate: (weight: GraphWeight) => WeightLocation | undefined
    staged: StagedWeights | undefined
  },
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
  graph: Graph,
  parts: readonly GraphPart[],
  sessionOf: (part: GraphPart) => InferenceSession,
  feeds: Readonly<Record<string, Values>>,
  signal: AbortSignal | undefined,
): Promise<Record<string, Values>> {
  const values = new Map<string, RuntimeTensor>()
  for (const { name } of graph.inputs) {
    const value = feeds[name]
    if (value === undefined) throw new WorkspaceError('internal', `${graph.name} was run without its input "${name}".`)
    values.set(name, toRuntime(Tensor, value))
  }
  const lastUse = new Map(parts.flatMap((part, n) => part.inputs.map(({ name }) => [name, n] as const)))
  for (const [n, part] of parts.entries()) {
    signal?.throwIfAborted()
    const inputs = Object.fromEntries(part.inputs.map(({ name }) => [name, values.get(name)!]))
    const results = await sessionOf(part).run(inputs)
    for (const { name } of part.inputs) if (lastUse.get(name) === n) values.delete(name)
    for (const [name, value] of Object.entries(results)) values.set(name, value as RuntimeTensor)
  }
  return Object.fromEntries(graph.outputs.map(({ name }) => [name, fromRuntime(name, values.get(name)!)]))
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

function partBytes(part: GraphPart): number {
  return part.weights.reduce((sum, weight) => sum + weightSize(weight), 0)
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
