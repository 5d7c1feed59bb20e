import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { temporaryFolder } from '../temporary-workspace.ts'
import { runCli, startCli } from './run-cli.ts'

const image = ['run', 'image.generate', '--prompt', 'ancient stone flumpy statue', '--size', '64', '--seed', '5']

test('help and version answer without making a folder', async (t) => {
  const home = temporaryFolder(t)
  const help = await runCli(home, '--help')
  assert.equal(help.code, 0)
  assert.match(help.out, /Usage: ai-workspace/)
  assert.match((await runCli(home, '--version')).out, /^ai-workspace \d+\.\d+\.\d+/)
  assert.deepEqual(readdirSync(home), [])
})

test('a picture is made, answered from the cache, traced, replayed, taken back and exported', async (t) => {
  const home = temporaryFolder(t)
  const made = await runCli(home, ...image)
  assert.equal(made.code, 0, made.note)
  assert.match(made.out, /assets\/images\/ancient-stone-flumpy-statue\.png/)
  assert.match(made.out, /did not understand: flumpy/)
  assert.ok(!made.out.includes('\u001b'), 'no colours into a pipe')
  assert.equal(made.note, '', 'no progress into a pipe')

  const again = await runCli(home, ...image, '--json')
  const { fromCache, assets, seed } = { ...JSON.parse(again.out), ...JSON.parse(again.out).input }
  assert.equal(fromCache, true)
  assert.equal(seed, 5)
  assert.ok(assets.every((asset: { file: string }) => existsSync(asset.file)))
  assert.match((await runCli(home, ...image)).out, /answered from the cache/)

  const name = 'ancient-stone-flumpy-statue'
  const why = await runCli(home, 'assets', 'why', name)
  assert.match(why.out, /image\.generate v\d+ prompt="ancient stone flumpy statue"/)
  assert.match(why.out, /sha256 [0-9a-f]{16}/)
  const replay = await runCli(home, 'assets', 'replay', name)
  assert.equal(replay.code, 0, replay.note)
  assert.match(replay.out, /bit-identical/)

  assert.equal((await runCli(home, 'project', 'undo')).code, 0)
  assert.match((await runCli(home, 'assets', 'list')).out, /No assets/)
  assert.match((await runCli(home, 'project', 'history')).out, /← redo/)
  assert.equal((await runCli(home, 'project', 'redo')).code, 0)
  const out = join(home, 'out')
  assert.equal((await runCli(home, 'assets', 'export', name, '--to', out)).code, 0)
  assert.deepEqual(readdirSync(out), [`${name}.png`])
  assert.equal((await runCli(home, 'assets', 'export', name, '--to', out)).code, 2, 'nothing is written over')
})

test('each wrong word gets one sentence, a hint, its exit code, and no stack', async (t) => {
  const home = temporaryFolder(t)
  // The first bytes of a PNG, and then nothing.
  writeFileSync(join(home, 'broken.png'), Buffer.from('89504e470d0a1a0a0000000d49484452000000', 'hex'))
  writeFileSync(join(home, 'form.json'), '{"version": 1}')
  const cases: [number, RegExp, ...string[]][] = [
    [2, /no flag --sed for "ai-workspace run"/, 'run', 'image.generate', '--prompt', 'x', '--sed', '1'],
    [2, /--width takes a whole number from 64 to 4096; got "0"/, ...image, '--width', '0'],
    [2, /--width takes a whole number from 64 to 4096; got "-5"/, ...image, '--width', '-5'],
    [2, /--width takes a whole number from 64 to 4096; got "1e9"/, ...image, '--width', '1e9'],
    [2, /--seed takes a whole number.*got "abc"/, ...image.slice(0, 4), '--seed', 'abc'],
    [2, /--prompt/, 'run', 'image.generate'],
    [2, /generate needs a prompt/, 'generate'],
    [2, /no command "asets"/, 'asets'],
    [3, /No node "image.generat"/, 'run', 'image.generat'],
    [3, /No asset "nope"/, 'assets', 'show', 'nope'],
    [3, /No project "nope"/, 'assets', 'list', '--project', 'nope'],
    [3, /No job "j12345"/, 'jobs', 'retry', 'j12345'],
    [3, /no setting "engine.thread"/, 'config', 'set', 'engine.thread', '2'],
    [3, /no file "nope\.png"/i, 'assets', 'import', 'nope.png'],
    [7, /damaged|cut short/, 'assets', 'import', 'broken.png'],
    [2, /form program/, 'generate', '--form', 'form.json'],
    [2, /flumpy/, 'generate', 'flumpy dingbat'],
    [2, /--3d-model/, 'generate', 'statue', '--3d-model'],
    [3, /no asset and no file "nope\.png"/, 'mesh', 'nope.png'],
    [2, /--limit takes a whole number from 1 to/, 'jobs', 'list', '--limit', '0'],
    [2, /Which assets/, 'assets', 'trash'],
    [2, /--older-than belongs to --empty/, 'assets', 'trash', 'statue', '--older-than', '3'],
    [2, /takes no names/, 'assets', 'trash', 'statue', '--empty'],
    [2, /--tries takes a whole number from 1 to 64; got "0"/, 'generate', 'statue', '--tries', '0'],
  ]
  for (const [code, message, ...words] of cases) {
    const { code: given, out, note } = await runCli(home, ...words)
    assert.equal(given, code, `${words.join(' ')}: ${note}`)
    assert.match(note, message)
    assert.match(note, /^✗ .+\n(→ .+\n)?$/, words.join(' '))
    assert.equal(out, '')
  }
  const debug = await runCli(home, 'assets', 'show', 'nope', '--debug')
  assert.match(debug.note, /at .*\.ts:\d+/)
  const json = JSON.parse((await runCli(home, 'assets', 'show', 'nope', '--json')).out)
  assert.equal(json.error.code, 'not-found')
})

