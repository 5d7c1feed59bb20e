import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { WorkspaceEvent } from '../base/job.ts'
import type { FromEngine } from '../core/pipeline/engine-protocol.ts'
import { JobStore } from '../core/pipeline/job-store.ts'
import { openStores } from '../core/storage/open-stores.ts'
import { openWorkspace } from '../core/workspace.ts'
import type { Benchmark } from './benchmark.ts'
import { emptyHome } from './command-line.ts'

const texture: Benchmark = {
  name: 'texture-set',
  title:
    'a 1024 × 1024 PBR set (`texture "mossy cobblestone"`, all maps written), from submit to done in a running engine',
  unit: 'ms',
  limit: 2_000,
  warmUps: 1,
  runs: 7,
  prepare: () =>
    prepareJobs('texture.generate', (seed) => ({ prompt: 'mossy cobblestone', width: 1024, height: 1024, seed })),
}

/** A photo's stand-in: the base colour of a material, which no cache knows beside its seed. */
const pictureMaps: Benchmark = {
  name: 'texture-from-picture',
  title:
    'a PBR set from a 1024 × 1024 picture (`texture --image`, all maps written), from submit to done in a running engine',
  unit: 'ms',
  limit: 6_000,
  warmUps: 1,
  runs: 5,
  async prepare() {
    const folder = emptyHome()
    const workspace = await openWorkspace({ home: folder.home })
    const wait = async (node: string, input: unknown) =>
      (await workspace.queue.wait((await workspace.queue.submit({ node, input })).id)).output
    const set = { prompt: 'mossy cobblestone', width: 1024, height: 1024, seed: 1, maps: ['albedo'], preview: false }
    const image = ((await wait('texture.generate', set)) as { maps: { albedo: string } }).maps.albedo
    let tileSize = 1
    return {
      async measure() {
        tileSize += 0.01
        const start = performance.now()
        await wait('texture.pbr', { image, tileSize })
        return performance.now() - start
      },
      async [Symbol.asyncDispose]() {
        await workspace[Symbol.asyncDispose]()
        folder[Symbol.dispose]()
      },
    }
  },
}

const stepsOfJob = 100

const nodeOverhead: Benchmark = {
  name: 'queue-overhead',
  title: `what the workspace adds to a node: of a job of ${stepsOfJob} steps that compute nothing, run in an engine process, the time of one (input check, cache key and look-up, its row, its events)`,
  unit: 'ms',
  limit: 3,
  warmUps: 3,
  runs: 20,
  async prepare() {
    const folder = emptyHome()
    const asset = await makeForm(folder.home)
    const { database, projects } = openStores(folder.home)
    const jobs = new JobStore(database)
    const { id: projectId } = projects.current()
    const engine = fork(new URL('./empty-steps.ts', import.meta.url), [folder.home], { serialization: 'advanced' })
    return {
      async measure() {
        const job = jobs.add({ node: '', input: {}, projectId, session: '', priority: 0, useCache: true })
        const start = performance.now()
        engine.send({ jobId: job.id, steps: stepsOfJob, asset })
        const seen = await stepsUntilDone(engine)
        // The job's own node is one more.
        if (seen !== stepsOfJob + 1) throw new Error(`${seen} steps ended instead of ${stepsOfJob + 1}.`)
        return (performance.now() - start) / stepsOfJob
      },
      async [Symbol.asyncDispose]() {
        engine.disconnect()
        await once(engine, 'exit')
        database[Symbol.dispose]()
        folder[Symbol.dispose]()
      },
    }
  },
}

const jobOverhead: Benchmark = {
  name: 'job-overhead',
  title:
    'what the workspace adds to a job of one node: a 256 × 256 texture from submit to done, minus the time inside the node (lock, rows, messages to the engine and back, one sync of the journal)',
  unit: 'ms',
  limit: 5,
  warmUps: 3,
  runs: 20,
  prepare: () =>
    prepareJobs('texture.generate', (seed) => ({ prompt: 'stone', width: 256, height: 256, seed }), {
      withoutNode: true,
    }),
}

/** How many steps ended until the job did. */
function stepsUntilDone(engine: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    let seen = 0
    engine.on('message', function count(message: FromEngine) {
      if (message.type === 'event' && message.event.type === 'step-end') seen++
      if (message.type !== 'done') return
      engine.off('message', count)
      resolve(seen)
    })
  })
}

/** A form, for steps to name in their input: its hash is a part of their cache keys. */
async function makeForm(home: string): Promise<string> {
  await using workspace = await openWorkspace({ home })
  const { id } = await workspace.queue.submit({ node: 'generate', input: { prompt: 'cube', width: 64, height: 64 } })
  return ((await workspace.queue.wait(id)).output as { form: string }).form
}

/** Times one job after the other, each with a seed of its own, in one open workspace. */
async function prepareJobs(
  node: string,
  inputFor: (seed: number) => unknown,
  { withoutNode = false }: { withoutNode?: boolean } = {},
) {
  const folder = emptyHome()
  const workspace = await openWorkspace({ home: folder.home })
  let seed = 1
  return {
    async measure() {
      let insideMs = 0
      const onEvent = (event: WorkspaceEvent) => {
        if (event.type === 'step-end' && event.depth === 0) insideMs = event.durationMs
      }
      const start = performance.now()
      const job = await workspace.queue.submit({ node, input: inputFor(seed++) })
      await workspace.queue.wait(job.id, { onEvent })
      return performance.now() - start - (withoutNode ? insideMs : 0)
    },
    async [Symbol.asyncDispose]() {
      await workspace[Symbol.asyncDispose]()
      folder[Symbol.dispose]()
    },
  }
}

export const benchmarks: readonly Benchmark[] = [texture, pictureMaps, nodeOverhead, jobOverhead]
