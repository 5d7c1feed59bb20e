import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { CallWrapper, ComfyApi, PromptBuilder } from '@saintno/comfyui-sdk'
import { Client, Workflow } from '@stable-canvas/comfyui-client'
import { WebSocket } from 'ws'
import { decodeImage } from '../../core/imaging/codecs/decode-image.ts'
import { encodePng } from '../../core/imaging/codecs/encode-png.ts'
import * as graphs from '../../core/imaging/comfyui/graphs.fixture.ts'
import { addServer } from '../../models/servers/add-server.ts'
import { middleMask, pattern } from '../diffusion/test-pictures.ts'
import type { TestServer } from '../test-server.ts'
import { builtIn, drawn } from './comfy-client.ts'
import { tinyServer } from './tiny-server.ts'

const words = { prompt: 'a photo of a cat', negativePrompt: 'text, watermark' }
const usual = { ...words, seed: 1, steps: 3, sampler: 'euler', schedule: 'normal', guidance: 7, width: 64, height: 64 }

/** A client that cannot send headers on its WebSocket: there the token stands in the address. */
async function stableCanvas(t: { after(action: () => void): void }, { server, token }: TestServer): Promise<Client> {
  class Socket extends WebSocket {
    constructor(url: string) {
      super(`${url}&token=${token}`)
    }
  }
  const client = new Client({
    api_host: new URL(server.origin).host,
    clientId: 'stable-canvas',
    WebSocket: Socket,
    fetch: (url: string, init: RequestInit = {}) =>
      fetch(url, { ...init, headers: { ...(init.headers as object), Authorization: `Bearer ${token}` } }),
  })
  t.after(() => client.close())
  await client.connect()
  return client
}

test('@stable-canvas/comfyui-client lists, runs its own workflows, and is told steps and errors', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15')
  const client = await stableCanvas(t, server)
  assert.deepEqual(await client.getSDModels(), ['tiny-sd15.safetensors', builtIn])
  assert.ok((await client.getSamplers()).includes('dpmpp_2m'))
  assert.ok((await client.getSchedulers()).includes('karras'))
  assert.deepEqual([await client.getExtensions(), await client.getEmbeddings()], [[], []])
  const workflow = new Workflow()
  const { CheckpointLoaderSimple, CLIPTextEncode, EmptyLatentImage, KSampler, VAEDecode, SaveImage } = workflow.classes
  const [model, clip, vae] = CheckpointLoaderSimple({ ckpt_name: 'tiny-sd15.safetensors' })
  const encode = (text: string) => CLIPTextEncode({ text, clip } as never)[0]
  const [samples] = KSampler({
    ...{ seed: 1, steps: 3, cfg: 7, sampler_name: 'euler', scheduler: 'normal', denoise: 1 },
    model,
    positive: encode(words.prompt),
    negative: encode(words.negativePrompt),
    latent_image: EmptyLatentImage({ width: 64, height: 64, batch_size: 1 })[0],
  } as never)
  SaveImage({ images: VAEDecode({ samples, vae } as never)[0], filename_prefix: 'client' } as never)
  const steps: unknown[] = []
  const invoked = workflow.instance(client, { progress: (progress) => steps.push([progress.value, progress.max]) })
  await invoked.enqueue()
  const { images } = await invoked.wait()
  const [image] = images.filter((each) => each.type === 'url') as { data: string }[]
  const bytes = await (await fetch(image!.data, { headers: { Authorization: `Bearer ${server.token}` } })).arrayBuffer()
  const expected = await server.draw({ ...usual, model: 'tiny-sd15' })
  assert.deepEqual(await decodeImage(new Uint8Array(bytes)), expected)
  assert.deepEqual(steps.at(-1), [3, 3])
  const history = await client.getHistory()
  assert.equal(history.History.length, 1)

  const wrong = new Workflow()
  wrong.classes.CheckpointLoaderSimple({ ckpt_name: 'missing.safetensors' } as never)
  await assert.rejects(wrong.instance(client).enqueue())
})

test('@stable-canvas/comfyui-client polls where it has no WebSocket, and interrupts', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15')
  const client = await stableCanvas(t, server)
  const { prompt_id } = await client._enqueue_prompt(drawn() as never, { workflow: {} })
  await client.waitForPrompt(prompt_id, 50)
  const result = await client.getPromptResult(prompt_id)
  assert.equal(result.images.length, 1)
  const long = await client._enqueue_prompt(graphs.textToImage('tiny-sd15', { steps: 900 }) as never, {})
  const started = new Promise<void>((resolve) => client.on('progress', () => resolve()))
  await started
  assert.equal((await client.getPromptStatus(long.prompt_id)).running, true)
  const ended = new Promise((resolve) => client.on('execution_interrupted', resolve))
  await client.interrupt(long.prompt_id)
  assert.equal(((await ended) as { prompt_id: string }).prompt_id, long.prompt_id)
})

