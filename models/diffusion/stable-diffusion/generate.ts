import { WorkspaceError } from '../../../base/error.ts'
import type { GeneratedImage, ImageModel, ImageRequest, LoadContext, Weights } from '../../../base/model.ts'
import { imageNoise } from '../noise/image-noise.ts'
import { frameChunk } from '../prompt/chunk-tokens.ts'
import { type ParsedPrompt, parsePrompt } from '../prompt/parse-prompt.ts'
import { lastSteps, stepsForStrength } from '../samplers/image-strength.ts'
import type { ClipTokenizer } from '../tokenizers/clip-tokenizer.ts'
import { checkParts } from './check-parts.ts'
import type { StableDiffusionParameters, StableDiffusionWeights } from './components.ts'
import { openControls } from './controls.ts'
import { decodeTiled } from './decode-tiled.ts'
import { type ChosenSampling, chooseSampling, planOf } from './defaults.ts'
import { denoise } from './denoise.ts'
import { findEmbeddings, mixLoras, openExtras, otherAutoencoder } from './extras.ts'
import { keepUnmasked, type PreparedStart, prepareEmpty, prepareStart } from './inpainting.ts'
import { providerFor, type StableDiffusionNetworks, stableDiffusionNetworks } from './networks.ts'
import { fromSignal } from './pixels-and-latents.ts'
import { openPreviewer } from './previewer.ts'
import { providerWarnings } from './provider-warnings.ts'
import { encodeChunks, frameChunks, type TextConditioning } from './text-conditioning.ts'
import { timeIds } from './time-ids.ts'

/** A checkpoint that is open: what it is, where its weights lie, and what the workspace gives it. */
export interface OpenStableDiffusion {
  readonly parameters: StableDiffusionParameters
  readonly weights: StableDiffusionWeights
  readonly tokenizers: readonly ClipTokenizer[]
  readonly installed: Weights
  readonly context: LoadContext
}

type Options = Parameters<ImageModel['generate']>[1]

/** The autoencoder's factor between pixels and latents, in every variant. */
const factor = 8
const latentChannels = 4
/** Share of the whole that text and decoding take, roughly, for the progress bar. */
const sampledFrom = 0.05
const sampledTo = 0.9

/** One picture, from words to pixels. */
export async function generateImage(
  model: OpenStableDiffusion,
  request: ImageRequest,
  { signal, onProgress, previewEvery = 3 }: Options,
): Promise<GeneratedImage> {
  checkSize(request)
  const { parameters, weights, tokenizers, installed, context } = model
  const { width, height, seed, start, controls = [], seamless = 'none' } = request
  checkParts(weights, { title: installed.title, otherVae: request.vae !== undefined })
  const chosen = chooseSampling(parameters, installed.settings, request.sampling)
  const wholePlan = planOf(parameters, chosen)
  const run = stepsForStrength(chosen.steps, start?.strength ?? 1, 'a1111').run
  const plan = start === undefined || start.strength === 1 ? wholePlan : lastSteps(wholePlan, run)

  await using extras = openExtras(context)
  const embeddings = await findEmbeddings([request.prompt, request.negativePrompt], context.list('embedding'), extras)
  const counts = new Map([...embeddings].map(([name, { count }]) => [name, count]))
  const parse = (text: string, negative: boolean) =>
    parsePrompt(text, { steps: plan.steps.length, tokenizer: tokenizers[0]!, embeddings: counts, seed, negative })
  const positive = parse(request.prompt, false)
  const negative = parse(request.negativePrompt, true)
  await using loras = await mixLoras(weights, positive.loras, extras)
  const vae = request.vae === undefined ? undefined : await otherAutoencoder(request.vae, extras)

  const networks = stableDiffusionNetworks(parameters, weights, {
    budget: context.budget,
    threads: context.threads,
    signal,
    title: installed.title,
    hash: installed.sha256,
    wrap: seamless,
    precision: request.precision ?? context.precision,
    provider: context.provider.provider,
    packedFolder: context.packedFolder,
  })
  onProgress(0, context.provider.notice ?? 'reading the prompt')
  const words = await encodeSchedules([positive, negative], model, networks, loras, embeddings, chosen)

  const shape = [latentChannels, height / factor, width / factor] as const
  const noise = imageNoise({
    shape,
    seeds: [seed],
    kind: chosen.noise === 'gpu' ? 'philox' : 'torch-cpu',
    ...(request.variation === undefined
      ? {}
      : { variation: { seeds: [request.variation.seed], strength: request.variation.strength } }),
  })
  const prepared = await prepare(
    request,
    model,
    networks,
    vae,
    () => imageNoise({ shape, seeds: [seed + 1] }).start(),
    signal,
  )

  const latent = await (async () => {
    using unet = await networks.unet({
      control: controls.length > 0,
      source: loras.unet,
      ...(loras.variant === undefined ? {} : { variant: loras.variant }),
    })
    using active = await openControls(controls, weights.unet, networks, extras)
    using previewer = await openPreviewer(parameters.architecture, { every: previewEvery, networks, extras, context })
    let step = 0
    // Awaited here: the networks are given back when this block is left.
    return await denoise({
      plan,
      shape,
      unet: unet.value,
      words: () => ({ positive: words[0]!.at(step), negative: words[1]!.at(step) }),
      guidance: chosen.guidance,
      noise,
      signal,
      ...prepared,
      controls: active.controls,
      ...(parameters.guidanceChannels === undefined ? {} : { guidanceChannels: parameters.guidanceChannels }),
      ...(parameters.architecture.startsWith('sdxl') ? { timeIds: timeIds(parameters, width, height) } : {}),
      async onStep({ index, total, denoised }) {
        step = index + 1
        const share = sampledFrom + (sampledTo - sampledFrom) * (step / total)
        onProgress(share, `step ${step} of ${total}`, await previewer.show(denoised, shape, { step, total, signal }))
      },
    })
  })()

  onProgress(sampledTo, 'decoding')
  using decoder = await networks.decoder(vae?.source, vae?.variant)
  const signalOut = await decodeTiled(decoder.value, latent, shape, {
    scale: parameters.latentScale,
    signal,
    wrap: seamless,
    onTile: (done, total) =>
      onProgress(sampledTo + (1 - sampledTo) * (done / total), `decoding tile ${done} of ${total}`),
  })
  const painted = fromSignal(signalOut)
  const pixels =
    start?.mask === undefined ? painted : keepUnmasked(painted, start.image, start.mask, start.maskBlur ?? 0)
  const precision = networks.precision()
  const provider = providerFor(precision, context.provider)
  const warnings = [
    ...positive.warnings,
    ...negative.warnings,
    ...loras.warnings,
    ...providerWarnings(context.provider, provider, precision),
  ]
  return {
    pixels,
    ...(warnings.length === 0 ? {} : { reading: { warnings } }),
    facts: {
      steps: chosen.steps,
      sampler: plan.sampler.name,
      schedule: chosen.schedule,
      ...(parameters.architecture === 'sd21' ||
      parameters.prediction === 'v' ||
      parameters.predictionKnownBy === 'setting'
        ? { prediction: parameters.prediction, predictionKnownBy: parameters.predictionKnownBy }
        : {}),
      cfgScale: chosen.guidance,
      rng: chosen.noise,
      precision,
      ...(provider === 'cpu' ? {} : { provider }),
      ...(chosen.clipSkip === undefined ? {} : { clipSkip: chosen.clipSkip }),
      ...(chosen.emphasis === 'a1111' ? {} : { emphasis: chosen.emphasis }),
      ...(start === undefined ? {} : { denoise: start.strength }),
      ...(seamless === 'none' ? {} : { seamless }),
      ...(request.vae === undefined ? {} : { vae: request.vae }),
      ...(positive.expanded === request.prompt ? {} : { expandedPrompt: positive.expanded }),
      ...(positive.loras.length === 0 ? {} : { loras: positive.loras }),
      ...(request.variation === undefined ? {} : { variation: request.variation }),
    },
  }
}

