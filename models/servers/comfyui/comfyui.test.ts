import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { temporaryFolder } from '../../../test/temporary-workspace.ts'
import { ModelInventory } from '../../hub/inventory.ts'
import { addServer, type NewServer } from '../add-server.ts'
import { drawWith, halfMask, json, testPixels, testPng } from '../stand-in.fixture.ts'
import { comfyuiStandIn, previewEvent, success } from './contract.fixture.ts'

const { signal } = new AbortController()

async function added(
  t: TestContext,
  behaviour: Parameters<typeof comfyuiStandIn>[1] = {},
  more: Partial<NewServer> = {},
) {
  const server = await comfyuiStandIn(t, behaviour)
  const inventory = new ModelInventory(temporaryFolder(t))
  const model = await addServer({ url: server.url, ...more }, { inventory, offline: true, environment: {}, signal })
  return { server, model }
}

type Graph = Record<string, { class_type: string; inputs: Record<string, unknown> }>
const graphOf = (server: Awaited<ReturnType<typeof comfyuiStandIn>>) =>
  server.bodies('/prompt').at(-1)!['prompt'] as Graph
const nodeOf = (graph: Graph, type: string) => Object.values(graph).find((node) => node.class_type === type)?.inputs

test('what a ComfyUI can do is read off its nodes', async (t) => {
  const { model } = await added(t)
  const { program, models, samplers, schedules, loras, defaults, abilities } = model.settings
  assert.equal(program, 'ComfyUI 0.3.60')
  assert.deepEqual(models, ['sd15/dream.safetensors', 'photo.safetensors'])
  assert.deepEqual(samplers, ['euler', 'euler_ancestral', 'dpmpp_2m'])
  assert.deepEqual(schedules, ['normal', 'karras'])
  assert.deepEqual(loras, ['style/ink.safetensors'])
  assert.deepEqual(defaults, { steps: 20, guidance: 8, sampler: 'euler', schedule: 'normal' })
  assert.deepEqual(abilities, ['sampling', 'start', 'mask', 'control'])
  const small = await added(t, { without: ['ControlNetLoader', 'SetLatentNoiseMask'] })
  assert.deepEqual(small.model.settings['abilities'], ['sampling', 'start'])
  await assert.rejects(added(t, { without: ['VAEDecode'] }), { code: 'bad-input', message: /lacks nodes.*VAEDecode/ })
})

test('the default graph draws from words; LoRA tags become nodes; the record says what was asked', async (t) => {
  const { server, model } = await added(t, {}, { model: 'photo' })
  const { pixels, facts } = await drawWith(model, {
    prompt: 'a cube <lora:ink:0.5:0.8>',
    negativePrompt: 'blur',
    sampling: { sampler: 'Euler a', steps: 9, guidance: 6, clipSkip: 2, noise: 'cpu' },
    vae: 'mse',
  })
  assert.deepEqual(pixels, testPixels())
  const graph = graphOf(server)
  const { model: from, positive, negative, latent_image: latent, ...values } = nodeOf(graph, 'KSampler')!
  assert.deepEqual(values, {
    seed: 7,
    steps: 9,
    cfg: 6,
    sampler_name: 'euler_ancestral',
    scheduler: 'normal',
    denoise: 1,
  })
  const target = (link: unknown) => graph[(link as [string, number])[0]]!
  assert.equal(target(from).class_type, 'LoraLoader')
  const { lora_name, strength_model, strength_clip } = target(from).inputs
  assert.deepEqual([lora_name, strength_model, strength_clip], ['style/ink.safetensors', 0.8, 0.5])
  assert.deepEqual([target(positive).inputs['text'], target(negative).inputs['text']], ['a cube', 'blur'])
  assert.equal(target(target(positive).inputs['clip']).inputs['stop_at_clip_layer'], -2)
  assert.equal(target(latent).class_type, 'EmptyLatentImage')
  assert.deepEqual(nodeOf(graph, 'CheckpointLoaderSimple'), { ckpt_name: 'photo.safetensors' })
  assert.deepEqual(nodeOf(graph, 'VAELoader'), { vae_name: 'mse.safetensors' })
  assert.deepEqual(facts, {
    server: 'ComfyUI 0.3.60',
    serverModel: 'photo.safetensors',
    reproducible: false,
    steps: 9,
    cfgScale: 6,
    sampler: 'euler_ancestral',
    schedule: 'normal',
    vae: 'mse.safetensors',
    loras: [{ name: 'style/ink.safetensors', weight: 0.8 }],
  })
})

