import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { decodeImage } from '../../core/imaging/codecs/decode-image.ts'
import { readPngText } from '../../core/imaging/codecs/png-text.ts'
import * as graphs from '../../core/imaging/comfyui/graphs.fixture.ts'
import { openWorkspace } from '../../core/workspace.ts'
import { startServer } from '../../interface/api/server.ts'
import { paint, pattern } from '../diffusion/test-pictures.ts'
import { temporaryFolder } from '../temporary-workspace.ts'
import { startTestServer } from '../test-server.ts'
import { builtIn, drawn, historyOf, listen, runGraph, sendGraph, uploadPicture, view } from './comfy-client.ts'
import { tinyServer } from './tiny-server.ts'

test('what a client is told of its prompt, and of nobody else’s', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15')
  const [mine, other] = [await listen(server, 'mine'), await listen(server, 'other')]
  const graph = graphs.twoSamplers('tiny-sd15')
  const { body } = await sendGraph(server, graph, { client_id: 'mine' })
  const id = body.prompt_id
  await mine.until(({ type, data }) => type === 'executing' && data['node'] === null)
  assert.equal((mine.messages[0]!.data as { sid: string }).sid, 'mine')
  const own = mine.messages.filter(({ data }) => data['prompt_id'] === id)
  const told = own.map(({ type, data }) => `${type} ${data['node'] ?? ''}`.trim())
  assert.deepEqual(told.slice(0, 2), ['execution_start', 'execution_cached'])
  assert.deepEqual(told.slice(-2), ['execution_success', 'executing'])
  const executing = own.filter(({ type }) => type === 'executing').map(({ data }) => data['node'])
  assert.deepEqual(executing, ['4', '6', '7', '5', '3', '10', '11', '12', '9', '8', '13', null])
  const last = own.filter(({ type, data }) => type === 'progress' && data['node'] === '11').at(-1)!.data
  assert.deepEqual([last['value'], last['max']], [4, 4])
  const executed = own.filter(({ type }) => type === 'executed')
  assert.deepEqual(
    executed.map(({ data }) => data['node']),
    ['9', '13'],
  )
  assert.deepEqual(executed[0]!.data['output'], (await historyOf(server, id)).outputs['9'])
  assert.ok(mine.previews.length > 0, 'no preview came')
  for (const preview of mine.previews) {
    assert.deepEqual([preview.readUInt32BE(0), preview.readUInt32BE(4)], [1, 1])
    assert.ok((await decodeImage(preview.subarray(8))).width <= 512)
    assert.deepEqual([...preview.subarray(8, 11)], [0xff, 0xd8, 0xff], 'no JPEG')
  }
  assert.deepEqual([...new Set(other.messages.map(({ type }) => type))], ['status'])
  assert.equal(other.previews.length, 0)
  const left = (other.messages.at(-1)!.data as { status: { exec_info: { queue_remaining: number } } }).status
  assert.equal(left.exec_info.queue_remaining, 0)

  mine.messages.length = 0
  await sendGraph(server, graph, { client_id: 'mine' })
  await mine.until(({ type, data }) => type === 'executing' && data['node'] === null)
  const cached = mine.messages.filter(({ type }) => type === 'execution_cached').flatMap(({ data }) => data['nodes'])
  assert.deepEqual(cached, ['4', '6', '7', '5', '3', '10', '11'])
  mine.close()
  other.close()
})

test('SaveImageWebsocket sends the whole picture while it is at work', async (t) => {
  const server = await startTestServer(t)
  const client = await listen(server, 'c')
  const graph = { ...drawn(), 9: { class_type: 'SaveImageWebsocket', inputs: { images: ['8', 0] } } }
  const { body } = await sendGraph(server, graph, { client_id: 'c' })
  await client.until(({ type, data }) => type === 'executing' && data['node'] === null)
  const sent = client.previews.at(-1)!
  assert.deepEqual([sent.readUInt32BE(0), sent.readUInt32BE(4)], [1, 2])
  const [asset] = server.workspace.assets.list().filter(({ kind }) => kind === 'image')
  assert.deepEqual(new Uint8Array(sent.subarray(8)), new Uint8Array(server.workspace.assets.read(asset!)))
  assert.deepEqual((await historyOf(server, body.prompt_id)).outputs, {})
  client.close()
})

