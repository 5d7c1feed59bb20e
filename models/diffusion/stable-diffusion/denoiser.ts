import type { Session, Values } from '../../graph/session.ts'
import type { PredictNoise } from '../samplers/sample.ts'
import { guidanceEmbedding } from '../unet/guidance-embedding.ts'
import type { TextConditioning } from './text-conditioning.ts'

/** A ControlNet at work: its network, its picture, how strongly and in which part of the run it guides. */
export interface ActiveControl {
  readonly session: Session
  /** [1, 3, h, w] in [0, 1]. */
  readonly cond: Values
  readonly weight: number
  readonly from: number
  readonly to: number
}

export interface DenoiserOptions {
  readonly unet: Session
  /** [channels, height, width] of the latent. */
  readonly shape: readonly [number, number, number]
  /** The words for the step that is being taken. */
  readonly words: () => { readonly positive: TextConditioning; readonly negative: TextConditioning }
  /** Classifier-free guidance (Ho & Salimans 2022, arXiv:2207.12598): ε₋ + g·(ε₊ − ε₋). */
  readonly guidance: number
  /** How many numbers tell a latent consistency model its guidance: it imitates ε₋ + g·(ε₊ − ε₋) in one evaluation. */
  readonly guidanceChannels?: number
  /** SDXL's facts on the picture, as they go with the prompt and with the negative prompt. */
  readonly timeIds?: { readonly positive: readonly number[]; readonly negative: readonly number[] }
  /** Inpainting checkpoints: mask and masked picture, [5, h, w], seen beside the latent and not scaled with it. */
  readonly beside?: Float32Array
  readonly controls?: readonly ActiveControl[]
  /** The share of the run, in [0, 1], that the present step covers. */
  readonly step?: () => { readonly from: number; readonly to: number }
  readonly signal: AbortSignal
}

/** The network with guidance, ControlNets and what else conditions it, as a sampler asks for it. */
export function denoiser(options: DenoiserOptions): PredictNoise {
  const { words, guidance, guidanceChannels, timeIds } = options
  return async (input, timestep) => {
    const { positive, negative } = words()
    const towards = await predict(options, input, timestep, positive, timeIds?.positive)
    // At a guidance of 1 the negative prompt has no say: half the work.
    if (guidance === 1 || guidanceChannels !== undefined) return towards
    const away = await predict(options, input, timestep, negative, timeIds?.negative)
    return towards.map((value, i) => away[i]! + guidance * (value - away[i]!))
  }
}

async function predict(
  {
    unet,
    shape,
    guidance,
    guidanceChannels,
    beside,
    controls = [],
    step = () => ({ from: 0, to: 1 }),
    signal,
  }: DenoiserOptions,
  input: Float32Array,
  timestep: number,
  { context, pooled }: TextConditioning,
  timeIds: readonly number[] | undefined,
): Promise<Float32Array> {
  const [channels, height, width] = shape
  const latent = { data: input, shape: [1, channels, height, width] }
  const common = {
    timestep: { data: Float32Array.of(timestep), shape: [1] },
    encoder_hidden_states: context,
    ...(guidanceChannels === undefined
      ? {}
      : { timestep_cond: { data: guidanceEmbedding(guidance, guidanceChannels), shape: [1, guidanceChannels] } }),
    ...(timeIds === undefined || pooled === undefined
      ? {}
      : { text_embeds: pooled, time_ids: { data: Float32Array.from(timeIds), shape: [1, timeIds.length] } }),
  }
  let residuals: Record<string, Values> = {}
  for (const control of controls) {
    const active = step().from >= control.from && step().to <= control.to
    const given = await control.session.run({ sample: latent, ...common, cond: control.cond }, { signal })
    residuals = addResiduals(residuals, given, active ? control.weight : 0)
  }
  const sample = beside === undefined ? latent : joinChannels(latent, beside)
  const { out } = await unet.run({ sample, ...common, ...residuals }, { signal })
  return out!.data as Float32Array
}

function addResiduals(
  sum: Record<string, Values>,
  given: Readonly<Record<string, Values>>,
  weight: number,
): Record<string, Values> {
  return Object.fromEntries(
    Object.entries(given).map(([name, { data, shape }]) => {
      const before = sum[name]?.data as Float32Array | undefined
      return [name, { data: (data as Float32Array).map((value, i) => (before?.[i] ?? 0) + weight * value), shape }]
    }),
  )
}

/** [1, c, h, w] and [d, h, w] → [1, c + d, h, w]. */
function joinChannels({ data, shape }: Values, beside: Float32Array): Values {
  const [, , height, width] = shape as [number, number, number, number]
  const joined = new Float32Array(data.length + beside.length)
  joined.set(data as Float32Array)
  joined.set(beside, data.length)
  return { data: joined, shape: [1, joined.length / (height * width), height, width] }
}
