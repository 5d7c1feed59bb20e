import assert from 'node:assert/strict'
import { test } from 'node:test'
import { normalSource } from '../noise/normal-source.ts'
import { discreteSchedule } from './discrete-schedule.ts'
import { flowSchedule } from './flow-schedule.ts'
import { gaussianNetwork, standardDeviation } from './gaussian.fixture.ts'
import { planSampling } from './plan.ts'
import { planDiffusers } from './plan-diffusers.ts'
import { sample } from './sample.ts'
import { samplers } from './samplers.ts'
import { startLatent } from './start-latent.ts'

const signal = new AbortController().signal
const noiseSchedule = discreteSchedule()

// Data that is normal with standard deviation ½ has a known best network, and every sampler must bring noise to that very spread.
for (const prediction of ['epsilon', 'v', 'flow'] as const) {
  test(`every sampler brings noise to the spread of the data (${prediction})`, async () => {
    const schedule = prediction === 'flow' ? flowSchedule({ shift: 3 }) : noiseSchedule
    for (const { id, name, flow } of samplers) {
      if (prediction === 'flow' && !flow) continue
      const distilled = id === 'lcm' || id === 'tcd'
      const plan = planSampling({
        sampler: id,
        // First-order samplers are a few hundredths off at 160 steps; one for distilled networks is right in four.
        steps: distilled ? 4 : 160,
        noiseSchedule: schedule,
        prediction,
        ...(id === 'tcd' ? { sampling: { eta: 1 } } : {}),
      })
      const noise = normalSource('philox', 1)
      const got = await sample({
        plan,
        x: startLatent(plan, noise(1024)),
        predict: gaussianNetwork(schedule, prediction, { deviation: 0.5, distilled }),
        noise: () => noise(1024),
        signal,
      })
      const spread = standardDeviation(got)
      assert.ok(Math.abs(spread - 0.5) < 0.04, `${name}: standard deviation ${spread}`)
    }
  })
}

test('churn adds noise and takes it away again', async () => {
  for (const sampler of ['Euler', 'Heun', 'DPM2']) {
    const plan = planSampling({ sampler, steps: 160, noiseSchedule, prediction: 'epsilon', sampling: { churn: 40 } })
    const noise = normalSource('philox', 2)
    let draws = 0
    const got = await sample({
      plan,
      x: startLatent(plan, noise(1024)),
      predict: gaussianNetwork(noiseSchedule, 'epsilon', { deviation: 0.5 }),
      noise() {
        draws++
        return noise(1024)
      },
      signal,
    })
    assert.equal(draws, 160)
    const spread = standardDeviation(got)
    assert.ok(Math.abs(spread - 0.5) < 0.05, `${sampler}: standard deviation ${spread}`)
  }
})

test('DPM2 leaves out the last level but one, and still takes as many steps', () => {
  const levels = (sampler: string, steps: number) =>
    planSampling({ sampler, schedule: 'Karras', steps, noiseSchedule, prediction: 'epsilon' }).steps.map(
      ({ from }) => from.sigma,
    )
  assert.deepEqual(levels('DPM2', 20), levels('Heun', 21).slice(0, -1))
})

test('a deterministic run gives the same bits again, with no noise source', async () => {
  const plan = planSampling({ sampler: 'DPM++ 2M Karras', steps: 8, noiseSchedule, prediction: 'epsilon' })
  const x = startLatent(plan, normalSource('philox', 1)(64))
  const once = () => sample({ plan, x, predict: gaussianNetwork(noiseSchedule, 'epsilon'), signal })
  assert.deepEqual(await once(), await once())
})

test('a cancel ends the run before the next network evaluation, also in the middle of a step', async () => {
  const plan = planSampling({ sampler: 'Heun', steps: 10, noiseSchedule, prediction: 'epsilon' })
  const controller = new AbortController()
  let evaluations = 0
  const run = sample({
    plan,
    x: new Float32Array(4),
    async predict(input) {
      // The second evaluation of the second step.
      if (++evaluations === 4) controller.abort(new Error('stopped by the user'))
      return input
    },
    signal: controller.signal,
  })
  await assert.rejects(run, /stopped by the user/)
  assert.equal(evaluations, 4)
})

