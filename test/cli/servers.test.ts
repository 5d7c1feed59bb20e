import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { a1111StandIn } from '../../models/servers/a1111/contract.fixture.ts'
import { comfyuiStandIn } from '../../models/servers/comfyui/contract.fixture.ts'
import { answer, json, standIn, testPixels, testPng } from '../../models/servers/stand-in.fixture.ts'
import { temporaryFolder } from '../temporary-workspace.ts'
import { runCli, startCli } from './run-cli.ts'

test('a server that is added draws: the asset is its PNG, with what the server says it was made with', async (t) => {
  const home = temporaryFolder(t)
  const server = await a1111StandIn(t)
  const environment = { FORGE_TOKEN: 'me:secret-of-a-test' }
  const add = ['models', 'add', '--server', server.url, '--name', 'forge', '--token-env', 'FORGE_TOKEN']
  const added = await startCli(home, add, environment).done
  assert.equal(added.code, 0, added.note)
  assert.match(added.out, /forge: A1111\/Forge at 127\.0\.0\.1:\d+, 2 models, 2 samplers, 2 LoRAs, 1 ControlNet/)

  const listed = await runCli(home, 'models', 'list')
  assert.match(listed.out, /forge@\w{8} +│? *server:a1111.* yes +│? *server\b/)
  // Nobody chose it: words go to no server.
  assert.match(listed.out, /procedural.*built in, default/)
  const shown = await runCli(home, 'models', 'show', 'forge')
  assert.match(shown.out, /token +in the variable FORGE_TOKEN/)
  assert.match(shown.out, /samplers +DPM\+\+ 2M, Euler a/)

  const words = [
    'generate',
    'a red cube',
    '--model',
    'forge',
    '--size',
    '64',
    '--seed',
    '7',
    '--steps',
    '9',
    '--sampler',
    'euler_a',
    '--json',
  ]
  const first = await startCli(home, words, environment).done
  assert.equal(first.code, 0, first.note)
  const { output } = JSON.parse(first.out)
  const asset = JSON.parse((await runCli(home, 'assets', 'show', output.image, '--json')).out)
  const { facts, path } = asset.asset ?? asset
  const stated = {
    steps: 9,
    sampler: 'Euler a',
    schedule: 'Karras',
    cfgScale: 7,
    modelHash: '879db523c3',
    serverModel: 'dream',
    seed: 7,
  }
  for (const [name, value] of Object.entries(stated)) assert.deepEqual(facts[name], value, name)
  const file = readFileSync(findFile(home, path))
  assert.match(
    file.toString('latin1'),
    /parameters\0a red cube\nSteps: 9, Sampler: Euler a, Schedule type: Karras, CFG scale: 7, Seed: 7, Size: 64x64, Model hash: 879db523c3/,
  )
  const { default: sharp } = await import('sharp')
  assert.deepEqual(new Uint8Array(await sharp(file).removeAlpha().raw().toBuffer()), testPixels().data)

  // The server's answer is its own each time: nothing stands in the cache for it.
  assert.equal((await startCli(home, words, environment).done).code, 0)
  const drawn = server.seen.filter(({ path: asked }) => asked === '/sdapi/v1/txt2img')
  assert.equal(drawn.length, 2)
  assert.equal(drawn[0]?.headers.authorization, `Basic ${Buffer.from('me:secret-of-a-test').toString('base64')}`)
  for (const name of filesIn(home))
    assert.ok(!readFileSync(name).includes('secret-of-a-test'), `${name} holds the token`)
})

