import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { tinyModels } from '../../../test/diffusion/tiny-models.ts'
import { startTestServer } from '../../../test/test-server.ts'
import type { Choices } from '../schemas/choices.ts'
import type { ModelView } from '../schemas/model.ts'

test('a form is offered the built-in engine, samplers by all names, sizes, and what is installed', async (t) => {
  const { get, workspace } = await startTestServer(t)
  const before = await get<Choices>('/api/v1/choices')
  const [engine] = before.models
  assert.deepEqual([engine?.id, engine?.builtIn, engine?.isDefault], ['procedural', true, true])
  assert.ok(engine!.sizes.every(({ width, height }) => width % 64 === 0 && height % 64 === 0))
  const sampler = before.samplers.find(({ id }) => id === 'euler_ancestral')
  assert.ok(sampler?.title === 'Euler a' && sampler.aliases.includes('k_euler_a'))
  assert.ok(before.schedules.some(({ id }) => id === 'karras'))
  assert.deepEqual(before.maskKinds, ['transparency', 'brightness', 'colour', 'rectangle'])
  assert.ok(before.forms.some(({ id }) => id === 'statue') && before.materials.length > 10)
  assert.deepEqual(before.loras, [])

  using files = await tinyModels('tiny-sd15', 'tiny-sdxl', 'tiny-lora')
  const library = await workspace.library()
  for (const name of ['tiny-sd15', 'tiny-sdxl', 'tiny-lora'] as const) await library.add(files.path(name), {})
  const after = await get<Choices>('/api/v1/choices')
  const model = (id: string) => after.models.find((each) => each.id === id)
  assert.deepEqual(model('tiny-sd15')?.sampling, { steps: 20, sampler: 'DPM++ 2M', schedule: 'Karras', guidance: 7 })
  assert.deepEqual(model('tiny-sdxl')?.size, { width: 1024, height: 1024 })
  assert.ok(model('tiny-sd15')?.abilities?.includes('mask'))
  assert.deepEqual(
    after.loras.map(({ id }) => id),
    ['tiny-lora'],
  )
})

test('models are listed, chosen, and forgotten only where it is said that files go', async (t) => {
  const { get, send, call, workspace } = await startTestServer(t)
  using files = await tinyModels('tiny-sd15')
  await (await workspace.library()).add(files.path('tiny-sd15'), { copy: true })
  await send('/api/v1/models/procedural/use', {})
  const { items } = await get<{ items: ModelView[] }>('/api/v1/models')
  assert.deepEqual(
    items.map(({ id, builtIn, isDefault }) => [id, builtIn, isDefault]),
    [
      ['procedural', true, true],
      ['tiny-sd15', false, false],
    ],
  )
  await send('/api/v1/models/tiny-sd15/use', {})
  const model = await get<ModelView>('/api/v1/models/tiny-sd15')
  assert.ok(model.isDefault && model.installed?.isDefaultVersion && model.runsToday)
  const refused = await call('/api/v1/models/tiny-sd15', { method: 'DELETE' })
  assert.equal(refused.status, 409)
  const [file] = model.installed.files
  assert.ok(existsSync(file!.path))
  const gone = await send('/api/v1/models/tiny-sd15?files=1', undefined, { method: 'DELETE' })
  assert.ok(Number(gone['freedBytes']) > 0 && !existsSync(file!.path))
  assert.equal((await call('/api/v1/models/tiny-sd15')).status, 404)
  assert.equal((await get<ModelView>('/api/v1/models/sd15-fp16')).commercialUse, 'restricted')
})

test('the catalogue is searched by words and kind', async (t) => {
  const { get } = await startTestServer(t)
  const { items } = await get<{ items: ModelView[] }>('/api/v1/models/catalogue?kind=upscaler')
  assert.ok(items.some(({ id }) => id === 'esrgan-x4') && items.every(({ kind }) => kind === 'upscaler'))
  const none = await get<{ items: ModelView[] }>('/api/v1/models/catalogue?q=no-such-word')
  assert.deepEqual(none.items, [])
})
