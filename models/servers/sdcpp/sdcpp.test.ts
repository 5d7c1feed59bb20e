import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { crc32 } from 'node:zlib'
import { temporaryFolder } from '../../../test/temporary-workspace.ts'
import { ModelInventory } from '../../hub/inventory.ts'
import { addServer } from '../add-server.ts'
import { answer, drawWith, halfMask, json, type Route, standIn, testPixels, testPng } from '../stand-in.fixture.ts'

const { signal } = new AbortController()

/** As stable-diffusion.cpp's examples/server/api.md has it, lists shortened. */
const capabilities = {
  model: { name: 'sd15.gguf', stem: 'sd15', path: '/m/sd15.gguf' },
  current_mode: 'img_gen',
  supported_modes: ['img_gen'],
  defaults_by_mode: {
    img_gen: {
      width: 512,
      height: 512,
      sample_params: {
        scheduler: 'discrete',
        sample_method: 'euler_a',
        sample_steps: 20,
        eta: null,
        guidance: { txt_cfg: 7, img_cfg: null },
      },
    },
  },
  features_by_mode: {
    img_gen: {
      init_image: true,
      mask_image: true,
      control_image: true,
      lora: true,
      cancel_queued: true,
      cancel_generating: false,
    },
  },
  samplers: ['euler', 'euler_a', 'dpm++2m', 'lcm'],
  schedulers: ['discrete', 'karras'],
  loras: [{ name: 'ink', path: 'styles/ink.safetensors' }],
  limits: { min_width: 64, max_width: 1024, min_height: 64, max_height: 2048, max_batch_count: 8, max_queue_size: 64 },
}
const job = {
  id: 'job_1',
  kind: 'img_gen',
  created: 1,
  started: null,
  completed: null,
  queue_position: 0,
  result: null,
  error: null,
}

async function added(t: TestContext, routes: Readonly<Record<string, Route>> = {}) {
  const images = [{ index: 0, b64_json: (await testPng()).toString('base64') }]
  const server = await standIn(t, {
    'GET /sdcpp/v1/capabilities': json(capabilities),
    'POST /sdcpp/v1/img_gen': json(
      { id: 'job_1', kind: 'img_gen', status: 'queued', created: 1, poll_url: '/sdcpp/v1/jobs/job_1' },
      202,
    ),
    'GET /sdcpp/v1/jobs/job_1': json({ ...job, status: 'completed', result: { output_format: 'png', images } }),
    'POST /sdcpp/v1/jobs/job_1/cancel': json({ ...job, status: 'cancelled' }),
    ...routes,
  })
  const inventory = new ModelInventory(temporaryFolder(t))
  const model = await addServer({ url: server.url }, { inventory, offline: true, environment: {}, signal })
  return { server, model }
}

test('what an sd-server can do is what it states', async (t) => {
  const { model } = await added(t)
  const { loadedModel, abilities, samplers, sides, size, defaults } = model.settings
  assert.equal(model.architecture, 'server:sdcpp')
  assert.equal(loadedModel, 'sd15.gguf')
  assert.deepEqual(abilities, ['start', 'mask', 'control', 'sampling'])
  assert.deepEqual(samplers, capabilities.samplers)
  assert.deepEqual(
    [sides, size],
    [
      { smallest: 64, largest: 1024 },
      { width: 512, height: 512 },
    ],
  )
  assert.deepEqual(defaults, { steps: 20, guidance: 7, sampler: 'euler_a', schedule: 'discrete' })
  const routes = { 'GET /sdcpp/v1/capabilities': json({ ...capabilities, supported_modes: ['vid_gen'] }) }
  await assert.rejects(added(t, routes), { code: 'no-model', message: /makes no pictures/ })
})

test('a job is sent, waited for and decoded; LoRA tags become its field', async (t) => {
  const { default: sharp } = await import('sharp')
  const text =
    'a cube\nSteps: 9, CFG scale: 3, Guidance: 3.5, Seed: 7, Size: 64x64, Model: /m/sd15.gguf, RNG: cuda, Sampler: dpm++2m karras, Version: stable-diffusion.cpp'
  const png = await sharp(await testPng())
    .withMetadata()
    .png()
    .toBuffer()
  const images = [{ index: 0, b64_json: withText(png, text).toString('base64') }]
  const states = [
    { ...job, status: 'queued', queue_position: 2 },
    { ...job, status: 'generating' },
    { ...job, status: 'completed', result: { output_format: 'png', images } },
  ]
  const { server, model } = await added(t, {
    'GET /sdcpp/v1/jobs/job_1': (_, response) => answer(response, states.shift()),
  })
  const { pixels, facts, told } = await drawWith(model, {
    prompt: 'a cube <lora:ink:0.7>',
    sampling: { sampler: 'DPM++ 2M Karras', steps: 9, guidance: 3, noise: 'cpu' },
  })
  assert.deepEqual(pixels.data, testPixels().data)
  const [body] = server.bodies('/sdcpp/v1/img_gen')
  assert.deepEqual(
    [body!['prompt'], body!['seed'], body!['lora']],
    ['a cube', 7, [{ path: 'styles/ink.safetensors', multiplier: 0.7 }]],
  )
  assert.deepEqual(body!['sample_params'], {
    sample_method: 'dpm++2m',
    scheduler: 'karras',
    sample_steps: 9,
    guidance: { txt_cfg: 3 },
  })
  assert.deepEqual(
    told.map(({ message }) => message),
    ["Waiting in the server's queue (place 2)", 'Drawing'],
  )
  assert.deepEqual(
    [facts!['steps'], facts!['cfgScale'], facts!['serverModel'], facts!['rng']],
    [9, 3, 'sd15.gguf', 'cuda'],
  )
})