test('a start picture and a mask are uploaded, and the picture is put back around the mask', async (t) => {
  const { server, model } = await added(t)
  await drawWith(model, { start: { image: testPixels(), strength: 0.6, mask: halfMask() } })
  const graph = graphOf(server)
  assert.equal(nodeOf(graph, 'KSampler')!['denoise'], 0.6)
  const image = server.uploads.get(String(nodeOf(graph, 'LoadImage')!['image']))
  assert.deepEqual(image, await testPng())
  assert.ok(server.uploads.has(String(nodeOf(graph, 'LoadImageMask')!['image'])))
  assert.ok(nodeOf(graph, 'SetLatentNoiseMask'))
  assert.ok(nodeOf(graph, 'ImageCompositeMasked'))
  await drawWith(model, { start: { image: testPixels(), strength: 1, mask: halfMask(), fill: 'noise' } })
  assert.ok(nodeOf(graphOf(server), 'VAEEncodeForInpaint'))
  await drawWith(model, { start: { image: testPixels(), strength: 0.3 } })
  assert.equal(nodeOf(graphOf(server), 'ImageCompositeMasked'), undefined)
})

test('a ControlNet guides both prompts', async (t) => {
  const { server, model } = await added(t)
  await drawWith(model, { controls: [{ model: 'canny', image: testPixels(), weight: 0.7, from: 0, to: 0.5 }] })
  const { strength, start_percent, end_percent } = nodeOf(graphOf(server), 'ControlNetApplyAdvanced')!
  assert.deepEqual([strength, start_percent, end_percent], [0.7, 0, 0.5])
  const { positive, negative } = nodeOf(graphOf(server), 'KSampler')!
  assert.deepEqual([(positive as [string, number])[1], (negative as [string, number])[1]], [0, 1])
  assert.equal((positive as [string, number])[0], (negative as [string, number])[0])
})

test('what it lacks a word for is refused before anything is uploaded', async (t) => {
  const { server, model } = await added(t, { without: ['CLIPSetLastLayer'] })
  const refused = (request: Parameters<typeof drawWith>[1], error: object) =>
    assert.rejects(drawWith(model, request), error)
  await refused({ seamless: 'xy' }, { code: 'bad-input', message: /cannot make pictures without a seam/ })
  await refused({ variation: { seed: 1, strength: 0.5 } }, { code: 'bad-input', message: /noise of another seed/ })
  await refused({ sampling: { eta: 0.5 } }, { code: 'bad-input', message: /no eta/ })
  await refused({ sampling: { noise: 'gpu' } }, { code: 'bad-input', message: /noise on the processor/ })
  await refused({ sampling: { clipSkip: 2 } }, { code: 'bad-input', message: /lacks the node CLIPSetLastLayer/ })
  await refused({ sampling: { sampler: 'UniPC' } }, { code: 'not-found', hint: /euler, euler_ancestral, dpmpp_2m/ })
  await refused({ prompt: '<lora:oil:1>' }, { code: 'not-found', message: /no LoRA "oil"/ })
  assert.equal(server.uploads.size + server.bodies('/prompt').length, 0)
})

test('steps and previews are shown as the server sends them', async (t) => {
  const preview = await testPng(512, 512)
  let done = false
  const { server, model } = await added(t, {
    history: (id, graph) => {
      server.send({ type: 'progress', data: { node: '3', prompt_id: id, value: 5, max: 20 } })
      server.send(previewEvent(preview))
      server.send(Buffer.from('not a preview'))
      return done ? success(id, graph) : undefined
    },
    queue: (id) => ({ queue_running: [[0, id, {}, {}, []]], queue_pending: [] }),
  })
  const onProgress = ({ preview: shown }: { preview: unknown }) => {
    if (shown !== undefined) done = true
  }
  const { told } = await drawWith(model, {}, { onProgress })
  const shown = told.find((each) => each.preview !== undefined)!
  assert.deepEqual([shown.preview!.width, shown.message], [256, 'Step 5 of 20'])
  assert.ok(Math.abs(shown.fraction - 0.95 / 4) < 1e-9)
})

