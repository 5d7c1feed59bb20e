import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { temporaryFolder } from '../../../test/temporary-workspace.ts'
import { ModelInventory } from '../../hub/inventory.ts'
import { addServer, type NewServer } from '../add-server.ts'
import { answer, drawWith, halfMask, json, type Route, testPixels, testPng } from '../stand-in.fixture.ts'
import { a1111StandIn } from './contract.fixture.ts'

const { signal } = new AbortController()

async function added(
  t: TestContext,
  routes: Readonly<Record<string, Route>> = {},
  more: Partial<NewServer> = {},
  environment = {},
) {
  const server = await a1111StandIn(t, routes)
  const inventory = new ModelInventory(temporaryFolder(t))
  const model = await addServer({ url: server.url, ...more }, { inventory, offline: true, environment, signal })
  return { server, model, inventory }
}

test('what an A1111 server can do is found out, and kept as settings', async (t) => {
  const { model } = await added(t)
  assert.deepEqual([model.id, model.architecture, model.storage, model.files], ['a1111', 'server:a1111', 'server', []])
  const { samplers, schedules, loras, controlnets, loadedModel, abilities } = model.settings
  assert.deepEqual(samplers, ['DPM++ 2M', 'Euler a'])
  assert.deepEqual(schedules, ['Automatic', 'Karras'])
  assert.deepEqual(loras, ['detail_v2', 'detail'])
  assert.deepEqual(controlnets, ['control_canny [d14c016b]'])
  assert.equal(loadedModel, 'dream.safetensors [879db523c3]')
  assert.deepEqual(abilities, ['start', 'mask', 'seamless', 'variation', 'sampling', 'control'])
})

test('a picture from words: names in any dialect, the seed as it is, facts as the server states them', async (t) => {
  const { server, model } = await added(t)
  const sampling = { sampler: 'dpmpp_2m_karras', steps: 12, guidance: 5, clipSkip: 2, noise: 'gpu' } as const
  const { pixels, facts } = await drawWith(model, { prompt: 'a cube <lora:detail:0.6>', sampling })
  assert.deepEqual(pixels, testPixels())
  const [body] = server.bodies('/sdapi/v1/txt2img')
  const { prompt, seed, sampler_name, scheduler, steps, cfg_scale, save_images, override_settings } = body!
  assert.deepEqual(
    [prompt, seed, sampler_name, scheduler, steps, cfg_scale, save_images],
    ['a cube <lora:detail:0.6>', 7, 'DPM++ 2M', 'Karras', 12, 5, false],
  )
  assert.deepEqual(override_settings, { CLIP_stop_at_last_layers: 2, randn_source: 'NV' })
  assert.deepEqual(facts, {
    server: 'A1111/Forge',
    serverModel: 'dream',
    reproducible: false,
    steps: 12,
    sampler: 'DPM++ 2M',
    cfgScale: 5,
    modelHash: '879db523c3',
    schedule: 'Karras',
    serverVersion: 'v1.10.1',
  })
})

test('a request that says nothing more leaves the rest to the server', async (t) => {
  const { server, model } = await added(t)
  await drawWith(model)
  const [body] = server.bodies('/sdapi/v1/txt2img')
  for (const name of [
    'sampler_name',
    'scheduler',
    'steps',
    'cfg_scale',
    'eta',
    'tiling',
    'subseed',
    'alwayson_scripts',
  ])
    assert.ok(!(name in body!), name)
})

test('a start picture, a mask, a ControlNet, a seamless side and a variation have their fields', async (t) => {
  const { server, model } = await added(t, {}, { model: 'photo' })
  await drawWith(model, {
    start: { image: testPixels(), strength: 0.6, mask: halfMask(), maskBlur: 3, fill: 'noise' },
    controls: [{ model: 'control_canny', image: testPixels(), weight: 0.8, from: 0.1, to: 0.9 }],
    seamless: 'xy',
    variation: { seed: 9, strength: 0.2 },
  })
  const [body] = server.bodies('/sdapi/v1/img2img')
  assert.equal(body!['denoising_strength'], 0.6)
  assert.deepEqual([body!['mask_blur'], body!['inpainting_fill'], body!['inpaint_full_res']], [3, 2, false])
  assert.deepEqual([body!['tiling'], body!['subseed'], body!['subseed_strength']], [true, 9, 0.2])
  assert.equal(
    (body!['override_settings'] as { sd_model_checkpoint: string }).sd_model_checkpoint,
    'photo.safetensors [1234567890]',
  )
  assert.equal((body!['init_images'] as string[])[0], (await testPng()).toString('base64'))
  const { args } = (body!['alwayson_scripts'] as { controlnet: { args: { model: string; guidance_end: number }[] } })
    .controlnet
  assert.deepEqual([args[0]!.model, args[0]!.guidance_end], ['control_canny [d14c016b]', 0.9])
})

test('what the server does not have, or could only leave out, is refused before anything is drawn', async (t) => {
  const { server, model } = await added(t)
  const refused = (request: Parameters<typeof drawWith>[1], error: object) =>
    assert.rejects(drawWith(model, request), error)
  await refused(
    { sampling: { sampler: 'Heun' } },
    { code: 'not-found', message: /no sampler "Heun"/, hint: /DPM\+\+ 2M, Euler a/ },
  )
  await refused({ prompt: 'x <lora:detial:1>' }, { code: 'not-found', hint: /Did you mean "detail"/ })
  await refused({ seamless: 'x' }, { code: 'bad-input', message: /tiles in both directions or in none/ })
  await refused({ width: 100 }, { code: 'bad-input', message: /multiples of 8, not 100 × 64/ })
  await refused({ precision: 'int8' }, { code: 'bad-input', message: /no precision can be asked/ })
  assert.equal(server.bodies('/sdapi/v1/txt2img').length, 0)
})