test('a start picture, a mask and one control picture have their fields', async (t) => {
  const { server, model } = await added(t)
  const control = { model: 'loaded', image: testPixels(), weight: 0.9, from: 0, to: 1 }
  await drawWith(model, {
    start: { image: testPixels(), strength: 0.6, mask: halfMask(), maskBlur: 2 },
    controls: [control],
  })
  const [body] = server.bodies('/sdcpp/v1/img_gen')
  assert.deepEqual([body!['strength'], body!['control_strength']], [0.6, 0.9])
  const { default: sharp } = await import('sharp')
  const { channels, width } = await sharp(Buffer.from(String(body!['mask_image']), 'base64')).metadata()
  assert.deepEqual([channels, width], [1, 64])
  await assert.rejects(drawWith(model, { controls: [control, control] }), {
    code: 'bad-input',
    message: /one control picture/,
  })
})

test('what it has no word for is refused before a job is sent', async (t) => {
  const { server, model } = await added(t)
  const refused = (request: Parameters<typeof drawWith>[1], error: object) =>
    assert.rejects(drawWith(model, request), error)
  await refused({ seamless: 'xy' }, { code: 'bad-input', message: /without a seam/ })
  await refused({ vae: 'x' }, { code: 'bad-input', message: /autoencoder it was started with/ })
  await refused({ sampling: { noise: 'gpu' } }, { code: 'bad-input', message: /--rng/ })
  await refused({ width: 2048 }, { code: 'bad-input', message: /64 to 1024 pixels, not 2048 × 64/ })
  await refused({ prompt: 'x <lora:ink:0.5:1>' }, { code: 'bad-input', message: /one strength for a LoRA/ })
  assert.equal(server.bodies('/sdcpp/v1/img_gen').length, 0)
})

test('a failed, a cancelled and a forgotten job are told apart; a full queue is told at once', async (t) => {
  const ended = (status: string, message: string) => ({
    'GET /sdcpp/v1/jobs/job_1': json({ ...job, status, error: { code: 'x', message } }),
  })
  const failed = async (routes: Record<string, Route>, error: object) =>
    assert.rejects(drawWith((await added(t, routes)).model), error)
  await failed(ended('failed', 'empty results'), {
    code: 'outside-program',
    message: /failed at the server .*: empty results/,
  })
  await failed(ended('cancelled', 'job cancelled by client'), {
    code: 'outside-program',
    message: /cancelled at the server/,
  })
  await failed(
    { 'GET /sdcpp/v1/jobs/job_1': json({ error: 'job expired' }, 410) },
    { code: 'network', message: /knows nothing of the picture any more/ },
  )
  await failed(
    { 'POST /sdcpp/v1/img_gen': json({ error: 'job queue is full' }, 429) },
    { code: 'network', message: /busy \(429\).*job queue is full/ },
  )
})

test('a question that fails meanwhile is asked again', async (t) => {
  let asked = 0
  const images = [{ index: 0, b64_json: (await testPng()).toString('base64') }]
  const { model } = await added(t, {
    'GET /sdcpp/v1/jobs/job_1': (_, response) => {
      if (asked++ === 0) return void response.destroy()
      answer(response, { ...job, status: 'completed', result: { output_format: 'png', images } })
    },
  })
  assert.equal((await drawWith(model)).pixels.width, 64)
})

test('cancelling cancels the job', async (t) => {
  const stop = new AbortController()
  const { server, model } = await added(t, {
    'GET /sdcpp/v1/jobs/job_1': (_, response) => {
      stop.abort()
      answer(response, { ...job, status: 'generating' })
    },
  })
  await assert.rejects(drawWith(model, {}, { signal: stop.signal }), { name: 'AbortError' })
  assert.equal(server.seen.at(-1)?.path, '/sdcpp/v1/jobs/job_1/cancel')
})

/** A tEXt chunk behind the header of a PNG, as sd-server embeds what it was asked. */
function withText(png: Buffer, text: string): Buffer {
  const body = Buffer.from(`tEXtparameters\0${text}`, 'latin1')
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(body.length - 4, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), body.length + 4)
  // 8 of signature, 25 of IHDR.
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)])
}