test('the token goes with every request and with the event channel', async (t) => {
  process.env['AI_WORKSPACE_TEST_TOKEN'] = 'abc'
  t.after(() => delete process.env['AI_WORKSPACE_TEST_TOKEN'])
  const server = await comfyuiStandIn(t)
  const inventory = new ModelInventory(temporaryFolder(t))
  const context = { inventory, offline: true, environment: process.env, signal }
  const model = await addServer({ url: server.url, tokenEnv: 'AI_WORKSPACE_TEST_TOKEN' }, context)
  await drawWith(model)
  assert.ok(server.seen.every(({ headers }) => headers.authorization === 'Bearer abc'))
  assert.deepEqual(server.channels, ['Bearer abc'])
})

test('without its event channel a picture comes all the same', async (t) => {
  const { model } = await added(t, {
    events: false,
    queue: (id) => ({
      queue_running: [],
      queue_pending: [
        [4, id],
        [2, 'another'],
      ],
    }),
    history: late(),
  })
  const { told, pixels } = await drawWith(model)
  assert.equal(pixels.width, 64)
  assert.ok(told.some(({ message }) => message === "Waiting in the server's queue (1 before)"))
})

/** A history that knows the prompt when it is asked for the second time. */
function late() {
  let asked = 0
  return (...[id, graph]: Parameters<typeof success>) => (asked++ === 0 ? undefined : success(id, graph))
}

for (const place of ['running', 'pending', 'gone'] as const) {
  test(`a cancelled prompt that is ${place} is ${{ running: 'interrupted', pending: 'taken out of the queue', gone: 'left alone' }[place]}`, async (t) => {
    const stop = new AbortController()
    const { server, model } = await added(t, {
      history: () => void stop.abort(),
      queue: (id) => ({
        queue_running: [[0, place === 'running' ? id : 'somebody-else']],
        queue_pending: place === 'pending' ? [[1, id]] : [],
      }),
    })
    await assert.rejects(drawWith(model, {}, { signal: stop.signal }), { name: 'AbortError' })
    assert.deepEqual(server.bodies('/interrupt'), place === 'running' ? [{ prompt_id: 'prompt-1' }] : [])
    const deletions = server.seen.filter(({ method, path }) => method === 'POST' && path === '/queue')
    assert.equal(deletions.length, place === 'pending' ? 1 : 0)
  })
}

test('a node that fails, memory that runs out, a stop at the server and a lost prompt are told apart', async (t) => {
  const ended = (kind: string, data: object) => () => ({
    outputs: {},
    status: {
      status_str: 'error',
      completed: false,
      messages: [
        ['execution_start', {}],
        [kind, data],
      ],
    },
  })
  const failed = async (history: () => unknown, error: object) =>
    assert.rejects(drawWith((await added(t, { history })).model), error)
  const failure = {
    node_type: 'KSampler',
    exception_type: 'RuntimeError',
    exception_message: 'shapes differ\nTraceback',
  }
  await failed(ended('execution_error', failure), {
    code: 'outside-program',
    message: /failed in KSampler: shapes differ$/,
  })
  const memory = { ...failure, exception_type: 'torch.OutOfMemoryError', exception_message: 'Allocation on device' }
  await failed(ended('execution_error', memory), { code: 'out-of-memory', hint: /smaller size/ })
  await failed(ended('execution_interrupted', {}), { code: 'outside-program', message: /stopped at the server/ })
  await failed(() => ({ outputs: {} }), { code: 'outside-program', message: /without a picture/ })
  await failed(() => undefined, { code: 'network', message: /knows nothing of the picture any more/ })
})

test('a graph that the server refuses is told with its words', async (t) => {
  const { model } = await added(t, {
    routes: {
      'POST /prompt': json(
        {
          error: { message: 'bad' },
          node_errors: { 4: { errors: [{ message: 'Value not in list', details: 'ckpt_name' }] } },
        },
        400,
      ),
    },
  })
  await assert.rejects(drawWith(model), { code: 'bad-input', message: /Value not in list: ckpt_name/ })
})
