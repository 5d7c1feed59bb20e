import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { smallGguf } from '../../models/formats/gguf/gguf.fixture.ts'
import { answer, isProbe, noise, sha256Of, startServer } from '../../models/hub/download/unruly-server.fixture.ts'
import { temporaryFolder } from '../temporary-workspace.ts'
import { runCli, startCli } from './run-cli.ts'

const weights = Buffer.concat([smallGguf(), noise(3_000_000)])
const commit = 'c'.repeat(40)
const listing = {
  sha: commit,
  gated: false,
  cardData: { license: 'apache-2.0' },
  siblings: [
    { rfilename: 'small.gguf', size: weights.length, lfs: { sha256: sha256Of(weights), size: weights.length } },
  ],
}

test('a pull that Ctrl-C pauses goes on with the same command, and what came is checked, listed and removed', async (t) => {
  const home = temporaryFolder(t)
  let hold = true
  let half = () => {}
  const halfSent = new Promise<void>((resolve) => {
    half = resolve
  })
  const hub = await startServer(t, (request, response) => {
    if (request.url?.startsWith('/api/models/owner/thing/')) return void response.end(JSON.stringify(listing))
    if (request.url !== `/owner/thing/resolve/${commit}/small.gguf`) return void response.writeHead(404).end()
    answer(request, response, weights, {
      write: (sent, body) => {
        if (!hold || isProbe(request)) return void sent.end(body)
        sent.write(body.subarray(0, 1_000_000), half)
      },
    })
  })
  const environment = { HF_ENDPOINT: hub.url, HF_TOKEN: 'hf_secret_of_a_test' }
  const first = startCli(home, ['models', 'pull', 'hf:owner/thing'], environment)
  await halfSent
  // The bytes are sent; the program has them once its part is there.
  const downloads = join(home, 'models', '.downloads')
  const arrived = (name: string) => name.endsWith('.part') && statSync(join(downloads, name)).size >= 1_000_000
  await until(() => listAll(downloads).some(arrived))
  first.child.kill('SIGINT')
  const paused = await first.done
  assert.equal(paused.code, 130, paused.note)
  assert.match(paused.note, /licence +apache-2\.0/)
  assert.match(paused.note, /Paused owner-thing/)
  assert.match(paused.note, /Go on: ai-workspace models pull hf:owner\/thing/)

  hold = false
  const before = hub.requests.length
  const done = await startCli(home, ['models', 'pull', 'hf:owner/thing', '--json'], environment).done
  assert.equal(done.code, 0, done.out)
  const [model] = JSON.parse(done.out).models
  assert.deepEqual(readFileSync(model.files[0].path), weights)
  assert.equal(model.files[0].checkedAgainst, 'sha256')
  const resumed = hub.requests.slice(before).map(({ headers }) => headers.range)
  assert.ok(
    resumed.some((range) => /^bytes=[1-9]/.test(range ?? '')),
    `went on where it was: ${resumed.join(', ')}`,
  )

  const listed = await runCli(home, 'models', 'list')
  assert.match(listed.out, /owner-thing@[0-9a-f]{8} +\S+ +3\.0 MB/)
  assert.equal((await runCli(home, 'models', 'verify')).code, 0)
  writeFileSync(model.files[0].path, Buffer.from(weights).fill(1, 1_000_000, 1_000_020))
  assert.equal((await runCli(home, 'models', 'verify')).code, 7)
  assert.equal((await runCli(home, 'models', 'remove', 'owner-thing')).code, 0)
  assert.match((await runCli(home, 'models', 'list')).out, /No models installed/)
  for (const log of readdirSync(join(home, 'logs'))) {
    assert.ok(!readFileSync(join(home, 'logs', log), 'utf8').includes('hf_secret'), 'the token is in no log')
  }
})

test('each failure of a pull has its sentence, its hint and its exit code', async (t) => {
  const home = temporaryFolder(t)
  const hub = await startServer(t, (request, response) => {
    const status = Number(/\/owner\/(\d{3})/.exec(request.url ?? '')?.[1] ?? 404)
    response.writeHead(status).end()
  })
  const environment = { HF_ENDPOINT: hub.url }
  const cases: [string[], number, RegExp][] = [
    [
      ['hf:owner/403'],
      13,
      /accept the licence on http:\/\/127\.0\.0\.1:\d+\/owner\/403, then give a read token in the variable HF_TOKEN/,
    ],
    [['hf:owner/404'], 3, /no file at/],
    [['sd15-fp61'], 3, /Did you mean "sd15-fp16"/],
    [['npm:package'], 2, /Say which files of package/],
    [['ftp://host/file'], 3, /No model/],
  ]
  for (const [words, code, says] of cases) {
    const result = await startCli(home, ['models', 'pull', ...words], environment).done
    assert.equal(result.code, code, result.note)
    assert.match(result.note, says)
    assert.ok(!/\n\s+at /.test(result.note), 'no stack')
  }
  const before = hub.requests.length
  const offline = await startCli(home, ['models', 'pull', 'sd15-fp16'], { ...environment, AI_WORKSPACE_OFFLINE: '1' })
    .done
  assert.equal(offline.code, 12)
  assert.match(offline.note, /Offline mode is on/)
  assert.equal(hub.requests.length, before)
})

test('a scan registers what a folder holds only when told to, and leaves it as it was', async (t) => {
  const home = temporaryFolder(t)
  const theirs = temporaryFolder(t)
  mkdirSync(join(theirs, 'llm'))
  writeFileSync(join(theirs, 'llm', 'small.gguf'), weights)
  const looked = await runCli(home, 'models', 'scan', '--folder', theirs)
  assert.match(looked.out, /small\.gguf[\s\S]*--yes/)
  assert.deepEqual(
    JSON.parse((await runCli(home, 'models', 'list', '--json')).out).map((each: { id: string }) => each.id),
    ['procedural'],
  )
  assert.equal((await runCli(home, 'models', 'scan', '--folder', theirs, '--yes')).code, 0)
  const shown = JSON.parse((await runCli(home, 'models', 'show', 'small', '--json')).out)
  assert.equal(shown.installed.storage, 'in-place')
  assert.equal(shown.installed.files[0].sha256, sha256Of(weights))
  assert.match((await runCli(home, 'models', 'remove', 'small')).out, /its files stay/)
  assert.ok(existsSync(join(theirs, 'llm', 'small.gguf')))
})

test('the token is never shown', async (t) => {
  const home = temporaryFolder(t)
  const set = await runCli(home, 'config', 'set', 'hub.token', 'hf_secret_of_a_test')
  const all = [set, await runCli(home, 'config', 'list'), await runCli(home, 'config', 'get', 'hub.token', '--json')]
  for (const { out, note, code } of all) {
    assert.equal(code, 0, note)
    assert.ok(!`${out}${note}`.includes('hf_secret'))
    assert.match(out, /\(set\)/)
  }
})

function listAll(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : []
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20))
}
