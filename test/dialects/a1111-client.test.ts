import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ControlNetUnit, StableDiffusionApi } from 'a1111-webui-api'
import sharp, { type Sharp } from 'sharp'
import type { Pixels } from '../../base/pixels.ts'
import { decodeImage } from '../../core/imaging/codecs/decode-image.ts'
import { encodePng } from '../../core/imaging/codecs/encode-png.ts'
import { middleMask, pattern } from '../diffusion/test-pictures.ts'
import { type TinyServer, tinyServer } from './tiny-server.ts'

/** The client keeps pictures as sharp objects. */
const picture = (pixels: Pixels) => sharp(encodePng(pixels))
const pixels = async (image: Sharp) => decodeImage(await image.png().toBuffer())
const words = { prompt: 'a photo of a cat', width: 64, height: 64, seed: 1, steps: 3, sampler_name: 'Euler a' }
const job = {
  ...{ prompt: 'a photo of a cat', width: 64, height: 64, seed: 1, steps: 3, guidance: 7, sampler: 'Euler a', eta: 1 },
  ...{ noise: 'gpu', model: 'tiny-sd15' },
}

function clientOf({ server, token }: Pick<TinyServer, 'server' | 'token'>): StableDiffusionApi {
  // HTTP Basic: any name, and the token as the password.
  return new StableDiffusionApi({ host: '127.0.0.1', port: server.port }).setAuth('me', token)
}

test('a1111-webui-api draws, begins from pictures, paints inside masks and is guided', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15', 'tiny-control')
  const client = clientOf(server)
  const two = await client.txt2img({ ...words, batch_size: 2 })
  assert.equal(two.images.length, 2)
  assert.deepEqual(await pixels(two.image), await server.draw(job))
  assert.deepEqual(await pixels(two.images[1]!), await server.draw({ ...job, seed: 2 }))
  assert.match(JSON.parse(two.info).infotexts[1], /Steps: 3, Sampler: Euler a, .*Seed: 2, Size: 64x64/)

  const [start, mask] = [await server.picture(pattern()), await server.picture(middleMask())]
  const from = await client.img2img({ ...words, init_images: [picture(pattern())], denoising_strength: 0.6 })
  assert.deepEqual(await pixels(from.image), await server.draw({ ...job, start, strength: 0.6 }))
  // Its defaults are the reference's: the mask's own area, filled with the colours around.
  const painted = await client.img2img({
    ...{ ...words, init_images: [picture(pattern())], mask_image: picture(middleMask()), denoising_strength: 0.6 },
  })
  const same = { start, mask, strength: 0.6, maskBlur: 4, fill: 'surroundings', area: 'mask', areaPadding: 0 }
  assert.deepEqual(await pixels(painted.image), await server.draw({ ...job, ...same }))
  const unit = new ControlNetUnit({
    input_image: picture(pattern()),
    module: 'none',
    model: 'tiny-control',
    weight: 0.7,
  })
  const guided = await client.txt2img({ ...words, controlnet_units: [unit] })
  const control = { controlImage: start, controlModel: 'tiny-control', controlWeight: 0.7 }
  assert.deepEqual(await pixels(guided.image), await server.draw({ ...job, ...control }))
  // Its thresholds are 64 and 64 unless they are given.
  const lined = new ControlNetUnit({ input_image: picture(pattern()), module: 'canny', model: 'tiny-control' })
  const byLines = await client.txt2img({ ...words, controlnet_units: [lined] })
  const { id } = await server.send<{ id: string }>('/api/v1/jobs', {
    ...{ node: 'image.edges', input: { image: start, low: 64, high: 64 } },
  })
  const { output } = await server.workspace.queue.wait(id)
  const drawn = { controlImage: (output as { image: string }).image, controlModel: 'tiny-control' }
  assert.deepEqual(await pixels(byLines.image), await server.draw({ ...job, ...drawn }))
  const detected = await client.ControlNet.detect({
    ...{ controlnet_input_images: [picture(pattern())], controlnet_module: 'canny' },
  })
  assert.equal((await pixels(detected.image)).width, 64)
  const large = await client.txt2img({ ...words, enable_hr: true, hr_scale: 1.5, hr_upscaler: 'Lanczos' })
  assert.equal((await pixels(large.image)).width, 96)
})

test('a1111-webui-api reads lists, options, progress and settings, and is told of errors', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15', 'tiny-control', 'tiny-lora')
  const client = clientOf(server)
  const names = (await client.getSamplers()).map(({ name }) => name)
  for (const name of ['Euler a', 'DPM++ 2M', 'UniPC']) assert.ok(names.includes(name), name)
  assert.deepEqual(
    (await client.getUpscalers()).map(({ name }) => name),
    ['None', 'Lanczos', 'Nearest'],
  )
  assert.deepEqual((await client.getSdModels()).map((model) => model.model_name).sort(), ['procedural', 'tiny-sd15'])
  assert.match((await client.ControlNet.getModels())[0]!, /^tiny-control \[[0-9a-f]{8}\]$/)
  for (const list of [client.getHypernetworks(), client.getFaceRestorers(), client.getPromptStyles()]) {
    assert.deepEqual(await list, [])
  }
  await client.refreshCheckpoints()
  await client.setModel('procedural')
  assert.equal(await client.getCurrentModel(), 'procedural')
  await client.setModel('tiny-sd15')
  assert.match(await client.getCurrentModel(), /^tiny-sd15\.safetensors \[/)
  assert.equal((await client.getProgress()).state.job_count, 0)

  const made = await client.txt2img(words)
  const bytes = Buffer.from((made.response.data as { images: string[] }).images[0]!, 'base64')
  const twice = await client.extraBatch({
    // Its type asks for one picture more, which it does not send.
    image: sharp(bytes),
    ...{ images: [sharp(bytes), sharp(bytes)], name_list: ['a', 'b'], upscaler_1: 'Lanczos', upscaling_resize: 2 },
  })
  assert.deepEqual(await Promise.all(twice.images.map(async (image) => (await pixels(image)).width)), [128, 128])
  const one = await client.extraSingle({ image: sharp(bytes), upscaler_1: 'Lanczos', upscaling_resize: 1.5 })
  assert.equal((await pixels(one.image)).width, 96)
  const error = await client.txt2img({ ...words, sampler_name: 'nope' }).catch((thrown) => thrown)
  assert.equal(error.response.status, 404)
  assert.match(error.response.data.detail, /Sampler not found/)
  const stranger = clientOf({ server: server.server, token: 'wrong' } as never)
  const refused = await stranger.getOptions().catch((thrown) => thrown)
  assert.equal(refused.response.status, 401)
  assert.match(refused.response.data.detail, /token/)
})
