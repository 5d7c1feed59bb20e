import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import OpenAI, { toFile } from 'openai'
import sharp from 'sharp'
import type { Pixels } from '../../base/pixels.ts'
import { decodeImage } from '../../core/imaging/codecs/decode-image.ts'
import { encodePng } from '../../core/imaging/codecs/encode-png.ts'
import { middleMask, paint, pattern } from '../diffusion/test-pictures.ts'
import { startTestServer } from '../test-server.ts'
import { pixelsOf, type TinyServer, tinyServer } from './tiny-server.ts'

function clientOf({ server, token }: Pick<TinyServer, 'server' | 'token'>): OpenAI {
  return new OpenAI({ baseURL: `${server.origin}/v1`, apiKey: token, maxRetries: 0 })
}
const file = async (pixels: Pixels, name: string) => toFile(Buffer.from(encodePng(pixels)), name, { type: 'image/png' })
/** What only this server knows goes into a body as any other field. */
const beyond = (fields: object) => fields as Record<string, never>
/** So that a picture takes a moment only. */
const quick = beyond({ seed: 1, steps: 3 })
const job = { prompt: 'a photo of a cat', width: 64, height: 64, seed: 1, steps: 3, model: 'tiny-sd15' }
const words = { prompt: 'a photo of a cat', model: 'tiny-sd15', size: '64x64' as never }

test('pictures by the real client are those of the same job through the own API, to the bit', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15', 'tiny-lora')
  const { images } = clientOf(server)
  const made = await images.generate({ ...words, ...quick, n: 2 })
  assert.equal(made.data!.length, 2)
  assert.deepEqual(await pixelsOf(made.data![0]!.b64_json!), await server.draw(job))
  assert.deepEqual(await pixelsOf(made.data![1]!.b64_json!), await server.draw({ ...job, seed: 2 }))
  assert.deepEqual([made.output_format, made.size, made.background], ['png', '64x64', 'opaque'])

  const extra = {
    ...{ seed: 5, negative_prompt: 'dog', clip_skip: 2, lora: [{ path: 'tiny-lora.safetensors', multiplier: 0.8 }] },
    sample_params: { sample_method: 'euler_a', scheduler: 'karras', sample_steps: 4, guidance: { txt_cfg: 3 } },
  }
  const prompt = `a cat <sd_cpp_extra_args>${JSON.stringify(extra)}</sd_cpp_extra_args>`
  const native = await images.generate({ ...words, prompt })
  const same = {
    ...{ ...job, prompt: 'a cat <lora:tiny-lora:0.8>', negativePrompt: 'dog', clipSkip: 2, seed: 5, steps: 4 },
    ...{ sampler: 'Euler a', schedule: 'Karras', guidance: 3 },
  }
  assert.deepEqual(await pixelsOf(native.data![0]!.b64_json!), await server.draw(same))
})

test('an edit paints where the mask is transparent, to the bit as a mask of the own API', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15')
  const { images } = clientOf(server)
  const [start, mask] = [pattern(), middleMask()]
  const hole = transparent(mask)
  const edited = await images.edit({
    ...{ ...words, ...quick, image: await file(start, 'start.png'), mask: await file(hole, 'mask.png') },
  })
  const [startId, maskId] = [await server.picture(start), await server.picture(mask)]
  const own = await server.draw({ ...job, start: startId, mask: maskId, strength: 1 })
  assert.deepEqual(await pixelsOf(edited.data![0]!.b64_json!), own)

  const whole = await images.edit({
    ...{ ...words, ...quick, image: [await file(start, 'a.png')], input_fidelity: 'high' as const },
  })
  const half = await server.draw({ ...job, start: startId, strength: 0.5 })
  assert.deepEqual(await pixelsOf(whole.data![0]!.b64_json!), half)
  // "auto" keeps its shape.
  const wide = paint(128, 64, (x) => [x * 2, 0, 0])
  const auto = await images.edit({ ...{ ...words, ...quick, size: 'auto', image: await file(wide, 'wide.png') } })
  assert.equal(auto.size, '128x64')
  const varied = await images.createVariation({
    ...{ ...quick, model: 'tiny-sd15', size: '64x64' as never, image: await file(start, 'start.png') },
  })
  const empty = await server.draw({ ...job, prompt: '', start: startId, strength: 0.6 })
  assert.deepEqual(await pixelsOf(bytesOf(varied)), empty)
  await assert.rejects(
    images.edit({ ...words, image: await file(start, 'a.png'), mask: await file(start, 'mask.png') }),
    (error: InstanceType<typeof OpenAI.BadRequestError>) =>
      error.param === 'mask' && /transparency/.test(error.message),
  )
  await assert.rejects(
    images.edit({ ...words, image: [await file(start, 'a.png'), await file(start, 'b.png')] }),
    (error: Error) => error instanceof OpenAI.BadRequestError && /one can be edited/.test(error.message),
  )
})

test('formats, qualities and addresses that a program fetches without the token', async (t) => {
  const server = await startTestServer(t)
  const { images } = clientOf(server)
  const asked = { prompt: 'copper gear', size: '64x64' as never, ...beyond({ seed: 1 }) }
  for (const format of ['png', 'jpeg', 'webp'] as const) {
    const made = await images.generate({
      ...asked,
      model: 'gpt-image-1',
      output_format: format,
      output_compression: 50,
    })
    const { format: is, width } = await sharp(Buffer.from(made.data![0]!.b64_json!, 'base64')).metadata()
    assert.deepEqual([is, width, made.output_format], [format, 64, format])
  }
  // Where DALL·E is named, addresses are what a client expects.
  const { url } = (await images.generate({ ...asked, model: 'dall-e-2' })).data![0]!
  const fetched = await fetch(url!)
  assert.equal(fetched.headers.get('content-type'), 'image/png')
  const { width, height } = await decodeImage(new Uint8Array(await fetched.arrayBuffer()))
  assert.deepEqual([width, height], [64, 64])
  const other = new URL(url!)
  other.searchParams.set('expires', '99999999999')
  assert.equal((await fetch(other)).status, 403)
  assert.equal((await fetch(`${server.server.origin}${other.pathname}`)).status, 403)
  await assert.rejects(images.generate({ ...asked, background: 'transparent' }), { status: 400, param: 'background' })
})

