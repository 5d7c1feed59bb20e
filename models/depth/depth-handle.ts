import { WorkspaceError } from '../../base/error.ts'
import type { DepthKind, DepthModel, LoadContext } from '../../base/model.ts'
import type { Pixels } from '../../base/pixels.ts'
import { type Provider, titleOn } from '../../base/provider.ts'
import type { Graph } from '../graph/graph.ts'
import { explainedSession, explainRuntimeErrors } from '../graph/runtime-error.ts'
import { openSession, type Values } from '../graph/session.ts'

/** The network on an image [1, 3, h, w] as it takes it: depth, row-major, of the height and width it gives. */
export type SeeDepth = (image: Values) => Promise<{ width: number; height: number; depth: Float32Array }>

export interface DepthNetwork {
  /** For the memory budget: what says which network it is, and its title for people. */
  readonly key: string
  readonly title: string
  readonly kind: DepthKind
  /** Side of the pictures it is made for. */
  readonly size: number
  readonly weightBytes: number
  /** Memory of a run at that size beside the weights. */
  readonly workBytes: number
  /** Everything around the network: the picture as it takes it, and its answer at the picture's size. */
  estimate(pixels: Pixels, see: SeeDepth): Promise<Float32Array>
  /** The graph of input `image` and output `depth`, what else it takes for an image of a size, and what stays open as long. */
  open(): Promise<OpenNetwork>
}

export interface OpenNetwork {
  readonly graph: Graph
  inputs?(size: { readonly width: number; readonly height: number }): Record<string, Values>
  /** The depth among the graph's outputs, where it is not `depth`. */
  answer?(results: Readonly<Record<string, Values>>): Values
  readonly weights: AsyncDisposable
}

/** A network as the task's handle: its session is loaded when a picture comes and shares the memory budget. */
export function depthHandle(
  network: DepthNetwork,
  { threads, budget, provider }: Pick<LoadContext, 'threads' | 'budget' | 'provider'>,
): DepthModel & AsyncDisposable {
  const { kind, size, weightBytes, workBytes } = network
  const on = provider.provider
  const part = {
    key: `${network.key}/${on}`,
    title: titleOn(network.title, on),
    bytes: weightBytes + workBytes,
    load: () => openNetwork(network, threads, on),
  }
  return {
    kind,
    size,
    async estimate(pixels, { signal, onProgress }) {
      if (pixels.channels !== 3)
        throw new WorkspaceError('internal', `A depth model takes RGB, not ${pixels.channels} channels.`)
      onProgress(0, provider.notice ?? 'Loading the depth model')
      using lease = await budget.use(part)
      signal.throwIfAborted()
      onProgress(0.2, 'Looking at the picture')
      const depth = await network.estimate(pixels, (image) => lease.value.see(image, signal))
      checkFinite(depth, network.title)
      const { width, height } = pixels
      return { depth, width, height, kind, unit: kind === 'metric' ? 'metres' : 'none' }
    },
    [Symbol.asyncDispose]: async () => {},
  }
}

/** Damaged weights give no numbers; nothing that is made of such a map would say why it is empty. */
function checkFinite(depth: Float32Array, title: string): void {
  if (depth.every(Number.isFinite)) return
  throw new WorkspaceError('corrupt-file', `${title} gave a depth that is not a number.`, {
    hint: 'Its weights are damaged: ai-workspace models verify',
  })
}

interface LoadedNetwork extends AsyncDisposable {
  see(image: Values, signal: AbortSignal): ReturnType<SeeDepth>
}

async function openNetwork(network: DepthNetwork, threads: number, provider: Provider): Promise<LoadedNetwork> {
  await using stack = new AsyncDisposableStack()
  const { graph, inputs, weights, answer = ({ depth }) => depth! } = await network.open()
  stack.use(weights)
  const title = `the depth model ${network.title}`
  const open = () => openSession(graph, { threads, provider })
  const session = stack.use(explainedSession(title, await explainRuntimeErrors(title, open, provider), provider))
  const opened = stack.move()
  return {
    async see(image, signal) {
      const [, , height, width] = image.shape as [number, number, number, number]
      const { data, shape } = answer(await session.run({ image, ...inputs?.({ width, height }) }, { signal }))
      const [outHeight, outWidth] = shape.slice(-2) as [number, number]
      return { width: outWidth, height: outHeight, depth: data as Float32Array }
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}