test('onStep sees every step with its estimate and may replace the latent', async () => {
  const plan = planSampling({ sampler: 'Euler', steps: 5, noiseSchedule, prediction: 'epsilon' })
  const seen: number[] = []
  const got = await sample({
    plan,
    x: startLatent(plan, normalSource('philox', 2)(16)),
    predict: gaussianNetwork(noiseSchedule, 'epsilon'),
    signal,
    onStep({ index, total, denoised, to }) {
      assert.equal(total, 5)
      assert.equal(denoised.length, 16)
      seen.push(to.sigma)
      return index === total - 1 ? new Float32Array(16).fill(3) : undefined
    },
  })
  assert.deepEqual(
    seen,
    plan.steps.map(({ to }) => to.sigma),
  )
  assert.deepEqual(got, new Float32Array(16).fill(3))
})

test('an amended estimate of the picture is where every deterministic sampler ends', async () => {
  for (const { id, eta } of samplers.filter(({ stochastic }) => !stochastic)) {
    const plan = planSampling({ sampler: id, schedule: 'Karras', steps: 12, noiseSchedule, prediction: 'epsilon' })
    const got = await sample({
      plan,
      x: startLatent(plan, normalSource('philox', 4)(16)),
      predict: gaussianNetwork(noiseSchedule, 'epsilon'),
      signal,
      amendDenoised: (denoised) => denoised.fill(0.25),
    })
    assert.equal(eta, 0)
    assert.ok(
      got.every((value) => Math.abs(value - 0.25) < 1e-6),
      id,
    )
  }
})

test('what the network must not do is an error that says so', async () => {
  const plan = planSampling({ sampler: 'Euler a', steps: 3, noiseSchedule, prediction: 'epsilon' })
  const x = startLatent(plan, normalSource('philox', 3)(8))
  const run = (predict: (input: Float32Array) => Promise<Float32Array>) => sample({ plan, x, predict, signal })
  await assert.rejects(
    run(async () => new Float32Array(7)),
    /7 values for a latent of 8/,
  )
  await assert.rejects(
    run(async () => new Float32Array(8).fill(Number.NaN)),
    /no numbers at timestep 999/,
  )
  await assert.rejects(
    run(async (input) => input),
    /Euler a draws noise while it runs/,
  )
})

test('the plan of a diffusers config refuses what it cannot run, by name', () => {
  const plan = (scheduler: string, config: object) => () =>
    planDiffusers({ scheduler, config: { ...config }, steps: 4 })
  assert.throws(plan('DEISMultistepScheduler', {}), /No scheduler "DEISMultistepScheduler"/)
  assert.throws(plan('DPMSolverMultistepScheduler', { solver_order: 3 }), /this solver_order/)
  assert.throws(plan('EulerDiscreteScheduler', { beta_schedule: 'exp' }), /this beta_schedule/)
  assert.throws(plan('FlowMatchEulerDiscreteScheduler', { use_dynamic_shifting: true }), /needs mu/)
})

test('a run must have a whole number of steps, and a network that goes with its noise schedule', () => {
  const options = { sampler: 'Euler', noiseSchedule, prediction: 'epsilon' as const }
  for (const steps of [0, 1.5, 1001, Number.NaN])
    assert.throws(() => planSampling({ ...options, steps }), /whole number/)
  assert.throws(() => planSampling({ ...options, steps: 5, prediction: 'flow' }), /does not go with flow prediction/)
  const flow = { steps: 5, noiseSchedule: flowSchedule(), prediction: 'flow' as const }
  assert.throws(() => planSampling({ ...flow, sampler: 'PLMS' }), /PLMS does not run flow networks/)
  assert.throws(() => planSampling({ ...flow, sampler: 'Euler', schedule: 'AYS' }), /above what the network knows/)
  assert.throws(() => planSampling({ ...options, sampler: 'LCM', steps: 60 }), /distilled on 50/)
})

test('flow networks start at pure noise, and a shift keeps the steps there longer', () => {
  const sigmas = (schedule: string, shift: number) =>
    planSampling({
      sampler: 'Euler',
      schedule,
      steps: 4,
      noiseSchedule: flowSchedule({ shift }),
      prediction: 'flow',
    }).steps.map(({ from }) => Number(from.sigma.toFixed(4)))
  assert.deepEqual(sigmas('trailing', 1), [1, 0.75, 0.5, 0.25])
  assert.deepEqual(sigmas('simple', 3), [1, 0.9, 0.75, 0.5])
  // As diffusers' SD3 scheduler has them.
  assert.deepEqual(sigmas('uniform', 3), [1, 0.8577, 0.6022, 0.0089])
})