function checkSize({ width, height }: ImageRequest): void {
  if (width % factor === 0 && height % factor === 0) return
  const near = (side: number) => Math.max(factor, Math.round(side / factor) * factor)
  throw new WorkspaceError(
    'bad-input',
    `A picture of ${width} × ${height}: this model makes sides that are multiples of ${factor}.`,
    {
      hint: `The nearest is ${near(width)} × ${near(height)}.`,
    },
  )
}

/** Each prompt's schedule encoded: `at(step)` gives the words for the step after `step` taken ones. */
async function encodeSchedules(
  prompts: readonly ParsedPrompt[],
  { parameters, tokenizers }: OpenStableDiffusion,
  networks: StableDiffusionNetworks,
  loras: Awaited<ReturnType<typeof mixLoras>>,
  embeddings: Awaited<ReturnType<typeof findEmbeddings>>,
  { clipSkip, emphasis }: Pick<ChosenSampling, 'clipSkip' | 'emphasis'>,
): Promise<{ at(step: number): TextConditioning }[]> {
  const run = async (place: number, inputs: Parameters<Parameters<typeof encodeChunks>[2]>[1]) => {
    using encoder = await networks.textEncoder(place, loras.textEncoders[place]!, loras.variant)
    return await encoder.value.run(inputs)
  }
  const nothing = { tokens: [], weights: [], embeddings: [] }
  const empty = parameters.textEncoders.map((_, place) => frameChunk(nothing, tokenizers[place]!).ids)
  const encoded = []
  for (const { schedule } of prompts) {
    const entries: { until: number; words: TextConditioning }[] = []
    for (const { until, chunks } of schedule) {
      const framed = frameChunks(chunks, parameters, tokenizers, embeddings)
      entries.push({ until, words: await encodeChunks(framed, parameters, run, { clipSkip, emphasis, empty }) })
    }
    encoded.push({ at: (step: number) => (entries.find(({ until }) => step < until) ?? entries.at(-1)!).words })
  }
  return encoded
}

async function prepare(
  { width, height, start, seamless = 'none' }: ImageRequest,
  { parameters, weights }: OpenStableDiffusion,
  networks: StableDiffusionNetworks,
  vae: Awaited<ReturnType<typeof otherAutoencoder>> | undefined,
  noise: () => Float32Array,
  signal: AbortSignal,
): Promise<PreparedStart> {
  const seesMask = weights.unet.info('conv_in.weight')!.shape[1]! === 2 * latentChannels + 1
  if (start === undefined && !seesMask) return {}
  using encoder = await networks.encoder(vae?.source, vae?.variant)
  const common = { encoder: encoder.value, factor, scale: parameters.latentScale, wrap: seamless, signal }
  return start === undefined
    ? await prepareEmpty({ width, height }, common)
    : await prepareStart(start, { ...common, seesMask, noise })
}
