import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { temporaryFolder } from '../../../test/temporary-workspace.ts'
import { ModelInventory } from '../../hub/inventory.ts'
import { addServer, type NewServer } from '../add-server.ts'
import { formOf } from '../comfyui/contract.fixture.ts'
import { answer, drawWith, halfMask, json, type Route, standIn, testPixels, testPng } from '../stand-in.fixture.ts'

const { signal } = new AbortController()

async function added(t: TestContext, routes: Readonly<Record<string, Route>> = {}, more: Partial<NewServer> = {}) {
  const picture = { created: 1, data: [{ b64_json: (await testPng()).toString('base64') }], output_format: 'png' }
  const server = await standIn(t, {
    'GET /v1/models': json({
      object: 'list',
      data: [
        { id: 'gpt-image-1', object: 'model' },
        { id: 'gpt-5', object: 'model' },
      ],
    }),
    'POST /v1/images/generations': json(picture),
    'POST /v1/images/edits': json(picture),
    ...routes,
  })
  const inventory = new ModelInventory(temporaryFolder(t))
  const model = await addServer(
    { url: `${server.url}/v1`, ...more },
    { inventory, offline: true, environment: {}, signal },
  )
  return { server, model, picture }
}

test('its list of models is all that it tells', async (t) => {
  const { model } = await added(t)
  assert.equal(model.architecture, 'server:openai')
  assert.deepEqual(
    [model.settings['models'], model.settings['abilities']],
    [
      ['gpt-image-1', 'gpt-5'],
      ['start', 'mask'],
    ],
  )
})

test('a picture from words; fields that a server refuses by name are left out, and the record says so', async (t) => {
  const { server, model } = await added(
    t,
    {
      'POST /v1/images/generations': async ({ body }, response) => {
        const unknown = ['response_format', 'seed'].find((field) => field in JSON.parse(body.toString()))
        if (unknown !== undefined)
          return answer(response, { error: { message: `Unknown parameter: '${unknown}'.`, param: unknown } }, 400)
        const data = [{ b64_json: (await testPng(96, 64)).toString('base64'), revised_prompt: 'A red cube.' }]
        answer(response, { created: 1, data })
      },
    },
    { model: 'gpt-image-1' },
  )
  const { pixels, facts, reading } = await drawWith(model)
  assert.deepEqual([pixels.width, pixels.height], [96, 64])
  assert.deepEqual(server.bodies('/v1/images/generations').at(-1), {
    prompt: 'a red cube',
    n: 1,
    size: '64x64',
    model: 'gpt-image-1',
  })
  assert.equal(server.bodies('/v1/images/generations').length, 3)
  assert.equal(facts!['revisedPrompt'], 'A red cube.')
  assert.match(String(reading!['warnings']), /takes no seed/)
})

test('the seed and the form of the answer are asked for where they are known', async (t) => {
  const { server, model } = await added(t)
  assert.equal((await drawWith(model)).reading, undefined)
  const [body] = server.bodies('/v1/images/generations')
  assert.deepEqual([body!['seed'], body!['response_format'], body!['model']], [7, 'b64_json', undefined])
})

test('a start picture is an edit, and the mask its transparency', async (t) => {
  const { server, model } = await added(t)
  const { reading } = await drawWith(model, { start: { image: testPixels(), strength: 0.5, mask: halfMask() } })
  assert.match(String(reading!['warnings']), /takes no strength/)
  const form = await formOf(server.seen.at(-1)!)
  assert.deepEqual([form.get('prompt'), form.get('size')], ['a red cube', '64x64'])
  const { default: sharp } = await import('sharp')
  const mask = await sharp(await (form.get('mask') as File).arrayBuffer())
    .raw()
    .toBuffer()
  assert.deepEqual([mask[3], mask[4 * 63 + 3]], [255, 0])
  assert.deepEqual(Buffer.from(await (form.get('image') as File).arrayBuffer()), await testPng())
})

test('a picture may lie at the server itself, with its token; at another host only by https', async (t) => {
  const png = await testPng()
  const file: Route = (_, response) => response.end(png)
  const { model, server } = await added(t, {
    'POST /v1/images/generations': json({ data: [{ url: '/files/1.png' }] }),
    'GET /files/1.png': file,
  })
  assert.deepEqual((await drawWith(model)).pixels, testPixels())
  assert.equal(server.seen.at(-1)?.path, '/files/1.png')
  const other = await standIn(t, { 'GET /1.png': file })
  const away = await added(t, { 'POST /v1/images/generations': json({ data: [{ url: `${other.url}/1.png` }] }) })
  await assert.rejects(drawWith(away.model), {
    code: 'bad-input',
    message: /answers with no picture, but with the address/,
  })
  assert.equal(other.seen.length, 0)
})

test('what it has no word for is refused in a sentence', async (t) => {
  const { server, model } = await added(t)
  const refused = (request: Parameters<typeof drawWith>[1], message: RegExp) =>
    assert.rejects(drawWith(model, request), { code: 'bad-input', message })
  await refused({ prompt: 'x <lora:ink:1>' }, /takes no LoRA/)
  await refused({ negativePrompt: 'blur' }, /no negative prompt/)
  await refused({ sampling: { steps: 5 } }, /cannot be told steps, sampler, schedule or guidance/)
  await refused({ seamless: 'xy' }, /without a seam/)
  await refused({ controls: [{ model: 'x', image: testPixels(), weight: 1, from: 0, to: 1 }] }, /control picture/)
  assert.equal(server.seen.filter(({ method }) => method === 'POST').length, 0)
})

test('a server without edits says what it lacks; one that wants money says so in its words', async (t) => {
  const { model } = await added(t, { 'POST /v1/images/edits': json({ error: { message: 'Not found' } }, 404) })
  await assert.rejects(drawWith(model, { start: { image: testPixels(), strength: 1 } }), {
    code: 'not-found',
    message: /images\/edits/,
  })
  const poor = await added(t, {
    'POST /v1/images/generations': json(
      { error: { message: 'You exceeded your quota.', code: 'insufficient_quota' } },
      429,
    ),
  })
  await assert.rejects(drawWith(poor.model), { code: 'network', message: /It says: You exceeded your quota\./ })
})
