import { availableParallelism } from 'node:os'
import { WorkspaceError } from '../../base/error.ts'
import type { Provider } from '../../base/provider.ts'
import { blockedConvolutions } from './blocked-convolutions.ts'
import type { Graph, GraphWeight } from './graph.ts'
import { type OpenedParts, openParts, type Values } from './open-parts.ts'
import { type GraphPart, graphParts } from './parts.ts'
import { plainOperators } from './plain-operators.ts'
import { quantizePart, type WeightPrecision } from './quantize.ts'
import { graphSections } from './sections.ts'
import { tablesInPlace } from './tables-in-place.ts'
import { openThreadedParts } from './threaded-parts.ts'
import { weightPlace, weightsBytes } from './weight-bytes.ts'
import type { WeightFileOptions } from './weight-file.ts'

export type { Values } from './open-parts.ts'

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
  /** In how many threads the graph is loaded at once, each keeping its share; 1 is this thread. Large ones have some. */
  readonly sections?: number
}

/** Below this many bytes of weights a thread is not worth its start, a tenth of a second. */
const largeBytes = 2 ** 28
/** Each thread holds the weights of one part twice while it loads. */
const mostSections = 4

/**
 * Loads a graph with its weights into ONNX Runtime: on the CPU part by part, elsewhere as a whole, since between parts every value
 * would travel to the processor and back.
 */
export async function openSession(
  graph: Graph,
  { threads = 0, signal, precision = 'fp32', provider = 'cpu', file, sections }: SessionOptions = {},
): Promise<Session> {
  if (provider !== 'cpu' && precision !== 'fp32') {
    throw new WorkspaceError('internal', `Weights in ${precision} are computed on the CPU, not on ${provider}.`)
  }
  const parts = await partsFor(graph, provider, precision)
  const { source } = graph
  const locate =
    precision === 'fp32' || file === undefined
      ? (weight: GraphWeight) => weightPlace(source, weight)
      : await (await import('./weight-file.ts')).openWeightFile(parts, source, { ...file, signal })
  const results = graph.outputs.map(({ name }) => name)
  const count = sections ?? usualSections(parts, threads)
  const split = graphSections(parts, results, count)
  // The messages' library takes a quarter of a second to load: nobody who only lists models waits for it.
  const { preparePart } = await import('./prepare-part.ts')
  const open = count === 1 ? openParts : openThreadedParts
  const opened = await allOrNone(
    split.map(({ parts, wanted }) =>
      open({ parts: parts.map((part) => preparePart(part, locate)), wanted, source, threads, provider, signal }),
    ),
  )
  return {
    async run(feeds, { signal } = {}) {
      for (const { name } of graph.inputs) {
        if (feeds[name] === undefined) {
          throw new WorkspaceError('internal', `${graph.name} was run without its input "${name}".`)
        }
      }
      const values = { ...feeds }
      for (const [n, { inputs }] of split.entries()) {
        const own = Object.fromEntries(inputs.map((name) => [name, values[name]!]))
        Object.assign(values, await opened[n]!.run(own, { signal }))
      }
      return Object.fromEntries(results.map((name) => [name, values[name]!]))
    },
    async [Symbol.asyncDispose]() {
      for (const section of opened) await section[Symbol.asyncDispose]()
    },
  }
}

/** What a graph's weights take in memory, in bytes. */
export function sessionBytes(graph: Graph, precision: WeightPrecision = 'fp32'): number {
  return graphParts(graph).reduce((sum, part) => sum + weightsBytes(quantizePart(part, precision)), 0)
}

function usualSections(parts: readonly GraphPart[], threads: number): number {
  const bytes = parts.reduce((sum, part) => sum + weightsBytes(part), 0)
  return bytes >= largeBytes && threads !== 1 ? Math.min(mostSections, availableParallelism()) : 1
}

/** What was opened is closed again when one of them fails. */
async function allOrNone(opening: readonly Promise<OpenedParts>[]): Promise<OpenedParts[]> {
  const settled = await Promise.allSettled(opening)
  const opened = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  const failed = settled.find((each) => each.status === 'rejected')
  if (failed === undefined) return opened
  for (const each of opened) await each[Symbol.asyncDispose]()
  throw failed.reason
}

async function partsFor(graph: Graph, provider: Provider, precision: WeightPrecision): Promise<GraphPart[]> {
  switch (provider) {
    case 'cpu':
      return cpuParts(graph, precision)
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

async function cpuParts(graph: Graph, precision: WeightPrecision): Promise<GraphPart[]> {
  const parts = graphParts(graph)
  if (precision !== 'fp32') return parts.map((part) => quantizePart(part, precision))
  const block = await (await import('./convolution-block.ts')).convolutionBlock()
  return parts.map((part) => {
    const mapped = tablesInPlace(part, graph.source)
    return block === undefined ? mapped : blockedConvolutions(mapped, block)
  })
}
