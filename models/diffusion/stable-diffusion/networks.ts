import { WorkspaceError } from '../../../base/error.ts'
import type { Lease, MemoryBudget, Precision } from '../../../base/model.ts'
import { type Provider, titleOn } from '../../../base/provider.ts'
import { Graph } from '../../graph/graph.ts'
import type { Wrap } from '../../graph/layers.ts'
import type { WeightPrecision } from '../../graph/quantize.ts'
import { explainedSession, explainRuntimeErrors } from '../../graph/runtime-error.ts'
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
  readonly precision: Precision
  readonly provider: Provider
  /** Where weights in fewer bits are kept; absent: they are packed anew each time. */
  readonly packedFolder?: string
}

/** A graph in the budget: what it is called, what else its weights depend on (LoRAs), and how it is built. */
interface Network {
  readonly name: string
  readonly variant?: string
  readonly source: WeightSource
  /** Small networks, and those whose errors show, stay exact. */
  readonly exact?: boolean
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
    /** What the U-Net's weights are held in. */
    precision: (source = weights.unet): WeightPrecision => {
      const build = (graph: Graph) => unet(graph, { ...parameters.unet, wrap, control: false })
      return choosePrecision(buildGraph({ name: 'U-Net', source, build }, context.title), context)
    },
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
    controlNet: (name: string, source: WeightSource, variant: string) =>
      lease(context, {
        name: `ControlNet ${name}`,
        variant,
        source,
        build: (graph) => controlNet(graph, { ...parameters.unet, wrap, control: false }),
      }),
    encoder: (source = weights.vae, variant?: string) =>
      lease(context, {
        name: 'autoencoder, encoding',
        exact: true,
        ...(variant === undefined ? {} : { variant }),
        source,
        build: (graph) => encoder(graph, { groups, wrap }),
      }),
    decoder: (source = weights.vae, variant?: string) =>
      lease(context, {
        name: 'autoencoder, decoding',
        exact: true,
        ...(variant === undefined ? {} : { variant }),
        source,
        build: (graph) => decoder(graph, { groups, wrap }),
      }),
    preview: (name: string, source: WeightSource) =>
      lease(context, {
        name: `preview decoder ${name}`,
        exact: true,
        source: taesdHalf(source, 'decoder'),
        build: (graph) => taesdDecoder(graph, { wrap: 'none' }),
      }),
  }
}

export type StableDiffusionNetworks = ReturnType<typeof stableDiffusionNetworks>

function lease(context: NetworkContext, network: Network): Promise<Lease<Session>> {
  const { budget, threads, signal, title, hash, wrap, packedFolder } = context
  const { name, variant = '' } = network
  const graph = buildGraph(network, title)
  const precision = network.exact === true ? 'fp32' : choosePrecision(graph, context)
  const provider = providerFor(precision, context)
  const key = [hash, name, variant, wrap, precision, ...(provider === 'cpu' ? [] : [provider])].join('/')
  // With LoRAs in them weights are of one run: a file for each mix would fill the disk.
  const file = packedFolder === undefined || variant !== '' ? {} : { file: { folder: packedFolder, key } }
  const whole = `${name} of ${title}${precision === 'fp32' ? '' : ` in ${precision}`}`
  const advice = network.exact === true ? undefined : adviceOf(graph, precision)
  return budget.use({
    key,
    title: titleOn(whole, provider),
    bytes: sessionBytes(graph, precision),
    ...(advice === undefined ? {} : { advice }),
    load: async () => {
      const open = () => openSession(graph, { threads, signal, precision, provider, ...file })
      return explainedSession(`the ${whole}`, await explainRuntimeErrors(`the ${whole}`, open, provider), provider)
    },
  })
}

/** Shapes that do not go together are a defect of ours only where no file has brought them: here one has. */
function buildGraph({ name, source, build }: Pick<Network, 'name' | 'source' | 'build'>, title: string): Graph {
  const graph = new Graph(name, source)
  try {
    build(graph)
  } catch (error) {
    if (!(error instanceof WorkspaceError) || error.code !== 'internal') throw error
    throw new WorkspaceError('corrupt-file', `The ${name} of ${title} cannot be built. ${error.message}`, {
      hint: 'The file is damaged, or a variant of its architecture that is not run here: ai-workspace models show says what it looks like.',
      cause: error,
    })
  }
  return graph
}

/** What it would take in fewer bits; undefined where that saves nothing, as with networks of small weights. */
function adviceOf(graph: Graph, precision: WeightPrecision): string | undefined {
  const now = sessionBytes(graph, precision)
  const smaller = (['int8', 'int4'] as const)
    .map((each) => ({ each, bytes: sessionBytes(graph, each) }))
    .filter(({ bytes }) => bytes < 0.95 * now)
    .map(({ each, bytes }) => `${(bytes / 2 ** 30).toFixed(1)} GB with --precision ${each}`)
  return smaller.length === 0 ? undefined : `It takes ${smaller.join(', ')}.`
}

/** The runtime's kernels for weights in fewer bits were tried on the CPU only: such a network stays there. */
export function providerFor(precision: WeightPrecision, { provider }: Pick<NetworkContext, 'provider'>): Provider {
  return precision === 'fp32' ? provider : 'cpu'
}

/** Of the budget, what one network's weights may take: the rest is for what flows through it. */
const weightShare = 0.8

/** 'auto' is the most exact that fits the budget. */
function choosePrecision(
  graph: Graph,
  { precision, budget }: Pick<NetworkContext, 'precision' | 'budget'>,
): WeightPrecision {
  if (precision !== 'auto') return precision
  const fits = (each: WeightPrecision) => sessionBytes(graph, each) <= weightShare * budget.limitBytes
  return fits('fp32') ? 'fp32' : fits('int8') ? 'int8' : 'int4'
}