test('@saintno/comfyui-sdk runs graphs, shows previews, uploads pictures and gets what it made', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15')
  const api = new ComfyApi(server.server.origin, 'saintno', {
    credentials: { type: 'bearer_token', token: server.token },
    wsTimeout: 60_000,
  })
  t.after(() => api.destroy())
  await api.init().waitForReady()
  assert.deepEqual(await api.getCheckpoints(), ['tiny-sd15.safetensors', builtIn])
  const { sampler } = (await api.getSamplerInfo()) as unknown as { sampler: [string[]] }
  assert.equal(sampler[0][0], 'euler')

  const uploaded = await api.uploadImage(Buffer.from(encodePng(pattern())), 'start.png')
  assert.ok(uploaded, 'the upload failed')
  const previews: Blob[] = []
  const progress: number[] = []
  const run = async (graph: graphs.ApiGraph) => {
    const prompt = new PromptBuilder(graph as never, [], ['images']).setRawOutputNode('images' as never, '9')
    let failure: unknown
    const output = await new CallWrapper(api, prompt as never)
      .onPreview((preview) => previews.push(preview))
      .onProgress((info) => progress.push(info.value))
      .onFailed((error) => {
        failure = error
      })
      .run()
    if (!output) throw failure ?? new Error('no output')
    const { images } = (output as unknown as { images: { images: { filename: string }[] } }).images
    const blob = await api.getImage(images[0] as never)
    return decodeImage(new Uint8Array(await blob.arrayBuffer()))
  }
  const draw = (input: object) => server.draw({ ...usual, model: 'tiny-sd15', ...input })
  assert.deepEqual(await run(graphs.textToImage('tiny-sd15')), await draw({}))
  assert.ok(progress.includes(3))
  assert.ok(previews.length > 0, 'no preview came')
  assert.deepEqual([...new Uint8Array(await previews[0]!.arrayBuffer()).slice(0, 3)], [0xff, 0xd8, 0xff])
  const start = await server.picture(pattern())
  assert.deepEqual(
    await run(graphs.imageToImage('tiny-sd15', uploaded.info.filename, 0.5)),
    await draw({ sampler: 'dpmpp_2m', steps: 6, strength: 0.416667, start }),
  )
  // The same again is answered from the cache, and the client must notice.
  assert.deepEqual(await run(graphs.textToImage('tiny-sd15')), await draw({}))
  await assert.rejects(run(graphs.textToImage('missing')))
  const stats = await api.getSystemStats()
  assert.match(JSON.stringify(stats.system), /ai-workspace/)
  assert.equal(await api.freeMemory(true, true), true)
})

test('a workspace draws with another one as its ComfyUI, and gets the bits that the other one makes', async (t) => {
  const engine = await tinyServer(t, 'tiny-sd15', 'tiny-lora', 'tiny-control', 'tiny-vae')
  const own = await tinyServer(t)
  const { workspace } = own
  const library = await workspace.library()
  const signal = AbortSignal.timeout(60_000)
  const model = await addServer(
    {
      url: engine.server.origin,
      kind: 'comfyui',
      tokenFile: join(engine.workspace.home, 'config', 'token'),
      model: 'tiny-sd15',
    },
    { inventory: library.inventory, offline: true, environment: {}, signal },
  )
  assert.match(model.title, /ai-workspace/)
  assert.deepEqual(model.settings['abilities'], ['sampling', 'start', 'mask', 'control'])
  const start = { here: await own.picture(pattern()), there: await engine.picture(pattern()) }
  const mask = { here: await own.picture(middleMask()), there: await engine.picture(middleMask()) }
  const cases: Record<string, [object, object?]> = {
    words: [{}],
    lora: [{ prompt: 'a cat <lora:tiny-lora:0.5:0.8>', clipSkip: 2 }],
    'another autoencoder': [{ vae: 'tiny-vae' }],
    'a start picture': [
      { start: start.here, strength: 1 },
      { start: start.there, strength: 1 },
    ],
    'a mask': [
      { start: start.here, mask: mask.here, maskBlur: 0, strength: 1, fill: 'noise' },
      { start: start.there, mask: mask.there, maskBlur: 0, strength: 1, fill: 'noise' },
    ],
    'a ControlNet': [
      { controlImage: start.here, controlModel: 'tiny-control', controlWeight: 0.7 },
      { controlImage: start.there, controlModel: 'tiny-control', controlWeight: 0.7 },
    ],
  }
  for (const [name, [here, there = here]] of Object.entries(cases)) {
    const expected = await engine.draw({ ...usual, ...there, model: 'tiny-sd15' })
    assert.deepEqual(await own.draw({ ...usual, ...here, model: model.id }), expected, name)
  }
})
