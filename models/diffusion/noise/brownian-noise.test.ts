import assert from 'node:assert/strict'
import { test } from 'node:test'
import { discreteSchedule } from '../samplers/discrete-schedule.ts'
import { gaussianNetwork } from '../samplers/gaussian.fixture.ts'
import { planSampling } from '../samplers/plan.ts'
import { sample } from '../samplers/sample.ts'
import { startLatent } from '../samplers/start-latent.ts'
import { brownianNoise } from './brownian-noise.ts'
import { normalSource } from './normal-source.ts'

const length = 4000
const range = { sigmaMin: 0.03, sigmaMax: 14.6 }
const path = (seed: number) => brownianNoise({ seeds: [seed], length, ...range })
const between = (from: number, to: number) => ({ from: { sigma: from }, to: { sigma: to } })

function correlation(a: Float32Array, b: Float32Array): number {
  const product = (x: Float32Array, y: Float32Array) => x.reduce((total, value, i) => total + value * y[i]!, 0)
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b))
}

test('every stretch has noise of variance 1, and stretches side by side are independent', () => {
  const noise = path(1)
  const stretches = [between(14.6, 7), between(7, 1), between(1, 0.3), between(0.3, 0.29), between(0.29, 0.05)].map(
    noise,
  )
  for (const [i, each] of stretches.entries()) {
    const variance = each.reduce((total, value) => total + value ** 2, 0) / length
    assert.ok(Math.abs(variance - 1) < 0.1, `variance ${variance}`)
    for (const other of stretches.slice(i + 1)) assert.ok(Math.abs(correlation(each, other)) < 0.06)
  }
})

test('each image of a batch has its own path', () => {
  const batch = brownianNoise({ seeds: [4, 5], length, ...range })(between(3, 2))
  assert.deepEqual(batch.slice(0, length), path(4)(between(3, 2)))
  assert.deepEqual(batch.slice(length), path(5)(between(3, 2)))
})

test('the noise of a stretch is the sum of the noise of its parts', () => {
  const noise = path(2)
  const [whole, first, second] = [noise(between(10, 2)), noise(between(10, 5)), noise(between(5, 2))]
  const summed = first.map((value, i) => (value * Math.sqrt(5) + second[i]! * Math.sqrt(3)) / Math.sqrt(8))
  assert.ok(whole.every((value, i) => Math.abs(value - summed[i]!) < 1e-5))
})

test('more steps with the same seed stay near the same result, where plain draws go elsewhere', async () => {
  const run = async (steps: number, brownian: boolean) => {
    const noiseSchedule = discreteSchedule()
    const plan = planSampling({ sampler: 'DPM++ 2M SDE', steps, noiseSchedule, prediction: 'epsilon' })
    const plain = normalSource('philox', 3)
    const x = startLatent(plan, plain(length))
    const noise = brownian ? path(3) : () => plain(length)
    return sample({
      plan,
      x,
      predict: gaussianNetwork(noiseSchedule, 'epsilon'),
      noise,
      signal: new AbortController().signal,
    })
  }
  const brownian = correlation(await run(20, true), await run(40, true))
  const plain = correlation(await run(20, false), await run(40, false))
  assert.ok(brownian > 0.95 && plain < 0.8, `correlation ${brownian} and ${plain}`)
})
