import { WorkspaceError } from '../../../base/error.ts'
import type { NoiseSchedule } from './noise-schedule.ts'

/** The betas of a network's training; the defaults are those of every Stable Diffusion checkpoint. */
export interface DiscreteScheduleOptions {
  readonly trainSteps?: number
  readonly betaStart?: number
  readonly betaEnd?: number
  readonly betas?: 'linear' | 'scaled-linear' | 'squared-cosine'
  /** Rescale so that the last level is pure noise: networks trained with v-prediction and zero terminal SNR. */
  readonly zeroTerminalSnr?: boolean
  /** With zeroTerminalSnr: the smallest ᾱ kept, since most samplers need some signal. A1111's and ComfyUI's: σ = 4519. */
  readonly smallestAlphaBar?: number
  /** How σ is read between two timesteps: by log σ (k-diffusion) or by σ (diffusers). */
  readonly interpolation?: 'log' | 'linear'
}

/**
 * The schedule of a network trained on T discrete timesteps: βₜ rising from `betaStart` to `betaEnd`, ᾱₜ = Π(1 − βₛ), σₜ = √((1−ᾱₜ)/ᾱₜ).
 * Ho et al. 2020 (arXiv:2006.11239); σ and its interpolation by timestep: crowsonkb/k-diffusion external.py, DiscreteSchedule.
 */
export function discreteSchedule({
  trainSteps = 1000,
  betaStart = 0.00085,
  betaEnd = 0.012,
  betas = 'scaled-linear',
  zeroTerminalSnr = false,
  smallestAlphaBar = 4.8973451890853435e-8,
  interpolation = 'log',
}: DiscreteScheduleOptions = {}): NoiseSchedule & { readonly alphaBars: Float64Array } {
  const alphaBars = new Float64Array(trainSteps)
  let product = 1
  for (let t = 0; t < trainSteps; t++) {
    product *= 1 - beta(t, { trainSteps, betaStart, betaEnd, betas })
    alphaBars[t] = product
  }
  if (zeroTerminalSnr) rescaleToZeroTerminalSnr(alphaBars, smallestAlphaBar)
  const sigmas = alphaBars.map((alphaBar) => Math.sqrt((1 - alphaBar) / alphaBar))
  const logSigmas = sigmas.map(Math.log)
  const sigmaAt = (timestep: number) =>
    interpolation === 'log' ? Math.exp(valueAt(logSigmas, timestep)) : valueAt(sigmas, timestep)
  return {
    kind: 'vp',
    alphaBars,
    sigmas,
    timestepOf: (sigma) => positionIn(logSigmas, Math.log(sigma)),
    sigmaAt,
    spacedSigma: sigmaAt,
  }
}

function beta(
  t: number,
  {
    trainSteps,
    betaStart,
    betaEnd,
    betas,
  }: Required<Pick<DiscreteScheduleOptions, 'trainSteps' | 'betaStart' | 'betaEnd' | 'betas'>>,
): number {
  const share = trainSteps === 1 ? 0 : t / (trainSteps - 1)
  switch (betas) {
    case 'linear':
      return betaStart + share * (betaEnd - betaStart)
    case 'scaled-linear':
      return (Math.sqrt(betaStart) + share * (Math.sqrt(betaEnd) - Math.sqrt(betaStart))) ** 2
    case 'squared-cosine': {
      // Nichol & Dhariwal 2021 (arXiv:2102.09672), equation 17, with its offset and cap.
      const alphaBar = (time: number) => Math.cos((((time + 0.008) / 1.008) * Math.PI) / 2) ** 2
      return Math.min(1 - alphaBar((t + 1) / trainSteps) / alphaBar(t / trainSteps), 0.999)
    }
    default:
      throw new WorkspaceError('bad-input', `Unknown beta schedule "${betas satisfies never}".`)
  }
}

/** Shift √ᾱ to end at 0 and stretch it to keep its start. Lin et al. 2023 (arXiv:2305.08891), algorithm 1. In place. */
function rescaleToZeroTerminalSnr(alphaBars: Float64Array, smallest: number): void {
  const first = Math.sqrt(alphaBars[0]!)
  const last = Math.sqrt(alphaBars.at(-1)!)
  for (let t = 0; t < alphaBars.length; t++) {
    alphaBars[t] = Math.max(smallest, (((Math.sqrt(alphaBars[t]!) - last) * first) / (first - last)) ** 2)
  }
}

/** The value at a fractional index of `values`, clamped to its ends. */
function valueAt(values: Float64Array, index: number): number {
  const clamped = Math.min(Math.max(index, 0), values.length - 1)
  const low = Math.floor(clamped)
  const weight = clamped - low
  return weight === 0 ? values[low]! : (1 - weight) * values[low]! + weight * values[low + 1]!
}

/** The inverse: at which fractional index the ascending `values` reach `value`, clamped to its ends. */
function positionIn(values: Float64Array, value: number): number {
  if (values.length === 1 || value <= values[0]!) return 0
  if (value >= values.at(-1)!) return values.length - 1
  let low = 0
  let high = values.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (values[middle]! <= value) low = middle
    else high = middle
  }
  return low + (value - values[low]!) / (values[high]! - values[low]!)
}
