import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openWorkspace } from '../core/workspace.ts'
import { temporaryFolder, temporaryWorkspace } from './temporary-workspace.ts'

const input = {
  prompt: 'ancient stone statue',
  '3d': true,
  blender: false,
  width: 128,
  height: 128,
  textureSize: 256,
  triangles: 2000,
  seed: 5,
}

/**
 * A process that opens the workspace, submits the job and waits for it: what the CLI does, without its words. It tells the
 * steps that begin, and is killed `afterMs` after `step` has.
 */
async function runProcess(home: string, kill?: { readonly step: string; readonly afterMs: number }): Promise<void> {
  const program = `
    const { openWorkspace } = await import(${JSON.stringify(new URL('../core/workspace.ts', import.meta.url).href)})
    await using workspace = await openWorkspace({ home: ${JSON.stringify(home)}, environment: {} })
    workspace.queue.subscribe((event) => event.type === 'step-start' && console.log(event.step))
    const job = await workspace.queue.submit({ node: 'generate', input: ${JSON.stringify(input)} })
    await workspace.queue.wait(job.id)
  `
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== kill?.step) continue
    await sleep(kill.afterMs)
    child.kill('SIGKILL')
    break
  }
  await ended
}

async function hashes(home: string): Promise<Record<string, string>> {
  await using workspace = await openWorkspace({ home, environment: {} })
  return Object.fromEntries(workspace.assets.list().map((asset) => [asset.name, asset.sha256]))
}

test('killed at any moment, the next start goes on from the last finished step and ends with the same files', async (t) => {
  const whole = temporaryFolder(t)
  await runProcess(whole)
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
    await runProcess(home, moment)
    await using workspace = await openWorkspace({ home, environment: {} })
    for (const asset of workspace.assets.list({ currentOnly: false })) workspace.assets.read(asset)
    assert.deepEqual(workspace.queue.list({ state: 'running' }), [])
    if (index === 0) assert.equal(workspace.queue.list({ state: 'queued' }).length, 1, 'the interrupted job is there')
  }

  const workspace = await temporaryWorkspace(t, home)
  for (const job of workspace.queue.list().reverse()) await workspace.queue.wait(job.id)
  assert.deepEqual(await hashes(home), expected)
  const report = await workspace.reindex()
  assert.deepEqual(report.problems, [])
  assert.deepEqual(await hashes(home), expected)
})

test('an engine that dies fails its job with a clear error, and a retry answers the finished steps from the cache', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const job = await workspace.queue.submit({ node: 'generate', input })
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
  const job = await workspace.queue.submit({ node: 'generate', input })
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
  await Promise.all([runProcess(home), runProcess(home)])
  await using workspace = await openWorkspace({ home, environment: {} })
  const jobs = workspace.queue.list()
  assert.deepEqual(
    jobs.map((job) => job.state),
    ['done', 'done'],
  )
  assert.deepEqual(jobs.map((job) => job.fromCache).sort(), [false, true])
})

/** The engine among the children of a process (Linux and macOS). */
function engineOf(pid: number): number {
  if (process.platform === 'linux') {
    for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const [, parent, command] = readProcess(entry)
      if (parent === pid && command.includes('engine-process')) return Number(entry)
    }
  }
  throw new Error('no engine is running')
}

function readProcess(entry: string): readonly [number, number, string] {
  try {
    const stat = readFileSync(join('/proc', entry, 'stat'), 'utf8')
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    return [Number(entry), parent, readFileSync(join('/proc', entry, 'cmdline'), 'utf8')]
  } catch {
    // It ended between the listing and the look.
    return [0, 0, '']
  }
}