test('a stream sends previews, then the picture', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15')
  const client = clientOf(server)
  // Its own preview is cheap and comes with each step.
  const stream = await client.images.generate({
    ...{ ...words, ...beyond({ seed: 1, steps: 120 }), stream: true, partial_images: 2, output_format: 'webp' },
  })
  const events = []
  for await (const event of stream) events.push(event)
  const [last, ...before] = events.toReversed()
  assert.equal(last!.type, 'image_generation.completed')
  assert.deepEqual([last!.output_format, last!.size], ['webp', '64x64'])
  // One that comes while another is on its way is left out: on a busy machine there may be one less.
  assert.ok(before.length === 1 || before.length === 2, `${before.length} previews`)
  for (const [index, event] of before.toReversed().entries()) {
    assert.partialDeepStrictEqual(event, { type: 'image_generation.partial_image', partial_image_index: index })
  }
  for (const { b64_json } of events)
    assert.equal((await sharp(Buffer.from(b64_json, 'base64')).metadata()).format, 'webp')

  const edit = await client.images.edit({
    ...{ ...words, ...quick, image: await file(pattern(), 'start.png'), stream: true },
  })
  const types = []
  for await (const { type } of edit) types.push(type)
  assert.deepEqual(types, ['image_edit.completed'])

  const failing = await client.images.generate({ ...words, prompt: '<lora:nope:1>', stream: true })
  await assert.rejects(async () => {
    for await (const _ of failing);
  }, /nope/)
})

test('a client that goes away ends its job', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15')
  const stop = new AbortController()
  const going = clientOf(server).images.generate({ ...words, ...beyond({ steps: 1000 }) }, { signal: stop.signal })
  const jobs = () => server.workspace.queue.list({ node: 'image.generate' })
  while (jobs()[0]?.state !== 'running') await new Promise((resolve) => setTimeout(resolve, 20))
  stop.abort()
  await assert.rejects(going)
  await assert.rejects(server.workspace.queue.wait(jobs()[0]!.id), { code: 'cancelled' })
})

test('models are listed, and what is wrong is told in the classes of the client', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15')
  const client = clientOf(server)
  const ids = []
  for await (const { id } of client.models.list()) ids.push(id)
  assert.deepEqual(ids.sort(), ['interpreter', 'procedural', 'tiny-sd15'])
  assert.equal((await client.models.retrieve('tiny-sd15')).owned_by, 'local')
  const refused = async (asking: Promise<unknown>, kind: new (...args: never[]) => Error, fields: object) =>
    assert.rejects(asking, (error: Error) => {
      assert.ok(error instanceof kind, `${error.constructor.name}: ${error.message}`)
      assert.partialDeepStrictEqual({ ...error }, fields)
      return true
    })
  const generate = (body: object) => client.images.generate({ ...words, ...quick, ...body })
  const { BadRequestError, NotFoundError, AuthenticationError, InternalServerError } = OpenAI
  await refused(client.models.retrieve('nope'), NotFoundError, { code: 'model_not_found' })
  await refused(generate({ model: 'nope' }), NotFoundError, { code: 'model_not_found', param: 'model' })
  await refused(generate({ n: 11 }), BadRequestError, { param: 'n', code: 'invalid_value' })
  await refused(generate({ unheard_of: 1 }), BadRequestError, { param: 'unheard_of', code: 'unknown_parameter' })
  await refused(generate({ prompt: undefined }), BadRequestError, {
    param: 'prompt',
    code: 'missing_required_parameter',
  })
  await refused(generate({ size: '65x64' }), BadRequestError, { code: 'bad-input' })
  await refused(generate({ prompt: '<sd_cpp_extra_args>{"x":1}</sd_cpp_extra_args>' }), BadRequestError, {
    param: 'prompt',
  })
  const stranger = new OpenAI({ baseURL: `${server.server.origin}/v1`, apiKey: 'wrong', maxRetries: 0 })
  await refused(stranger.models.list(), AuthenticationError, { code: 'invalid_api_key' })
  await refused(client.moderations.create({ input: 'x' }), NotFoundError, { code: 'unknown_url' })
  server.workspace.queue.paused = true
  Object.assign(server.workspace.config.server, { queueLimit: 1 })
  await refused(generate({ n: 2 }), InternalServerError, { status: 503, code: 'queue_full' })
})

test('the same idempotency key draws once', async (t: TestContext) => {
  const server = await tinyServer(t, 'tiny-sd15')
  const { images } = clientOf(server)
  const options = { headers: { 'Idempotency-Key': 'k1' } }
  const [one, two] = [
    await images.generate({ ...words, ...quick }, options),
    await images.generate({ ...words, ...quick }, options),
  ]
  assert.equal(bytesOf(one), bytesOf(two))
  assert.equal(server.workspace.queue.list({ node: 'image.generate' }).length, 1)
})

function bytesOf(answer: OpenAI.ImagesResponse): string {
  return answer.data![0]!.b64_json!
}

/** Transparent where the mask is white. */
function transparent({ width, height, data }: Pixels): Pixels {
  const rgba = Uint8Array.from({ length: width * height * 4 }, (_, i) => (i % 4 === 3 ? 255 - data[i >> 2]! : 90))
  return { width, height, channels: 4, data: rgba }
}
