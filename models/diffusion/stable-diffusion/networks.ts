import type { Lease, MemoryBudget } from '../../../base/model.ts'
import { Graph } from '../../graph/graph.ts'
import type { Wrap } from '../../graph/layers.ts'
import { openSession, type Session, sessionBytes } from '../../graph/session.ts'
import type { WeightSource } from '../../graph/weights.ts'
import { clipText } from '../text/clip-text.ts'
import { controlNet } from '../unet/controlnet.ts'
import { unet } from '../unet/unet.ts'
import { decoder, encoder } from '../vae/autoencoder-kl.ts'
import { taesdDecoder, taesdHalf } from '../vae/taesd.ts'
import type { StableDiffusionParameters, StableDiffusionWeights } from './components.ts'

/** What all networks of one run are opened with. */
export interface NetworkContext {
  readonly budget: MemoryBudget
  readonly threads: number
  readonly signal: AbortSignal
  /** Names the checkpoint in messages and events. */
  readonly title: string
  /** The checkpoint's hash: part of every key in the budget. */
  readonly hash: string
  readonly wrap: Wrap
}

/** A graph in the budget: what it is called, what else its weights depend on (LoRAs), and how it is built. */
interface Network {
  readonly name: string
  readonly variant?: string
  readonly source: WeightSource
  build(graph: Graph): void
}

/** The networks of a checkpoint, each loaded when it is first needed and given back when there is no room. */
export function stableDiffusionNetworks(
  parameters: StableDiffusionParameters,
  weights: StableDiffusionWeights,
  context: NetworkContext,
) {
  const { wrap } = context
  const groups = parameters.unet.groups
  return {
    textEncoder: (place: number, source = weights.textEncoders[place]!, variant?: string) =>
      lease(context, {
        name: `text encoder ${place + 1}`,
        ...(variant === undefined ? {} : { variant }),
        source,
        build: (graph) => clipText(graph, parameters.textEncoders[place]!),
      }),
    unet: ({
      control,
      source = weights.unet,
      variant,
    }: {
      control: boolean
      source?: WeightSource
      variant?: string
    }) =>
      lease(context, {
        name: `U-Net${control ? ' with control' : ''}`,
        ...(variant === undefined ? {} : { variant }),
        source,
        build: (graph) => unet(graph, { ...parameters.unet, wrap, control }),
      }),
    controlNet: (name: string, source: WeightSource) =>
      lease(context, {
        name: `ControlNet ${name}`,
        source,
        build: (graph) => controlNet(graph, { ...parameters.unet, wrap, control: false }),
      }),
    encoder: (source = weights.vae, variant?: string) =>
      lease(context, {
        name: 'autoencoder, encoding',
        ...(variant === undefined ? {} : { variant }),
        source,
        build: (graph) => encoder(graph, { groups, wrap }),
      }),
    decoder: (source = weights.vae, variant?: string) =>
      lease(context, {
        name: 'autoencoder, decoding',
        ...(variant === undefined ? {} : { variant }),
        source,
        build: (graph) => decoder(graph, { groups, wrap }),
      }),
    preview: (name: string, source: WeightSource) =>
      lease(context, {
        name: `preview decoder ${name}`,
        source: taesdHalf(source, 'decoder'),
        build: (graph) => taesdDecoder(graph, { wrap: 'none' }),
      }),
  }
}

export type StableDiffusionNetworks = ReturnType<typeof stableDiffusionNetworks>

function lease(context: NetworkContext, { name, variant = '', source, build }: Network): Promise<Lease<Session>> {
  const { budget, threads, signal, title, hash, wrap } = context
  const graph = new Graph(name, source)
  build(graph)
  return budget.use({
    key: [hash, name, variant, wrap].join('/'),
    title: `${name} of ${title}`,
    bytes: sessionBytes(graph),
    load: () => openSession(graph, { threads, signal }),
  })
}