test('a prompt that runs is interrupted, one that waits is deleted', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15')
  const client = await listen(server, 'c')
  const long = graphs.textToImage('tiny-sd15', { steps: 900 })
  const running = (await sendGraph(server, long, { client_id: 'c' })).body.prompt_id
  const waiting = (await sendGraph(server, { ...long, 3: graphs.sampler(['5', 0], { seed: 2 }) })).body.prompt_id
  await client.until(({ type }) => type === 'progress')
  const queue = await server.get<Record<string, [number, string][]>>('/queue')
  assert.deepEqual([queue['queue_running']![0]![1], queue['queue_pending']![0]![1]], [running, waiting])
  await server.call('/queue', { method: 'POST', body: JSON.stringify({ delete: [waiting] }) })
  await server.call('/interrupt', { method: 'POST', body: JSON.stringify({ prompt_id: randomUUID() }) })
  assert.equal((await server.get<Record<string, unknown[]>>('/queue'))['queue_running']!.length, 1)
  await server.call('/interrupt', { method: 'POST' })
  const { data } = await client.until(({ type }) => type === 'execution_interrupted')
  assert.deepEqual([data['prompt_id'], data['node_id'], data['node_type']], [running, '3', 'KSampler'])
  const entry = await historyOf(server, running)
  assert.deepEqual([entry.status.completed, entry.status.messages.at(-1)![0]], [false, 'execution_interrupted'])
  assert.deepEqual(await server.get(`/history/${waiting}`), {})
  client.close()
})

test('a failure is told with its reason', async (t) => {
  const server = await startTestServer(t)
  const client = await listen(server, 'c')
  const { name } = await uploadPicture(server, pattern())
  const graph = {
    1: { class_type: 'LoadImage', inputs: { image: name } },
    2: { class_type: 'MaskToImage', inputs: { mask: ['1', 1] } },
    3: { class_type: 'SaveImage', inputs: { images: ['2', 0], filename_prefix: 'x' } },
  }
  const { body } = await sendGraph(server, graph, { client_id: 'c' })
  const { data } = await client.until(({ type }) => type === 'execution_error')
  assert.deepEqual([data['node_type'], data['exception_type']], ['LoadImage', 'bad-input'])
  assert.match(String(data['exception_message']), /no transparency/)
  assert.equal((await historyOf(server, body.prompt_id)).status.status_str, 'error')
  client.close()
})

test('graphs that cannot be computed come back as ComfyUI would refuse them, and nothing runs', async (t) => {
  const server = await startTestServer(t)
  const graph = graphs.textToImage('v1-5-pruned.safetensors')
  const { status, body } = await sendGraph(server, { ...graph, 9: { ...graph[9]!, class_type: 'SaveImge' } })
  assert.equal(status, 400)
  const { error, node_errors } = body as unknown as {
    error: { type: string; message: string; details: string }
    node_errors: Record<
      string,
      {
        class_type: string
        errors: { type: string; extra_info: Record<string, unknown> }[]
        dependent_outputs: string[]
      }
    >
  }
  assert.deepEqual(
    [error.type, node_errors['9']!.errors[0]!.extra_info['class_type']],
    ['missing_node_type', 'SaveImge'],
  )
  const missing = (await sendGraph(server, graph)).body as unknown as {
    node_errors: typeof node_errors
    error: typeof error
  }
  assert.equal(missing.error.type, 'prompt_outputs_failed_validation')
  const { class_type, errors, dependent_outputs } = missing.node_errors['4']!
  assert.deepEqual(
    [class_type, errors[0]!.type, dependent_outputs],
    ['CheckpointLoaderSimple', 'value_not_in_list', ['9']],
  )
  assert.equal(errors[0]!.extra_info['received_value'], 'v1-5-pruned.safetensors')
  const editor = await sendGraph(server, { nodes: [], links: [] })
  assert.match((editor.body as unknown as { error: typeof error }).error.details, /Export \(API\)/)
  for (const broken of ['', '{', '[]', '{"prompt":5}', '{"prompt":{},"prompt_id":"../x"}']) {
    const response = await server.call('/api/prompt', { method: 'POST', body: broken })
    assert.equal(response.status, 400, broken)
  }
  assert.deepEqual(server.workspace.queue.list(), [])
})

