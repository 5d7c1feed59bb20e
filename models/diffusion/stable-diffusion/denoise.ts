import type { SamplingPlan } from '../samplers/plan.ts'
import { type StepReport, sample } from '../samplers/sample.ts'
import { keepKnown, startLatent } from '../samplers/start-latent.ts'
import { type DenoiserOptions, denoiser } from './denoiser.ts'

/** A picture to begin from, as a latent [c, h, w] scaled for the U-Net. */
export interface StartLatent {
  readonly latent: Float32Array
  /** False begins from noise alone: a strength of 1. The latent then only fills what the mask keeps. */
  readonly begin: boolean
  /** [h, w], 1 where it is painted anew; absent for the whole picture, and for checkpoints that see the mask themselves. */
  readonly mask?: Float32Array
}

export interface DenoiseOptions extends Omit<DenoiserOptions, 'step'> {
  /** Only the steps to take. */
  readonly plan: SamplingPlan
  /** Standard normal draws of the latent's length: the start, then one whenever the sampler asks. */
  readonly noise: { start(): Float32Array; next(): Float32Array }
  readonly start?: StartLatent
  readonly onStep?: (step: StepReport) => void | Promise<void>
}

/** Runs the sampler from noise, or from a picture with noise on it, to a latent [c, h, w]. */
export async function denoise({ plan, noise, start, onStep, ...options }: DenoiseOptions): Promise<Float32Array> {
  const first = noise.start()
  let taken = 0
  return sample({
    plan,
    x: startLatent(plan, first, start?.begin === true ? start.latent : undefined),
    predict: denoiser({
      ...options,
      step: () => ({ from: taken / plan.steps.length, to: (taken + 1) / plan.steps.length }),
    }),
    noise: () => noise.next(),
    signal: options.signal,
    async onStep(step) {
      taken = step.index + 1
      await onStep?.(step)
      const { latent, mask } = start ?? {}
      if (latent === undefined || mask === undefined) return undefined
      return keepKnown(step, { image: latent, noise: first, mask })
    },
  })
}
