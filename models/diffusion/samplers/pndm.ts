import type { SamplerContext, Step } from './sampler.ts'
import { sum, type Vector } from './vector.ts'

/** Adams–Bashforth weights for even steps, the newest estimate first, by how many estimates there are. */
const weights = [[1], [3 / 2, -1 / 2], [23 / 12, -16 / 12, 5 / 12], [55 / 24, -59 / 24, 37 / 24, -9 / 24]]

/**
 * "PLMS", PNDM without Runge–Kutta start: DDIM's step with ε taken from the last four estimates. The first step is taken twice, the
 * second time with the mean of ε at both ends, so there is one evaluation more than steps.
 * Liu et al. 2022 (arXiv:2202.09778), equations 9, 12 and 13; diffusers PNDMScheduler with skip_prk_steps.
 */
export async function samplePndm(context: SamplerContext): Promise<Vector> {
  let { x } = context
  const noises: Vector[] = []
  for (const [index, step] of context.steps.entries()) {
    const { denoised, noise } = await context.estimate(x, step.from)
    noises.unshift(noise)
    if (noises.length > weights.length) noises.pop()
    if (index === 0 && context.steps.length > 1) {
      const there = await context.estimate(transfer(x, noise, step), step.to)
      x = transfer(x, sum([1 / 2, noise], [1 / 2, there.noise]), step)
    } else {
      const mixed = sum(...noises.map((past, i) => [weights[noises.length - 1]![i]!, past] as const))
      x = transfer(x, mixed, step)
    }
    x = await context.finish(index, x, denoised)
  }
  return x
}

/** x' = α'·(x − σ·ε)/α + σ'·ε: DDIM's step with a given ε. */
function transfer(x: Vector, noise: Vector, { from, to }: Step): Vector {
  const scale = to.alpha / from.alpha
  return sum([scale, x], [to.sigma - scale * from.sigma, noise])
}
