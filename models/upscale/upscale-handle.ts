import type { LoadContext, UpscaleModel } from '../../base/model.ts'
import { type Provider, titleOn } from '../../base/provider.ts'
import type { Graph } from '../graph/graph.ts'
import { explainedSession, explainRuntimeErrors } from '../graph/runtime-error.ts'
import { openSession, type Values } from '../graph/session.ts'
import { upscaleTiles } from './upscale-tiles.ts'

export interface UpscaleNetwork {
  /** For the memory budget: what says which network it is, and its title for people. */
  readonly key: string
  readonly title: string
  readonly scale: number
  /** Sides of what it takes are multiples of this. */
  readonly step: number
  /** Side of its windows where none is asked for, and the memory that one takes beside the weights. */
  readonly tile: number
  readonly tileBytes: number
  readonly weightBytes: number
  /** The graph, and what must stay open as long as its session. */
  open(): Promise<{ graph: Graph; weights?: AsyncDisposable }>
}

/** A network as the task's handle: its session is loaded when a picture comes and shares the memory budget. */
export function upscaleHandle(
  network: UpscaleNetwork,
  { threads, budget, provider }: Pick<LoadContext, 'threads' | 'budget' | 'provider'>,
): UpscaleModel & AsyncDisposable {
  const { key, title, scale, step, weightBytes, tileBytes } = network
  const on = provider.provider
  const part = {
    key: `${key}/${on}`,
    title: titleOn(title, on),
    bytes: weightBytes + tileBytes,
    load: () => openNetwork(network, threads, on),
  }
  return {
    scale,
    async upscale(pixels, { signal, onProgress, tile = network.tile }) {
      onProgress(0, provider.notice ?? 'Loading the upscaler')
      using lease = await budget.use(part)
      return await upscaleTiles(pixels, lease.value.run, {
        scale,
        step,
        tile,
        signal,
        onProgress: (fraction) => onProgress(fraction, 'Enlarging'),
      })
    },
    [Symbol.asyncDispose]: async () => {},
  }
}

interface OpenNetwork extends AsyncDisposable {
  run(image: Values): Promise<Values>
}

async function openNetwork(network: UpscaleNetwork, threads: number, provider: Provider): Promise<OpenNetwork> {
  await using stack = new AsyncDisposableStack()
  const { graph, weights } = await network.open()
  if (weights !== undefined) stack.use(weights)
  const title = `the upscaler ${network.title}`
  const open = () => openSession(graph, { threads, provider })
  const session = stack.use(explainedSession(title, await explainRuntimeErrors(title, open, provider), provider))
  const opened = stack.move()
  return {
    run: async (image) => (await session.run({ image }))['out']!,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}
