import assert from 'node:assert/strict'
import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { encodePng } from '../../core/imaging/codecs/encode-png.ts'
import type { CommandSpec } from '../../interface/cli/command.ts'
import { groups } from '../../interface/cli/commands.ts'
import { runProgram } from '../../interface/cli/run-program.ts'
import { createTerminal } from '../../interface/cli/terminal/terminal.ts'
import { tinyDepthAnything } from '../../models/depth/tiny-depth-anything.fixture.ts'
import { writeFixtureCheckpoint } from '../../models/golden/write-fixture-checkpoint.ts'
import { comfyuiStandIn } from '../../models/servers/comfyui/contract.fixture.ts'
import { tinyModels } from '../diffusion/tiny-models.ts'
import { scriptedChatServer } from '../scripted-chat-server.ts'
import { temporaryFolder } from '../temporary-workspace.ts'

/** Runs one command line in this process, with what it printed. */
async function runLine(words: readonly string[]): Promise<{ code: number; out: string; note: string }> {
  const [out, note]: [string[], string[]] = [[], []]
  const json = words.includes('--json')
  const terminal = createTerminal({
    json,
    color: false,
    out: (text) => out.push(text),
    note: (text) => note.push(text),
  })
  const code = await runProgram(words, { terminal, signal: new AbortController().signal })
  return { code, out: out.join('\n'), note: note.join('\n') }
}

/** The words of a line as a shell would part them. */
function partWords(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '').slice(1)
}

/** The same line with a result small enough for a test. */
function makeSmall(words: readonly string[]): string[] {
  const [command] = words
  if (words.includes('--help')) return [...words]
  if (command === 'generate')
    return [
      ...words,
      '--size',
      '64',
      ...(words.includes('--3d') ? ['--texture-size', '256', '--triangles', '400', '--no-blender'] : []),
    ]
  // What the plan says; the fetching itself is tested against a server of the test's own.
  if (command === 'models' && words[1] === 'pull')
    return [...words, ...(words.includes('--dry-run') ? [] : ['--dry-run'])]
  if (command === 'texture' && !words.includes('--image')) return [...words, '--size', '256']
  if (command === 'mesh' && !/terrain|inspect|export/.test(words.join()))
    return [...words, '--texture-size', '256', '--triangles', '400']
  return [...words]
}

/** Examples that want a model which denoises. */
const forDiffusion = /--(steps|hires|variation-seed|start|control-image|seamless)\b|<lora:/

/** A white square on black, of the size that makeSmall asks for. */
function smallPicture(): Uint8Array {
  const inside = (i: number) => i > 16 && i <= 48
  const data = Uint8Array.from({ length: 64 * 64 }, (_, i) => (inside(i % 64) && inside(Math.floor(i / 64)) ? 255 : 0))
  return encodePng({ width: 64, height: 64, channels: 1, data })
}

async function examplesOf(name: string): Promise<string[]> {
  const group = groups.find((each) => each.name === name)
  assert.ok(group !== undefined)
  const collect = (spec: CommandSpec): string[] => [
    ...(spec.examples ?? []).map((example) => example.line),
    ...(spec.children ?? []).flatMap(collect),
  ]
  return collect(await group.load([]))
}

test('every example that help shows runs as it is written, in the order a person would try them', async (t) => {
  const home = temporaryFolder(t)
  const previous = process.cwd()
  process.chdir(home)
  t.after(() => process.chdir(previous))
  const run = async (line: string, words = makeSmall(partWords(line))) => {
    const result = await runLine([...words, '--home', home])
    assert.equal(result.code, 0, `${line}\n${result.out}\n${result.note}`)
    assert.notEqual(result.out, '', line)
    return result
  }
  const lines = await examplesOf('generate')
  for (const line of lines.filter((line) => !forDiffusion.test(line))) await run(line)
  using models = await tinyModels('tiny-sd15', 'tiny-lora', 'tiny-control')
  for (const [name, id] of [
    ['tiny-sd15', 'dreams'],
    ['tiny-lora', 'oil-painting'],
    ['tiny-control', 'canny'],
  ] as const) {
    await run(`add ${id}`, ['models', 'add', models.path(name), '--id', id])
  }
  for (const file of ['photo.png', 'mask.png', 'edges.png', 'chair.png'])
    writeFileSync(join(home, file), smallPicture())
  for (const line of lines.filter((line) => forDiffusion.test(line))) {
    await run(line, [...makeSmall(partWords(line)), '--steps', '2'])
  }
  await run('back', ['models', 'use', 'procedural'])
  const { assets } = JSON.parse((await run('json', ['run', 'texture.generate', 'sand', '--size', '256', '--json'])).out)
  const height = assets.find((asset: { role?: string }) => asset.role === 'height')
  for (const file of ['photo.png', 'terrain.png']) copyFileSync(height.file, join(home, file))
  // A whole weights file of one number, for `models add`.
  const header = '{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}  '
  writeFileSync(
    join(home, 'dream.safetensors'),
    Buffer.concat([Buffer.from([header.length, 0, 0, 0, 0, 0, 0, 0]), Buffer.from(header), Buffer.alloc(4)]),
  )
  const depth = join(home, 'depth.safetensors')
  await writeFixtureCheckpoint(depth, { setName: 'test', tensors: tinyDepthAnything() })
  await run('add depth', ['models', 'add', depth])
  const server = await comfyuiStandIn(t)
  const talker = await scriptedChatServer(t, () => ['Done.'])
  const [job] = JSON.parse((await run('json', ['jobs', 'list', '--json'])).out)
  for (const name of [
    'texture',
    'mesh',
    'run',
    'nodes',
    'assets',
    'project',
    'models',
    'config',
    'completion',
    'doctor',
    'logs',
  ]) {
    for (const line of await examplesOf(name)) {
      // `project create` changes to the new project; the next examples are about what was made before.
      if (name === 'project') await run('back', ['project', 'use', 'my-project'])
      const here = line.replace('http://127.0.0.1:8188', server.url).replace('http://127.0.0.1:11434', talker.url)
      await run(line, makeSmall(partWords(here)))
    }
  }
  for (const line of await examplesOf('webhooks')) {
    // A test sends nothing into the internet, not even to an address that is none.
    if (line.includes(' test ')) continue
    const [webhook] = JSON.parse((await run('json', ['webhooks', 'list', '--json'])).out)
    await run(line, partWords(line.replace('wh0123', webhook?.id ?? '')))
    if (line.includes(' remove ')) await run('add', ['webhooks', 'add', 'https://tool.example/hook'])
  }
  for (const line of await examplesOf('chat')) {
    // Without a message it talks with whoever sits there.
    if (line !== 'ai-workspace chat') await run(line)
  }
  for (const line of await examplesOf('chats')) {
    const [talk] = JSON.parse((await run('json', ['chats', 'list', '--json'])).out)
    await run(line, partWords(line.replace('v01ab', talk?.id ?? '')))
    if (line.includes(' remove ')) await run('back', ['chats', 'restore', talk.id])
  }
  for (const line of await examplesOf('jobs')) await run(line, partWords(line.replace('j0123', job.id)))
})
