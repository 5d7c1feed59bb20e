import { WorkspaceError } from '../../../base/error.ts'
import type { Level } from './level.ts'
import type { SamplingPlan } from './plan.ts'
import { estimateFrom, estimateWith, networkInput } from './prediction.ts'
import type { Estimate, SamplerContext, Step } from './sampler.ts'
import type { Vector } from './vector.ts'

/** The network, guidance included: its raw output (ε, v or flow) for a latent it is shown at a timestep. Same length as `input`. */
export type PredictNoise = (input: Float32Array, timestep: number) => Promise<Float32Array>

/** A step that has just been taken. */
export interface StepReport {
  /** From 0. */
  readonly index: number
  readonly total: number
  /** The latent at the step's end, at the noise of `to`. */
  readonly x: Float32Array
  /** x₀ as it looked at the step's start: for previews. */
  readonly denoised: Float32Array
  readonly from: Level
  readonly to: Level
}

export interface SamplerRun {
  readonly plan: SamplingPlan
  /** The start, from `startLatent`. */
  readonly x: Float32Array
  readonly predict: PredictNoise
  /**
   * The next draw of standard normal noise, as long as x; asked for in the order of the sampler, with the levels it leads from and to
   * (for `brownianNoise`). Not needed by deterministic samplers.
   */
  readonly noise?: (step: Step) => Float32Array
  readonly signal: AbortSignal
  /** May return another latent to go on with: inpainting puts the known region back. */
  readonly onStep?: (step: StepReport) => Float32Array | undefined | Promise<Float32Array | undefined>
  /** Before each network evaluation: two a step for Heun and its like. `x` is the latent before scaling. */
  readonly onEvaluate?: (evaluation: { readonly x: Float32Array; readonly level: Level }) => void
  /** May change x₀ at every evaluation: A1111's inpainting and soft inpainting mix here. */
  readonly amendDenoised?: (denoised: Float32Array, level: Level) => Float32Array
}

/** Runs a sampler to its end and returns the latent there. Throws the signal's reason within one network evaluation of a cancel. */
export async function sample(run: SamplerRun): Promise<Float32Array> {
  const { plan, signal, onStep } = run
  const context: SamplerContext = {
    x: new Float64Array(run.x),
    steps: plan.steps,
    levels: plan.levels,
    options: plan.options,
    estimate: (x, level) => estimate(run, x, level),
    noise: (step) => drawNoise(run, step),
    async finish(index, x, denoised) {
      signal.throwIfAborted()
      if (onStep === undefined) return x
      const report = { index, total: plan.steps.length, ...plan.steps[index]! }
      const replaced = await onStep({ ...report, x: new Float32Array(x), denoised: new Float32Array(denoised) })
      return replaced === undefined ? x : new Float64Array(sameLength(replaced, x, 'onStep'))
    },
  }
  signal.throwIfAborted()
  return new Float32Array(await plan.sampler.run(context))
}

async function estimate(run: SamplerRun, x: Vector, level: Level): Promise<Estimate> {
  const { plan, signal, amendDenoised } = run
  signal.throwIfAborted()
  run.onEvaluate?.({ x: new Float32Array(x), level })
  const output = sameLength(await run.predict(networkInput(x, level), level.timestep), x, 'The network')
  signal.throwIfAborted()
  if (output.some(Number.isNaN))
    throw new WorkspaceError(
      'corrupt-file',
      `The network gave values that are no numbers at timestep ${level.timestep}.`,
      {
        hint: 'The checkpoint may be damaged, or overflow in half precision: try fp32.',
      },
    )
  const estimated = estimateFrom(new Float64Array(output), x, level, plan.prediction)
  // Clipping leaves ε as the network said it (diffusers); an amended x₀ goes into both, as samplers that know only x₀ have it.
  const denoised = clipped(estimated.denoised, plan.clip)
  if (amendDenoised === undefined) return { denoised, noise: estimated.noise }
  const amended = sameLength(amendDenoised(new Float32Array(denoised), level), x, 'amendDenoised')
  return estimateWith(new Float64Array(amended), x, level)
}

function clipped(values: Vector, limit: number): Vector {
  return limit === Number.POSITIVE_INFINITY ? values : values.map((value) => Math.min(Math.max(value, -limit), limit))
}

function drawNoise({ noise, plan, x }: SamplerRun, step: Step): Vector {
  if (noise === undefined)
    throw new WorkspaceError('bad-input', `${plan.sampler.name} draws noise while it runs; give it a source.`)
  return new Float64Array(sameLength(noise(step), x, 'The noise source'))
}

function sameLength<T extends { readonly length: number }>(
  given: T,
  { length }: { readonly length: number },
  who: string,
): T {
  if (given.length !== length)
    throw new WorkspaceError('internal', `${who} gave ${given.length} values for a latent of ${length}.`)
  return given
}
