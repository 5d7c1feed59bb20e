import { z } from 'zod'
import type { MemoryBudget } from '../../../base/model.ts'
import { compareOutput, type GoldenFixture, type GoldenResult, goldenInput } from '../../golden/fixture.ts'
import { inputValues, pickRows } from '../../golden/fixture-values.ts'
import { fixtureWeights } from '../../golden/fixture-weights.ts'
import type { GoldenContext, GoldenKind } from '../../golden/golden-kind.ts'
import type { Values } from '../../graph/session.ts'
import { lastSteps, stepsForStrength } from '../samplers/image-strength.ts'
import { planDiffusers } from '../samplers/plan-diffusers.ts'
import type { ClipTextParameters } from '../text/clip-text.ts'
import { controlNetNames } from '../unet/controlnet-names.ts'
import { fixtureUnetParameters } from '../unet/unet.golden.ts'
import { type StableDiffusionParameters, splitWeights } from './components.ts'
import { type DenoiseOptions, denoise, type StartLatent } from './denoise.ts'
import { stableDiffusionNetworks } from './networks.ts'
import { decodeLatent, encodeLatent, latentMask } from './pixels-and-latents.ts'
import { encodeChunks, type TextConditioning } from './text-conditioning.ts'

const textSchema = z.looseObject({
  hidden_size: z.int(),
  num_attention_heads: z.int(),
  hidden_act: z.enum(['quick_gelu', 'gelu']),
})

const configSchema = z.looseObject({
  scheduler: z.string(),
  scheduler_config: z.record(z.string(), z.unknown()),
  num_inference_steps: z.int(),
  guidance_scale: z.number(),
  strength: z.number().optional(),
  height: z.int().optional(),
  width: z.int().optional(),
  controlnet_conditioning_scale: z.number().default(1),
  control_guidance_start: z.number().default(0),
  control_guidance_end: z.number().default(1),
  text_encoder: textSchema.optional(),
  text_encoder_2: textSchema.optional(),
})

/** Whole pipelines of diffusers, from token ids and given noise to the picture. */
export const golden: GoldenKind = {
  matches: ({ config, outputs }) => 'scheduler' in config && 'image_raw' in outputs && !isFlow(config),
  run: runPipeline,
}

function isFlow(config: Readonly<Record<string, unknown>>): boolean {
  return String(config['scheduler']).startsWith('FlowMatch')
}

