import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { test } from 'node:test'
import { sha256 } from '../core/storage/record.ts'
import { openWorkspace } from '../core/workspace.ts'
import { createRandom } from '../models/procedural/random.ts'
import { engineOf } from './engine-of.ts'
import { crashInput, type Kill, runAndKill } from './run-and-kill.ts'
import { temporaryFolder, temporaryWorkspace } from './temporary-workspace.ts'

/** Enough to meet several steps and the writing of their files, in less than a minute. */
const killRounds = 8

/** Every asset by its path, each read and held against its hash; after the queue has taken up what was left. */
async function everyHash(home: string): Promise<Record<string, string>> {
  await using workspace = await openWorkspace({ home, environment: {} })
  assert.deepEqual(workspace.queue.list({ state: 'running' }), [])
  const assets = workspace.assets.list({ currentOnly: false })
  return Object.fromEntries(assets.map((asset) => [asset.path, sha256(workspace.assets.read(asset))]))
}

/** The files in the folders called `name` of every project. */
function filesBelow(projects: string, name: string): string[] {
  if (!existsSync(projects)) return []
  return readdirSync(projects, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.parentPath.split(sep).includes(name))
    .map((entry) => join(entry.parentPath, entry.name))
}

async function hashes(home: string): Promise<Record<string, string>> {
  await using workspace = await openWorkspace({ home, environment: {} })
  return Object.fromEntries(workspace.assets.list().map((asset) => [asset.name, asset.sha256]))
}

test('killed at any moment, the next start goes on from the last finished step and ends with the same files', async (t) => {
  const whole = temporaryFolder(t)
  await runAndKill(whole)
  const expected = await hashes(whole)
  assert.ok(
    Object.keys(expected).length >= 5,
    `a whole run makes image, form, depth, normal and mesh: ${Object.keys(expected)}`,
  )

  const home = temporaryFolder(t)
  // Between steps, in the middle of computing, and while files are written.
  const moments = [
    { step: 'generate', afterMs: 0 },
    { step: 'image.generate', afterMs: 300 },
    { step: 'image.depth', afterMs: 20 },
    { step: 'image.normal', afterMs: 60 },
    { step: 'mesh.form', afterMs: 500 },
  ]
  for (const [index, moment] of moments.entries()) {
    await runAndKill(home, moment)
    await using workspace = await openWorkspace({ home, environment: {} })
    for (const asset of workspace.assets.list({ currentOnly: false })) workspace.assets.read(asset)
    assert.deepEqual(workspace.queue.list({ state: 'running' }), [])
    if (index === 0) assert.equal(workspace.queue.list({ state: 'queued' }).length, 1, 'the interrupted job is there')
  }

  const workspace = await temporaryWorkspace(t, home)
  for (const job of workspace.queue.list().reverse()) {
    // On a fast machine three of the moments fall into one step: the job is given up then, and goes on when it is told to.
    if (job.state === 'failed') workspace.queue.retry(job.id)
    await workspace.queue.wait(job.id)
  }
  assert.deepEqual(await hashes(home), expected)
  const report = await workspace.reindex()
  assert.deepEqual(report.problems, [])
  assert.deepEqual(await hashes(home), expected)
})

test('killed at random moments, nothing is lost or half-written, and the end is the same to the bit', async (t) => {
  const seed = Number(process.env['CRASH_SEED'] ?? randomInt(2 ** 31))
  const random = createRandom(seed)
  const again = `again with CRASH_SEED=${seed}`
  t.diagnostic(again)
  const whole = temporaryFolder(t)
  const { lifeMs } = await runAndKill(whole)
  const expected = await everyHash(whole)

  let home = temporaryFolder(t)
  let known: Record<string, string> = {}
  for (let round = 0; round < killRounds; round++) {
    const kill: Kill = { afterMs: random.between(0, lifeMs), victims: random.pick(['main', 'all'] as const) }
    const { ended } = await runAndKill(home, kill)
    const moment = `round ${round}, ${kill.victims} killed after ${Math.round(kill.afterMs)} ms; ${again}`
    // Whatever lies under its final name is whole, also what no row knows of yet.
    for (const file of filesBelow(join(home, 'projects'), 'assets')) {
      if (file.endsWith('.part')) continue
      assert.ok(
        Object.values(expected).includes(sha256(readFileSync(file))),
        `${file} is not as it should be: ${moment}`,
      )
    }
    const now = await everyHash(home)
    assert.deepEqual({ ...now, ...known }, now, `something that was there is lost: ${moment}`)
    for (const [path, hash] of Object.entries(now)) assert.equal(hash, expected[path], `${path}: ${moment}`)
    known = now
    if (!ended) continue
    assert.deepEqual(now, expected, moment)
    // Everything would come from the cache now: the next rounds begin anew.
    home = temporaryFolder(t)
    known = {}
  }

  const { ended } = await runAndKill(home)
  assert.ok(ended, `the last run does not come to its end: ${again}`)
  assert.deepEqual(await everyHash(home), expected, again)
  await using workspace = await openWorkspace({ home, environment: {} })
  assert.deepEqual((await workspace.reindex()).problems, [], again)
  assert.deepEqual(
    filesBelow(join(home, 'projects'), 'assets').filter((file) => file.endsWith('.part')),
    [],
    again,
  )
  assert.deepEqual(await everyHash(home), expected, again)
})

test('an engine that dies fails its job with a clear error, and a retry answers the finished steps from the cache', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const job = await workspace.queue.submit({ node: 'generate', input: crashInput })
  const finished: string[] = []
  await assert.rejects(
    workspace.queue.wait(job.id, {
      onEvent: (event) => {
        if (event.type === 'step-end') finished.push(event.step)
        if (event.type === 'step-start' && event.step === 'mesh.form') process.kill(engineOf(process.pid), 'SIGKILL')
      },
    }),
    { code: 'engine-crashed', hint: /jobs retry/ },
  )
  assert.ok(finished.includes('image.generate'))
  assert.equal(workspace.assets.list({ kind: 'image' }).length, 1, 'what was finished is kept and current')

  const fromCache: string[] = []
  workspace.queue.retry(job.id)
  const done = await workspace.queue.wait(job.id, {
    onEvent: (event) => void (event.type === 'step-end' && event.fromCache && fromCache.push(event.step)),
  })
  assert.equal(done.state, 'done')
  assert.deepEqual(fromCache, ['image.generate', 'image.depth', 'image.normal'])
})

test('a cancelled job ends soon, keeps what was finished and can go on', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const job = await workspace.queue.submit({ node: 'generate', input: crashInput })
  await assert.rejects(
    workspace.queue.wait(job.id, {
      onEvent: (event) => {
        if (event.type === 'step-start' && event.step === 'image.normal') workspace.queue.cancel(job.id)
      },
    }),
    { code: 'cancelled' },
  )
  assert.equal(workspace.queue.get(job.id).state, 'cancelled')
  assert.equal(workspace.assets.list({ kind: 'image' }).length, 1)
  workspace.queue.retry(job.id)
  assert.equal((await workspace.queue.wait(job.id)).state, 'done')
})

test('two processes share one queue: both jobs end, and the cache serves the second', async (t) => {
  const home = temporaryFolder(t)
  await Promise.all([runAndKill(home), runAndKill(home)])
  await using workspace = await openWorkspace({ home, environment: {} })
  const jobs = workspace.queue.list()
  assert.deepEqual(
    jobs.map((job) => job.state),
    ['done', 'done'],
  )
  assert.deepEqual(jobs.map((job) => job.fromCache).sort(), [false, true])
})