test('a LoRA that the server was given since it was last asked is found', async (t) => {
  let more = false
  const { server, model } = await added(t, {
    'GET /sdapi/v1/loras': (_, response) => answer(response, more ? [{ name: 'fresh' }] : [{ name: 'old' }]),
  })
  more = true
  await drawWith(model, { prompt: 'x <lora:fresh:1>' })
  assert.equal(server.bodies('/sdapi/v1/txt2img').length, 1)
})

test('a sampler that the server itself refuses is told with its words', async (t) => {
  const { model } = await added(t, { 'GET /sdapi/v1/samplers': json([{ name: 'Gone' }]) })
  await assert.rejects(drawWith(model, { sampling: { sampler: 'Gone' } }), {
    code: 'not-found',
    message: /Sampler not found/,
  })
})

test('progress and previews come from the task, and from the whole server where it knows no tasks', async (t) => {
  const preview = (await testPng(512, 256)).toString('base64')
  let tasks = true
  let finish = () => {}
  const { model } = await added(t, {
    'POST /sdapi/v1/txt2img': async (_, response) => {
      await new Promise<void>((resolve) => {
        finish = resolve
      })
      answer(response, { images: [(await testPng()).toString('base64')], info: '' })
    },
    'POST /internal/progress': (_, response) => {
      if (!tasks) return answer(response, { detail: 'Not Found' }, 404)
      answer(response, {
        active: true,
        queued: false,
        progress: 0.5,
        live_preview: `data:image/png;base64,${preview}`,
        textinfo: null,
      })
    },
    'GET /sdapi/v1/progress': json({
      progress: 0.25,
      state: { sampling_step: 5, sampling_steps: 20 },
      current_image: null,
    }),
  })
  const done = (fraction: number) => (told: { fraction: number }) => {
    if (told.fraction === fraction) finish()
  }
  const first = await drawWith(model, {}, { onProgress: done(0.5) })
  const { preview: shown } = first.told.find((told) => told.fraction === 0.5)!
  assert.deepEqual([shown?.width, shown?.height], [256, 128])
  tasks = false
  const second = await drawWith(model, {}, { onProgress: done(0.25) })
  assert.ok(second.told.some(({ message }) => message === 'Step 5 of 20'))
})

for (const queued of [false, true]) {
  test(`a cancelled picture is ${queued ? 'left in the queue: what runs is somebody else’s' : 'interrupted at the server'}`, async (t) => {
    const stop = new AbortController()
    const { server, model } = await added(t, {
      'POST /sdapi/v1/txt2img': () => stop.abort(),
      'POST /internal/progress': json({ active: !queued, queued, progress: 0.1 }),
    })
    await assert.rejects(drawWith(model, {}, { signal: stop.signal }), { name: 'AbortError' })
    assert.equal(server.seen.filter(({ path }) => path === '/sdapi/v1/interrupt').length, queued ? 0 : 1)
  })
}

test('a login is asked for, and the token is read each time and never written down', async (t) => {
  const guarded: Route = ({ headers }, response) =>
    headers.authorization === `Basic ${Buffer.from('me:secret').toString('base64')}`
      ? answer(response, [{ name: 'Euler a' }])
      : answer(response, { detail: 'Incorrect username or password' }, 401)
  const routes = { 'GET /sdapi/v1/samplers': guarded }
  await assert.rejects(added(t, routes), {
    code: 'access-denied',
    message: /wants a login \(401\).*Incorrect username/,
    hint: /--token-env/,
  })
  await assert.rejects(added(t, routes, { tokenEnv: 'MY_TOKEN' }), {
    code: 'access-denied',
    message: /MY_TOKEN.*is not set/,
  })
  const { model } = await added(t, routes, { tokenEnv: 'MY_TOKEN' }, { MY_TOKEN: 'me:secret' })
  assert.ok(!JSON.stringify(model).includes('secret'))
  assert.equal(model.settings['tokenEnv'], 'MY_TOKEN')
})

test('a picture that is cut off, or no base64, is a damaged file', async (t) => {
  const png = await testPng(256, 256)
  for (const image of [
    png.subarray(0, png.length / 2).toString('base64'),
    'no base64 at all!',
    'data:image/png;base64,',
  ]) {
    const { model } = await added(t, { 'POST /sdapi/v1/txt2img': json({ images: [image], info: '' }) })
    await assert.rejects(drawWith(model), { code: 'corrupt-file' }, image.slice(0, 20))
  }
  const { model } = await added(t, { 'POST /sdapi/v1/txt2img': json({ images: [], info: '' }) })
  await assert.rejects(drawWith(model), { code: 'bad-input', message: /form that is not known: images/ })
})

test('a server that fails while it draws says how', async (t) => {
  const error = { error: 'OutOfMemoryError', detail: '', body: '', errors: 'CUDA out of memory' }
  const { model } = await added(t, { 'POST /sdapi/v1/txt2img': json(error, 500) })
  await assert.rejects(drawWith(model), {
    code: 'network',
    message: /failed \(500\).*CUDA out of memory/,
    hint: /smaller size/,
  })
})
