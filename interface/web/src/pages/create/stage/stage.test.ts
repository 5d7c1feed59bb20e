import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Choices, Job, NodeInfo } from '../../../api/wire.ts'
import { applySettings, clearedForm, partsOfSettings } from '../form/apply-settings.ts'
import { emptyForm } from '../form/create-form.ts'
import { estimateSeconds } from './estimate.ts'
import { faceOfResult, resultOfJob, seedOfJob } from './result-of-job.ts'

const choices = {
  models: [
    { id: 'procedural', title: 'Built-in engine', builtIn: true, isDefault: true, sizes: [] },
    { id: 'dreamshaper-8', title: 'DreamShaper 8', builtIn: false, isDefault: false, sizes: [] },
  ],
  loras: [{ id: 'ink', title: 'Ink' }],
  vaes: [],
} as unknown as Choices

const nodes = [{ id: 'image.generate', input: { properties: { maskBlur: { default: 4 } } } }] as unknown as NodeInfo[]

test('settings of a picture become parts; what is missing here names what is nearest', () => {
  const settings = {
    node: 'image.generate',
    input: {
      prompt: 'a fox <lora:ink:0.8> <lora:gone:1>',
      seed: 7,
      width: 640,
      height: 512,
      model: 'dreamshaper-7',
      sampler: 'Euler a',
      vae: 'other',
      hires: 1,
      maskBlur: 4,
      start: 'asset',
    },
  }
  const parts = partsOfSettings(settings, { choices, nodes })
  assert.deepEqual(
    parts.map(({ id }) => id),
    ['prompt', 'seed', 'size', 'model', 'sampler', 'vae'],
  )
  const of = (id: string) => parts.find((part) => part.id === id)!
  assert.equal(of('size').shown, '640 × 512')
  assert.match(of('prompt').problem!, /not installed: gone/)
  assert.match(of('model').problem!, /nearest is "dreamshaper-8"/)

  const before = { ...emptyForm, mode: 'texture' as const, values: { steps: 9, 'texture.width': 2048 } }
  const form = applySettings(clearedForm(before, 'image'), settings, parts)
  assert.deepEqual(form.values, {
    'texture.width': 2048,
    prompt: settings.input.prompt,
    seed: 7,
    width: 640,
    height: 512,
    model: 'dreamshaper-8',
    sampler: 'Euler a',
  })
  assert.deepEqual([form.mode, form.seedLocked], ['image', true])
  // The same model under the name of its file is no problem.
  const file = partsOfSettings({ input: { model: 'DreamShaper_8.safetensors' } }, { choices, nodes })[0]!
  assert.deepEqual([file.problem, file.instead], [undefined, { model: 'dreamshaper-8' }])
})

test('what a job made is known by its output', () => {
  const picture = resultOfJob({ output: { image: 'i1', images: ['i1', 'i2'], seed: 5 } })!
  assert.deepEqual(picture, { kind: 'image', images: ['i1', 'i2'] })
  const texture = resultOfJob({ output: { material: 'm', maps: { albedo: 'a', normal: 'n' }, preview: 'p' } })!
  assert.deepEqual([texture.kind, faceOfResult(texture)], ['texture', 'p'])
  const mesh = resultOfJob({ output: { image: 'i', depth: 'd', mesh: 'g', material: 'm', script: 's' } })!
  assert.equal(mesh.kind, 'mesh')
  assert.equal(faceOfResult(mesh), 'i')
  assert.equal(resultOfJob({ output: undefined }), undefined)
  assert.equal(seedOfJob({ output: { seed: 5 }, input: { seed: -1 } }), 5)
})

test('time is estimated from the newest job like it, by its work', () => {
  const past = (input: object, seconds: number, other: Partial<Job> = {}) =>
    ({
      node: 'image.generate',
      state: 'done',
      fromCache: false,
      input,
      startedAt: '2026-01-01T00:00:00Z',
      endedAt: new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString(),
      ...other,
    }) as Job
  const usual = { width: 512, height: 512, steps: 20 }
  const estimate = (input: Record<string, unknown>, ...jobs: Job[]) =>
    estimateSeconds({ node: 'image.generate', input }, jobs, usual)
  assert.equal(estimate({}), undefined)
  assert.equal(estimate({}, past({}, 10)), 10)
  assert.ok(Math.abs(estimate({ count: 4 }, past({}, 10))! - 35.5) < 1e-9)
  assert.equal(estimate({}, past({}, 10, { fromCache: true })), undefined)
  assert.equal(estimate({ model: 'a' }, past({ model: 'b' }, 10)), undefined)
})