test('the same prompt_id is one prompt; a full queue says when to come back; front comes first', async (t) => {
  const server = await startTestServer(t)
  server.workspace.queue.paused = true
  const graph = drawn()
  const prompt_id = randomUUID()
  const [first, again] = [await sendGraph(server, graph, { prompt_id }), await sendGraph(server, graph, { prompt_id })]
  assert.deepEqual([again.body.prompt_id, again.body.number], [prompt_id, first.body.number])
  assert.equal(server.workspace.queue.countQueued(), 1)
  const other = await sendGraph(server, drawn({ seed: 9 }), { prompt_id })
  assert.equal(other.status, 400)
  const { body } = await sendGraph(server, drawn({ seed: 9 }), { front: true })
  const { queue_pending: pending } = await server.get<{ queue_pending: [number, string][] }>('/queue')
  assert.deepEqual(
    pending.map(([number, id]) => [number, id]),
    [
      [-1, body.prompt_id],
      [0, prompt_id],
    ],
  )
  Object.assign(server.workspace.config.server, { queueLimit: 2 })
  const full = await sendGraph(server, drawn({ seed: 3 }))
  assert.equal(full.status, 503)
  assert.ok(Number(full.headers.get('retry-after')) > 0)
  assert.deepEqual(await server.get('/prompt'), { exec_info: { queue_remaining: 2 } })
  await server.call('/queue', { method: 'POST', body: JSON.stringify({ clear: true }) })
  assert.equal(server.workspace.queue.countQueued(), 0)
})

test('files carry their graph as ComfyUI’s do; names are names and never paths', async (t) => {
  const server = await startTestServer(t)
  const seed = 2n ** 63n + 11n
  const graph = drawn({ seed, prefix: 'ein/Bäume' })
  const workflow = { id: 'w', nodes: [{ title: '…' }] }
  const { body } = await sendGraph(server, graph, { extra_data: { extra_pnginfo: { workflow } } })
  const entry = await historyOf(server, body.prompt_id)
  const [image] = entry.outputs['9']!.images
  assert.deepEqual(image, { filename: 'Bäume_00001_.png', subfolder: 'ein', type: 'output' })
  const png = await view(server, image!)
  const text = readPngText(png)
  assert.ok(text['prompt']!.includes('"seed":9223372036854775819'), text['prompt'])
  assert.deepEqual(JSON.parse(text['workflow']!), workflow)
  assert.ok(Object.keys(text).length > 2, 'the own record is gone')
  const [asset] = server.workspace.assets.list().filter(({ kind }) => kind === 'image')
  assert.equal(asset!.name, 'baume')
  const small = await server.call(`/view?${new URLSearchParams({ ...image!, preview: 'webp;70' })}`)
  assert.equal(small.headers.get('content-type'), 'image/webp')
  for (const filename of ['../../config/token', asset!.path, asset!.id, 'Bäume_00002_.png', '']) {
    const query = new URLSearchParams({ filename, subfolder: 'ein', type: 'output' })
    assert.equal((await server.call(`/view?${query}`)).status, 404, filename)
  }
})

