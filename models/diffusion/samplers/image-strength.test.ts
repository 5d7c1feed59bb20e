import assert from 'node:assert/strict'
import { test } from 'node:test'
import { discreteSchedule } from './discrete-schedule.ts'
import { lastSteps, stepsForStrength } from './image-strength.ts'
import { planSampling } from './plan.ts'
import { planDiffusers } from './plan-diffusers.ts'
import { keepKnown, noised, startLatent } from './start-latent.ts'

test('a strength means what it means in A1111, diffusers and ComfyUI', () => {
  assert.deepEqual(stepsForStrength(20, 0.75, 'a1111'), { plan: 20, run: 16 })
  assert.deepEqual(stepsForStrength(20, 1, 'a1111'), { plan: 20, run: 20 })
  assert.deepEqual(stepsForStrength(20, 0, 'a1111'), { plan: 20, run: 1 })
  assert.deepEqual(stepsForStrength(50, 0.8, 'diffusers'), { plan: 50, run: 40 })
  assert.deepEqual(stepsForStrength(20, 0.75, 'comfyui'), { plan: 26, run: 20 })
  assert.deepEqual(stepsForStrength(20, 1, 'comfyui'), { plan: 20, run: 20 })
  assert.throws(() => stepsForStrength(4, 0.2, 'diffusers'), /leaves none of 4 steps/)
  assert.throws(() => stepsForStrength(20, 1.2, 'a1111'), /from 0 to 1/)
})

test('the last steps of a plan start where diffusers starts an image to image run', () => {
  const config = {
    beta_schedule: 'scaled_linear',
    beta_start: 0.00085,
    beta_end: 0.012,
    steps_offset: 1,
    timestep_spacing: 'leading',
  }
  const plan = planDiffusers({ scheduler: 'EulerDiscreteScheduler', config, steps: 5 })
  const { run } = stepsForStrength(5, 0.6, 'diffusers')
  assert.deepEqual(
    lastSteps(plan, run).steps.map(({ from }) => from.timestep),
    [401, 201, 1],
  )
})

test('a run starts from noise at the scale of its first level, or from the picture with that noise on it', () => {
  const plan = planSampling({ sampler: 'Euler', steps: 4, noiseSchedule: discreteSchedule(), prediction: 'epsilon' })
  const sigma = plan.steps[0]!.from.sigma
  const noise = Float32Array.of(1, -2)
  assert.deepEqual(startLatent(plan, noise), Float32Array.of(sigma, -2 * sigma))
  assert.deepEqual(startLatent(plan, noise, Float32Array.of(3, 4)), Float32Array.of(3 + sigma, 4 - 2 * sigma))
})

test('outside the mask an inpainting step holds the picture: with the noise of the step, and clean at the end', () => {
  const plan = planSampling({ sampler: 'Euler', steps: 2, noiseSchedule: discreteSchedule(), prediction: 'epsilon' })
  const known = { image: Float32Array.of(1, 2, 3, 4), noise: Float32Array.of(5, 6, 7, 8), mask: Float32Array.of(1, 0) }
  const x = Float32Array.of(-1, -2, -3, -4)
  const { to } = plan.steps[0]!
  const middle = keepKnown({ index: 0, total: 2, x, to }, known)
  const expected = noised(known.image, known.noise, to)
  assert.deepEqual(middle, Float32Array.of(-1, expected[1]!, -3, expected[3]!))
  assert.deepEqual(keepKnown({ index: 1, total: 2, x, to: plan.steps[1]!.to }, known), Float32Array.of(-1, 2, -3, 4))
})

test('timesteps that lie at a half are rounded as numpy rounds them', () => {
  const timesteps = (scheduler: string, steps: number, config = {}) =>
    planDiffusers({ scheduler, config, steps }).steps.map(({ from }) => from.timestep)
  // linspace(0, 999, 31)[15] is 499.49999999999994.
  assert.equal(timesteps('DPMSolverMultistepScheduler', 30)[15], 499)
  assert.deepEqual(timesteps('DDIMScheduler', 3, { timestep_spacing: 'trailing' }), [999, 666, 332])
  assert.equal(timesteps('EulerDiscreteScheduler', 48, { timestep_spacing: 'trailing' })[3], 936)
})