test('emptying the trash deletes nothing without a yes, and with it the files', async (t) => {
  const home = temporaryFolder(t)
  const { assets } = JSON.parse((await runCli(home, ...image, '--json')).out)
  const picture = assets.find((asset: { kind: string }) => asset.kind === 'image')
  const empty = ['assets', 'trash', '--empty']
  assert.match((await runCli(home, ...empty)).out, /is empty/)
  assert.equal((await runCli(home, 'assets', 'trash', picture.name)).code, 0)
  assert.match((await runCli(home, ...empty, '--older-than', '1')).out, /holds nothing for as long as 1 day/)
  const asked = await runCli(home, ...empty)
  assert.equal(asked.code, 2)
  assert.match(asked.note, /1 file \([\d.]+ kB\).*needs a yes.*--yes/s)
  assert.ok(existsSync(picture.file))
  const done = await runCli(home, ...empty, '--yes', '--json')
  assert.deepEqual(
    JSON.parse(done.out).deleted.map(({ id }: { id: string }) => id),
    [picture.id],
  )
  assert.equal(existsSync(picture.file), false)
  assert.equal(JSON.parse((await runCli(home, 'project', 'reindex', '--json')).out).problems.length, 0)
})

test('a wrong settings file names every wrong key and can be mended from the command line', async (t) => {
  const home = temporaryFolder(t)
  mkdirSync(join(home, 'config'))
  const file = join(home, 'config', 'config.json')
  writeFileSync(file, JSON.stringify({ engine: { thread: 2 }, log: {} }))
  const wrong = await runCli(home, 'assets', 'list')
  assert.equal(wrong.code, 10)
  assert.match(wrong.note, /engine\.thread\b.*engine\.threads/)
  assert.match(wrong.note, /"log"/)
  writeFileSync(file, '{}')
  assert.equal((await runCli(home, 'config', 'set', 'engine.threads', '1')).code, 0)
  assert.equal((await runCli(home, 'config', 'get', 'engine.threads')).out, '1\n')
})

test('Ctrl-C cancels with exit code 130, and the job can be gone on with', async (t) => {
  const home = temporaryFolder(t)
  const words = ['run', 'texture.generate', '--prompt', 'rusty iron', '--size', '2048', '--seed', '1', '--json']
  const { child, done } = startCli(home, words)
  // Wait until the job is really running; it takes seconds from there.
  let running = ''
  while (running === '' && child.exitCode === null) {
    const { code, out, note } = await runCli(home, 'jobs', 'list', '--state', 'running', '--json')
    assert.equal(code, 0, out + note)
    running = JSON.parse(out)[0]?.id ?? ''
  }
  child.kill('SIGINT')
  const ended = await done
  assert.equal(ended.code, 130, ended.out + ended.note)
  const { error } = JSON.parse(ended.out)
  assert.equal(error.code, 'cancelled')
  assert.match(error.hint, new RegExp(`jobs retry ${running}`))
  const [job] = JSON.parse((await runCli(home, 'jobs', 'list', '--json')).out)
  assert.equal(job.state, 'cancelled')
})

test('two processes on one workspace both finish their work', async (t) => {
  const home = temporaryFolder(t)
  const other = ['run', 'image.generate', '--prompt', 'wooden chair', '--size', '64', '--seed', '2']
  const results = await Promise.all([
    runCli(home, ...image),
    runCli(home, ...other),
    runCli(home, ...image, '--seed', '9'),
  ])
  for (const { code, note } of results) assert.equal(code, 0, note)
  const { length } = JSON.parse((await runCli(home, 'assets', 'list', '--kind', 'image', '--versions', '--json')).out)
  assert.equal(length, 3)
})