test('uploads keep their names, another picture of the same name gets a number, masks are put together', async (t) => {
  const server = await startTestServer(t)
  const first = await uploadPicture(server, pattern(), { subfolder: '../a//b' })
  assert.deepEqual(first, { name: 'cat.png', subfolder: 'a/b', type: 'input' })
  assert.deepEqual(await uploadPicture(server, pattern(), { subfolder: 'a/b' }), first)
  const second = await uploadPicture(server, pattern(32, 32), { subfolder: 'a/b' })
  assert.equal(second.name, 'cat (1).png')
  const over = await uploadPicture(server, pattern(16, 16), { subfolder: 'a/b', overwrite: 'true' })
  assert.equal(over.name, 'cat.png')
  const query = new URLSearchParams({ filename: 'cat.png', subfolder: 'a/b', type: 'input' })
  const shown = await decodeImage(new Uint8Array(await (await server.call(`/view?${query}`)).arrayBuffer()))
  assert.equal(shown.width, 16)
  const drawn = paint(32, 32, (x) => [0, 0, 0, x < 16 ? 0 : 255])
  const original_ref = JSON.stringify({ filename: second.name, subfolder: 'a/b', type: 'input' })
  const masked = await uploadPicture(server, drawn, { name: 'clip.png', route: '/upload/mask', original_ref })
  const joined = await decodeImage(await view(server, { filename: masked.name, subfolder: '', type: 'input' }))
  assert.deepEqual([joined.channels, joined.data[3], joined.data[4 * 20 + 3]], [4, 0, 255])
  assert.deepEqual(joined.data.subarray(0, 3), pattern(32, 32).data.subarray(0, 3))
  const info =
    await server.get<Record<string, { input: { required: Record<string, [string[], object]> } }>>(
      '/object_info/LoadImage',
    )
  assert.ok(info['LoadImage']!.input.required['image']![0].includes('a/b/cat.png'))
  const form = new FormData()
  form.set('image', new Blob(['no picture']), 'x.png')
  assert.equal((await server.call('/upload/image', { method: 'POST', body: form })).status, 400)
})

test('what there is: classes with live lists, models by folder, memory', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15', 'tiny-lora')
  const info = await server.get<Record<string, Record<string, never>>>('/api/object_info')
  const { input, output, output_node, name } = info['KSampler'] as never as {
    input: { required: Record<string, [unknown, { default?: number }]> }
    output: string[]
    output_node: boolean
    name: string
  }
  assert.deepEqual([name, output, output_node], ['KSampler', ['LATENT'], false])
  assert.equal(input.required['steps']![1].default, 20)
  assert.equal((input.required['sampler_name']![0] as string[])[0], 'euler')
  assert.ok(!('Note' in info) && 'SaveImage' in info)
  assert.deepEqual(await server.get('/object_info/Nothing'), {})
  assert.deepEqual(await server.get('/models/checkpoints'), ['tiny-sd15.safetensors', builtIn])
  assert.deepEqual(await server.get('/models/loras'), ['tiny-lora.safetensors'])
  assert.ok((await server.get<string[]>('/models')).includes('upscale_models'))
  assert.deepEqual(await server.get('/extensions'), [])
  assert.deepEqual(await server.get('/embeddings'), [])
  const stats = await server.get<{ system: { comfyui_version: string }; devices: { vram_total: number }[] }>(
    '/system_stats',
  )
  assert.match(stats.system.comfyui_version, /^ai-workspace \d/)
  assert.ok(stats.devices[0]!.vram_total > 0)
  assert.equal((await server.call('/free', { method: 'POST', body: '{"unload_models":true}' })).status, 200)
})

