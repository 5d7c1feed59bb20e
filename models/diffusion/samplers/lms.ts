import type { SamplerContext, Step } from './sampler.ts'
import { sum, type Vector } from './vector.ts'

/** Slopes the polynomial goes through. */
const order = 4

/**
 * "LMS": linear multistep (Adams–Bashforth) for uneven steps: the polynomial through the last four slopes is integrated over the
 * step. crowsonkb/k-diffusion sample_lms.
 */
export async function sampleLms(context: SamplerContext): Promise<Vector> {
  let { x } = context
  const slopes: Vector[] = []
  for (const [index, { from }] of context.steps.entries()) {
    const { denoised } = await context.estimate(x, from)
    slopes.unshift(sum([1 / from.sigma, x], [-1 / from.sigma, denoised]))
    if (slopes.length > order) slopes.pop()
    const weights = multistepWeights(context.steps, index, slopes.length)
    x = sum([1, x], ...slopes.map((slope, j) => [weights[j]!, slope] as const))
    x = await context.finish(index, x, denoised)
  }
  return x
}

/** ∫ over the step of the Lagrange basis polynomials on σ of this step and the `count − 1` before it, the newest first. */
function multistepWeights(steps: readonly Step[], index: number, count: number): number[] {
  const { from, to } = steps[index]!
  const nodes = Array.from({ length: count }, (_, j) => steps[index - j]!.from.sigma)
  const centre = (from.sigma + to.sigma) / 2
  const half = (to.sigma - from.sigma) / 2
  // Gauss–Legendre with two points is exact to degree 3, which is the degree for four nodes.
  const points = [centre - half / Math.sqrt(3), centre + half / Math.sqrt(3)]
  return nodes.map((node, j) => {
    const basis = (sigma: number) =>
      nodes.reduce((product, other, k) => (k === j ? product : (product * (sigma - other)) / (node - other)), 1)
    return half * (basis(points[0]!) + basis(points[1]!))
  })
}