test('a server’s refusals come through the program with their code, and verify asks it anew', async (t) => {
  const home = temporaryFolder(t)
  const server = await comfyuiStandIn(t)
  assert.equal((await runCli(home, 'models', 'add', '--server', server.url)).code, 0)
  const refused = await runCli(home, 'generate', 'x', '--model', 'comfyui', '--sampler', 'unipc')
  assert.equal(refused.code, 3, refused.note)
  assert.match(refused.note, /The server has no sampler "unipc"/)
  assert.match(refused.note, /There are: euler, euler_ancestral, dpmpp_2m/)
  const seamless = await runCli(home, 'generate', 'x', '--model', 'comfyui', '--seamless', 'xy')
  assert.equal(seamless.code, 2, seamless.note)
  assert.equal(server.bodies('/prompt').length, 0)
  // A LoRA of the server, which is not installed here.
  const lora = await runCli(home, 'generate', 'a cube <lora:ink:0.5>', '--model', 'comfyui', '--size', '64')
  assert.equal(lora.code, 0, lora.note)
  const verified = await runCli(home, 'models', 'verify', 'comfyui')
  assert.match(verified.out, /✓ comfyui: 2 models, 3 samplers, 1 LoRA, 1 ControlNet, as before/)
  const removed = await runCli(home, 'models', 'remove', 'comfyui')
  assert.match(removed.out, /forgotten; the server at http:\/\/127\.0\.0\.1:\d+ is as it was/)
})

test('Ctrl-C stops the picture at the server too', async (t) => {
  const home = temporaryFolder(t)
  let asked = () => {}
  const drawing = new Promise<void>((resolve) => {
    asked = resolve
  })
  const server = await a1111StandIn(t, { 'POST /sdapi/v1/txt2img': () => asked() })
  assert.equal((await runCli(home, 'models', 'add', '--server', server.url)).code, 0)
  const run = startCli(home, ['generate', 'a red cube', '--model', 'a1111', '--size', '64'])
  await drawing
  run.child.kill('SIGINT')
  const { code, note } = await run.done
  assert.equal(code, 130, note)
  assert.equal(server.seen.filter(({ path }) => path === '/sdapi/v1/interrupt').length, 1)
})

test('what a server does with less than was asked is shown under the picture', async (t) => {
  const home = temporaryFolder(t)
  const picture = (await testPng()).toString('base64')
  const server = await standIn(t, {
    'GET /v1/models': json({ data: [{ id: 'painter' }] }),
    'POST /v1/images/generations': ({ body }, response) =>
      'seed' in JSON.parse(body.toString())
        ? answer(response, { error: { message: "Unknown parameter: 'seed'." } }, 400)
        : answer(response, { data: [{ b64_json: picture }] }),
  })
  assert.equal((await runCli(home, 'models', 'add', '--server', `${server.url}/v1`)).code, 0)
  const drawn = await runCli(home, 'generate', 'a red cube', '--model', 'openai')
  assert.equal(drawn.code, 0, drawn.note)
  assert.match(drawn.out, /! This server takes no seed/)
  assert.equal(server.bodies('/v1/images/generations').at(-1)!['size'], '1024x1024')
})

test('what cannot be a server is told before anything is asked', async (t) => {
  const home = temporaryFolder(t)
  const refused = async (code: number, note: RegExp, ...words: string[]) => {
    const result = await runCli(home, 'models', 'add', ...words)
    assert.equal(result.code, code, result.note)
    assert.match(result.note, note)
  }
  await refused(2, /needs a file, or --server/)
  await refused(2, /no file, and nothing to copy/, 'x.safetensors', '--server', 'http://127.0.0.1:1')
  await refused(
    2,
    /name of an environment variable, not the token/,
    '--server',
    'http://127.0.0.1:1',
    '--token-env',
    'sk-1234',
  )
  await refused(2, /"checkpoint" is no kind of server/, '--server', 'http://127.0.0.1:1', '--kind', 'checkpoint')
  await refused(2, /belong to --server/, 'x.safetensors', '--kind', 'a1111')
  await refused(12, /refuses the connection/, '--server', 'http://127.0.0.1:1')
})

function findFile(home: string, path: string): string {
  const found = filesIn(home).find((file) => file.endsWith(path))
  assert.ok(found, path)
  return found
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