test('the newer /api/jobs lists, shows and cancels prompts', async (t) => {
  const server = await startTestServer(t)
  const { id } = await runGraph(server, drawn())
  server.workspace.queue.paused = true
  const waiting = (await sendGraph(server, drawn({ seed: 7 }))).body.prompt_id
  const list = async (query: string) =>
    server.get<{ jobs: { id: string; status: string; outputs_count: number }[]; pagination: object }>(
      `/api/jobs?${query}`,
    )
  const all = await list('')
  assert.deepEqual(
    all.jobs.map((job) => [job.id, job.status, job.outputs_count]),
    [
      [waiting, 'pending', 0],
      [id, 'completed', 1],
    ],
  )
  const page = await list('status=pending,completed&limit=1&sort_order=asc')
  assert.equal(page.jobs[0]!.id, id)
  assert.deepEqual(page.pagination, { offset: 0, limit: 1, total: 2, has_more: true })
  const shown = await server.get<{ workflow: { prompt: object }; outputs: object }>(`/api/jobs/${id}`)
  assert.deepEqual(shown.workflow.prompt, JSON.parse(JSON.stringify(drawn())))
  assert.deepEqual(await server.send('/api/jobs/cancel', { job_ids: [waiting, id, 'none'] }), { cancelled: [waiting] })
  assert.equal((await list('status=cancelled')).jobs.length, 1)
  for (const path of ['/api/jobs/none', '/api/jobs?status=lost']) assert.ok((await server.call(path)).status >= 400)
})

test('history survives a restart, and what is deleted from it stays deleted', async (t) => {
  const home = temporaryFolder(t)
  const studio = { folder: temporaryFolder(t), state: () => ({ kind: 'ready' }) as const }
  const open = async () => {
    const workspace = await openWorkspace({ home, environment: { PATH: process.env['PATH'] } })
    const server = await startServer(workspace, { port: 0, studio })
    const headers = { Authorization: `Bearer ${new URL(server.loginUrl).searchParams.get('token')}` }
    const call = (path: string, init: RequestInit = {}) => fetch(server.origin + path, { ...init, headers })
    const get = async <T>(path: string) => (await (await call(path)).json()) as T
    return {
      server,
      workspace,
      call,
      get,
      async close() {
        await server[Symbol.asyncDispose]()
        await workspace[Symbol.asyncDispose]()
      },
    }
  }
  const before = await open()
  const { body } = await sendGraph(before, drawn())
  const entry = await historyOf(before, body.prompt_id)
  before.workspace.queue.paused = true
  const left = (await sendGraph(before, drawn({ seed: 4 }))).body.prompt_id
  await before.close()
  const after = await open()
  t.after(() => after.close())
  assert.deepEqual(await historyOf(after, body.prompt_id), entry)
  const [image] = entry.outputs['9']!.images
  assert.ok((await view(after, image!)).length > 0)
  const second = await historyOf(after, left)
  assert.equal(second.outputs['9']!.images[0]!.filename, 'ComfyUI_00002_.png')
  assert.deepEqual(Object.keys(await after.get<object>('/history?max_items=1')), [left])
  await after.call('/history', { method: 'POST', body: JSON.stringify({ delete: [left] }) })
  assert.deepEqual(Object.keys(await after.get<object>('/history')), [body.prompt_id])
  await after.call('/history', { method: 'POST', body: JSON.stringify({ clear: true }) })
  assert.deepEqual(await after.get('/history'), {})
})

test('without a token nothing is told; /ws also takes it from the address', async (t) => {
  const { server, token } = await startTestServer(t)
  const status = async (path: string, init: RequestInit = {}) => (await fetch(server.origin + path, init)).status
  for (const path of [
    '/prompt',
    '/queue',
    '/history',
    '/view',
    '/object_info',
    '/api/jobs',
    '/ws',
    '/models',
    '/system_stats',
  ]) {
    assert.equal(await status(path), 401, path)
    assert.equal(await status(`${path}?token=${path === '/ws' ? 'wrong' : token}`), 401, path)
  }
  assert.equal(await status('/upload/image', { method: 'POST' }), 401)
  assert.equal(await status('/queue', { headers: { Authorization: `Basic ${btoa(`me:${token}`)}` } }), 200)
  const client = await listen({ server, token } as never, 'x')
  await client.until(({ type }) => type === 'status')
  client.close()
})

test('the studio’s page /models is a page for browsers', async (t) => {
  const { call } = await startTestServer(t)
  const response = await call('/models', { headers: { Accept: 'text/html,application/xhtml+xml' } })
  // No studio is built here: its files are not found, and no list of folders comes.
  assert.ok(!(response.headers.get('content-type') ?? '').includes('json') || response.status === 404)
})
