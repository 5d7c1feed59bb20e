import { halfLogSnr } from './level.ts'
import type { SamplerContext, Step } from './sampler.ts'
import { sum, type Vector } from './vector.ts'

/** An estimate of x₀ with the λ it was made at. */
interface Point {
  readonly denoised: Vector
  readonly lambda: number
}

/**
 * "UniPC": a second-order predictor (UniP-2); every new network evaluation first corrects the step that led to it (UniC-2), at no
 * further cost. Zhao et al. 2023 (arXiv:2302.04867), algorithms 5 to 8 with B₂(h) = e^h − 1; diffusers UniPCMultistepScheduler
 * (bh2, solver_order 2, predict_x0).
 */
export async function sampleUniPc(context: SamplerContext): Promise<Vector> {
  let { x } = context
  let taken: { step: Step; from: Vector; order: number } | undefined
  const points: Point[] = []
  for (const [index, step] of context.steps.entries()) {
    const { denoised } = await context.estimate(x, step.from)
    if (taken !== undefined) x = correct(taken.from, taken.step, points.slice(0, taken.order), denoised)
    points.unshift({ denoised, lambda: halfLogSnr(step.from) })
    const last = index === context.steps.length - 1
    const order = points.length === 1 || (last && context.options.lowerOrderFinal) || step.to.sigma === 0 ? 1 : 2
    taken = { step, from: x, order }
    x = predict(x, step, points.slice(0, order))
    points.length = Math.min(points.length, 2)
    x = await context.finish(index, x, denoised)
  }
  return x
}

/** UniP: the first-order step, and half of the difference to the estimate before, divided by how far back that is. */
function predict(x: Vector, step: Step, [here, before]: readonly Point[]): Vector {
  const { base, bh } = firstOrder(x, step, here!)
  if (before === undefined) return base
  const r = distance(step, before)
  return sum([1, base], [-bh / (2 * r), before.denoised], [bh / (2 * r), here!.denoised])
}

/** UniC: the step once more, now with the estimate at its end; its weights solve the order conditions R·ρ = b. */
function correct(x: Vector, step: Step, [here, before]: readonly Point[], there: Vector): Vector {
  const { base, bh, h } = firstOrder(x, step, here!)
  if (before === undefined) return sum([1, base], [-bh / 2, there], [bh / 2, here!.denoised])
  const r = distance(step, before)
  // bₖ = k!·ψₖ(−h)/B(h) with ψ₁ = (e^(−h) − 1)/(−h) − 1 and ψ₂ = ψ₁/(−h) − ½;  R = [[1, 1], [r, 1]].
  const psi1 = Math.expm1(-h) / -h - 1
  const b1 = psi1 / Math.expm1(-h)
  const b2 = (2 * (psi1 / -h - 1 / 2)) / Math.expm1(-h)
  const rhoBefore = (b1 - b2) / (1 - r)
  const rhoThere = b1 - rhoBefore
  return sum(
    [1, base],
    [(-bh * rhoBefore) / r, before.denoised],
    [-bh * rhoThere, there],
    [bh * (rhoBefore / r + rhoThere), here!.denoised],
  )
}

/** (σ'/σ)·x − α'·(e^(−h) − 1)·x₀, and α'·B(h). */
function firstOrder(x: Vector, { from, to }: Step, { denoised }: Point): { base: Vector; bh: number; h: number } {
  const h = halfLogSnr(to) - halfLogSnr(from)
  const bh = to.alpha * Math.expm1(-h)
  return { base: sum([to.sigma / from.sigma, x], [-bh, denoised]), bh, h }
}

/** Where an earlier estimate lies, in widths of this step from its start: negative. */
function distance({ from, to }: Step, { lambda }: Point): number {
  return (lambda - halfLogSnr(from)) / (halfLogSnr(to) - halfLogSnr(from))
}
