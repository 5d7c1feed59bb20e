import assert from 'node:assert/strict'
import { mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { writeSafetensors } from '../../models/formats/safetensors/write-safetensors.ts'
import { engineOf } from '../engine-of.ts'
import { temporaryFolder } from '../temporary-workspace.ts'
import { draftsOf, tinyWeights } from './tiny-models.ts'
import { small, type TinyWorkspace, tinyWorkspace, tinyWorkspaceIn } from './tiny-workspace.ts'

/** So many steps that a job is in the middle of them when something happens to it. */
const long = { ...small, steps: 400, seed: 3 }

test('a cancel ends the job within a step; the engine stays and the next job runs', async (t) => {
  const { workspace, make } = await tinyWorkspace(t, 'tiny-sd15')
  await make()
  const engine = engineOf(process.pid)
  const job = await workspace.queue.submit({ node: 'image.generate', input: long })
  let cancelledAt = 0
  let last = 0
  await assert.rejects(
    workspace.queue.wait(job.id, {
      onEvent(event) {
        if (event.type !== 'job-progress') return
        last = stepOf(event.message) ?? last
        if (last < 5 || cancelledAt > 0) return
        cancelledAt = last
        workspace.queue.cancel(job.id)
      },
    }),
    { code: 'cancelled', hint: /jobs retry/ },
  )
  assert.equal(workspace.queue.get(job.id).state, 'cancelled')
  assert.ok(cancelledAt >= 5)
  // Messages of steps that were already on their way when the cancel left.
  assert.ok(last - cancelledAt < 50, `cancelled at step ${cancelledAt}, and step ${last} was still taken`)
  assert.equal((await make({ seed: 2 })).width, 64)
  assert.equal(engineOf(process.pid), engine, 'the engine was not killed')
})

test('an engine that is killed while it samples fails its job clearly, and a retry makes the picture', async (t) => {
  const { workspace, make } = await tinyWorkspace(t, 'tiny-sd15')
  const expected = await make({ steps: 8 })
  const job = await workspace.queue.submit({
    node: 'image.generate',
    input: { ...small, steps: 8, seed: 1 },
    useCache: false,
  })
  let killed = 0
  await assert.rejects(
    workspace.queue.wait(job.id, {
      onEvent(event) {
        if (event.type !== 'job-progress' || stepOf(event.message) === undefined || killed > 0) return
        killed = engineOf(process.pid)
        process.kill(killed, 'SIGKILL')
      },
    }),
    { code: 'engine-crashed', message: /SIGKILL/, hint: /jobs retry/ },
  )
  workspace.queue.retry(job.id)
  const { output } = await workspace.queue.wait(job.id)
  assert.notEqual(engineOf(process.pid), killed)
  const { image } = output as { image: string }
  const { steps, seed } = workspace.assets.get(image).facts
  assert.deepEqual([steps, seed], [8, 1])
  assert.deepEqual((await make({ steps: 8 })).data, expected.data)
})

test('a checkpoint that vanishes, is cut or is exchanged between two jobs is never run as what it was', async (t) => {
  const { workspace, models, make } = await tinyWorkspace(t, 'tiny-sd15')
  // Chosen by its name: what is only the newest would give way to another one.
  await (await workspace.library()).use('tiny-sd15')
  const expected = await make()
  const engine = engineOf(process.pid)
  const file = models.path('tiny-sd15')
  const aside = path.join(models.folder, 'aside')

  renameSync(file, aside)
  await assert.rejects(make({ seed: 2 }), {
    code: 'not-found',
    message: /are gone: .*tiny-sd15/,
    hint: /models remove/,
  })
  writeFileSync(file, 'half of it')
  await assert.rejects(make({ seed: 2 }), { code: 'corrupt-file', message: /has changed/, hint: /models add/ })
  // As large as before and as old, but other values.
  const { atime, mtime } = statSync(aside)
  await writeSafetensors(
    file,
    draftsOf(tinyWeights(), (values) => values.reverse()),
  )
  utimesSync(file, atime, mtime)
  assert.equal(statSync(file).size, statSync(aside).size)
  await assert.rejects(make({ seed: 2 }), { code: 'corrupt-file', message: /has changed/ })

  rmSync(file)
  renameSync(aside, file)
  const { image } = (await rerun({ workspace })) as { image: string }
  assert.deepEqual(workspace.assets.get(image).facts['seed'], 1)
  assert.deepEqual((await make()).data, expected.data)
  assert.equal(engineOf(process.pid), engine)
})

test('too little memory for a part is said with what would fit; less of it fits, and one part makes room for the next', async (t) => {
  // The text encoder takes 5 MB, the U-Net more than 10.
  const { workspace, make } = await tinyWithMemory(t, 0.007)
  await assert.rejects(make({ precision: 'fp32' }), {
    code: 'out-of-memory',
    message: /^The U-Net of tiny-sd15\S* needs \d+ MB; of the budget of 7 MB, 0 MB is in use\.$/,
    hint: /^Take a smaller model, or raise the budget: ai-workspace config set models\.memoryGb 0\.1$/,
  })
  const engine = engineOf(process.pid)
  const other = await workspace.queue.submit({
    node: 'image.generate',
    input: { model: 'procedural', prompt: 'ancient stone statue', width: 64, height: 64 },
  })
  assert.equal((await workspace.queue.wait(other.id)).state, 'done')
  assert.equal(engineOf(process.pid), engine)

  const roomy = await tinyWithMemory(t, 0.016)
  const titles: string[] = []
  const job = await roomy.workspace.queue.submit({ node: 'image.generate', input: { ...small, precision: 'fp32' } })
  await roomy.workspace.queue.wait(job.id, {
    onEvent: (event) => void (event.type === 'model-unload' && titles.push(event.title)),
  })
  assert.match(titles[0]!, /^text encoder/, 'the least recently used goes first')
})

/** The first picture computed again, not taken from the cache. */
async function rerun({ workspace }: Pick<TinyWorkspace, 'workspace'>): Promise<unknown> {
  const job = await workspace.queue.submit({ node: 'image.generate', input: small, useCache: false })
  return (await workspace.queue.wait(job.id)).output
}

async function tinyWithMemory(t: TestContext, memoryGb: number): Promise<TinyWorkspace> {
  const home = temporaryFolder(t)
  mkdirSync(path.join(home, 'config'))
  writeFileSync(path.join(home, 'config', 'config.json'), JSON.stringify({ models: { memoryGb } }))
  return tinyWorkspaceIn(t, home, 'tiny-sd15')
}

function stepOf(message: string | undefined): number | undefined {
  const found = /^step (\d+) of/.exec(message ?? '')
  return found === null ? undefined : Number(found[1])
}