async function runPipeline(fixture: GoldenFixture, { find, provider }: GoldenContext): Promise<GoldenResult[]> {
  const config = configSchema.parse(fixture.config)
  const base = fixture.checkpoint === undefined ? fixture : find(fixture.checkpoint)
  const tensors = { ...base.tensors, ...fixture.checkpoint_overrides }
  const weights = splitWeights(fixtureWeights({ ...base, tensors }))
  const parameters = fixtureParameters(base, fixture)
  const { signal } = new AbortController()
  await using budget = unlimitedBudget()
  const networks = stableDiffusionNetworks(parameters, weights, {
    budget,
    threads: 0,
    signal,
    title: fixture.name,
    hash: fixture.name,
    wrap: 'none',
    precision: 'fp32',
    provider,
  })

  const encode = (names: readonly string[]): Promise<TextConditioning> =>
    encodeChunks(
      names.map((name) => [{ ids: fixture.inputs[name]!.values! }]),
      parameters,
      async (place, inputs) => (await networks.textEncoder(place)).value.run(inputs),
    )
  const isXl = 'input_ids_2' in fixture.inputs
  const positive = await encode(isXl ? ['input_ids', 'input_ids_2'] : ['input_ids'])
  const negative = await encode(isXl ? ['negative_input_ids', 'negative_input_ids_2'] : ['negative_input_ids'])

  const size = fixture.inputs['image']?.shape.slice(-2) ?? [config.height!, config.width!]
  const [height, width] = size as [number, number]
  const channels = parameters.latentChannels
  const factor = height / fixture.inputs[('latents' in fixture.inputs ? 'latents' : 'noise') as string]!.shape[2]!
  const shape = [channels, height / factor, width / factor] as const
  const { value: unet } = await networks.unet({ control: 'control_image' in fixture.inputs })

  const strength = config.strength ?? 1
  const whole = planDiffusers({
    scheduler: config.scheduler,
    config: config.scheduler_config,
    steps: config.num_inference_steps,
  })
  const plan = lastSteps(whole, stepsForStrength(config.num_inference_steps, strength, 'diffusers').run)
  const cut = [height, width, 0, 0, height, width]
  const inputChannels = weights.unet.info('conv_in.weight')!.shape[1]!
  const { start, beside } = await startOf()
  const perStep: number[] = []
  const latent = await denoise({
    plan,
    unet,
    shape,
    words: () => ({ positive, negative }),
    guidance: config.guidance_scale,
    noise: givenNoise(fixture),
    signal,
    ...(isXl ? { timeIds: { positive: cut, negative: cut } } : {}),
    ...(start === undefined ? {} : { start }),
    ...(beside === undefined ? {} : { beside }),
    controls: await controlsOf(),
    onStep: ({ x }) => void perStep.push(...x),
  })
  const { value: decoder } = await networks.decoder()
  const picture = await decodeLatent(decoder, latent, shape, { scale: parameters.latentScale, signal })

  const got: Record<string, ArrayLike<number>> = {
    latents: latent,
    latents_per_step: perStep,
    image_raw: picture.data as Float32Array,
    ...(positive.pooled === undefined ? {} : { pooled: positive.pooled.data as Float32Array }),
  }
  return Object.keys(fixture.outputs).map((name) => {
    const rows = /^prompt_embeds_rows_([\d_]+)$/.exec(name)?.[1]
    const values = rows === undefined ? got[name] : pickRows(positive.context, rows.split('_').map(Number))
    return compareOutput(fixture, name, values ?? [])
  })

  async function startOf(): Promise<{ start?: StartLatent; beside?: Float32Array }> {
    if (!('image' in fixture.inputs)) return {}
    const { value: encoder } = await networks.encoder()
    const scale = parameters.latentScale
    const draw = (name: string) => (name in fixture.inputs ? goldenInput(fixture, name) : undefined)
    const image = inputValues(fixture, 'image')
    const latentOf = (picture: Values, noise: Float32Array | undefined) =>
      encodeLatent(encoder, picture, { scale, noise, signal })
    if (!('mask' in fixture.inputs)) {
      return { start: { latent: await latentOf(image, draw('posterior_noise')), begin: true } }
    }
    const mask = inputValues(fixture, 'mask')
    const small = latentMask({ ...mask, data: (mask.data as Float32Array).map((v) => (v < 0.5 ? 0 : 1)) }, factor)
    if (inputChannels === channels) {
      const known = await latentOf(image, draw('posterior_noise'))
      return { start: { latent: known, begin: strength < 1, mask: small } }
    }
    const area = height * width
    const kept = (image.data as Float32Array).map((value, i) => ((mask.data[i % area] as number) < 0.5 ? value : 0))
    const masked = await latentOf({ ...image, data: kept }, draw('posterior_noise_masked'))
    return { beside: Float32Array.from([...small, ...masked]) }
  }

  async function controlsOf(): Promise<NonNullable<DenoiseOptions['controls']>> {
    const part = fixture.parts['controlnet']
    if (part === undefined) return []
    const { value: session } = await networks.controlNet(
      'controlnet',
      controlNetNames(fixtureWeights(part)),
      fixture.name,
    )
    return [
      {
        session,
        cond: inputValues(fixture, 'control_image'),
        weight: config.controlnet_conditioning_scale,
        from: config.control_guidance_start,
        to: config.control_guidance_end,
      },
    ]
  }
}

function fixtureParameters(
  base: GoldenFixture,
  fixture: GoldenFixture,
): StableDiffusionParameters & { latentChannels: number } {
  const config = configSchema.partial().parse({ ...base.config, ...fixture.config })
  const vae = z
    .looseObject({ scaling_factor: z.number().default(0.18215), latent_channels: z.int().default(4) })
    .parse(base.config['vae'] ?? {})
  const isXl = config.text_encoder_2 !== undefined
  const texts = [config.text_encoder!, ...(isXl ? [config.text_encoder_2!] : [])]
  return {
    architecture: isXl ? 'sdxl' : 'sd15',
    prediction: 'epsilon',
    predictionKnownBy: 'stated',
    zeroTerminalSnr: false,
    unet: fixtureUnetParameters({ config: { unet: base.config['unet'] } }),
    textEncoders: texts.map(({ hidden_size, num_attention_heads, hidden_act }) => ({
      width: hidden_size,
      heads: num_attention_heads,
      activation: (hidden_act === 'gelu' ? 'gelu' : 'quick-gelu') as ClipTextParameters['activation'],
      layer: isXl ? 2 : 1,
      normed: !isXl,
      pad: 'end' as const,
    })),
    latentScale: vae.scaling_factor,
    latentChannels: vae.latent_channels,
  }
}

function givenNoise(fixture: GoldenFixture): DenoiseOptions['noise'] {
  return {
    start: () => goldenInput(fixture, 'latents' in fixture.inputs ? 'latents' : 'noise'),
    next: () => {
      throw new Error(`${fixture.name} gives no noise for the steps.`)
    },
  }
}

/** Fixtures are tiny: everything stays. */
function unlimitedBudget(): MemoryBudget & AsyncDisposable {
  const loaded = new Map<string, Promise<AsyncDisposable>>()
  return {
    limitBytes: Number.POSITIVE_INFINITY,
    async use<T extends AsyncDisposable>({ key, load }: { key: string; load(): Promise<T> }) {
      const value = loaded.get(key) ?? load()
      loaded.set(key, value)
      return { value: (await value) as T, [Symbol.dispose]() {} }
    },
    async [Symbol.asyncDispose]() {
      for (const value of loaded.values()) await (await value)[Symbol.asyncDispose]()
    },
  }
}
