import { openWorkspace } from '../core/workspace.ts'
import type { Benchmark } from './benchmark.ts'
import { emptyHome, timeCommand } from './command-line.ts'
import { watchMemory } from './process-memory.ts'

const mainJob = ['generate', '--prompt', 'ancient stone statue', '--3d', '--seed', '1']

const cold: Benchmark = {
  name: 'main-job-cold',
  title: '`generate --prompt "ancient stone statue" --3d`, 512 px, empty workspace, from shell to exit',
  unit: 'ms',
  limit: 10_000,
  warmUps: 1,
  runs: 5,
  async prepare() {
    return {
      async measure() {
        using folder = emptyHome()
        return await timeCommand(mainJob, folder)
      },
      async [Symbol.asyncDispose]() {},
    }
  },
}

const warm: Benchmark = {
  name: 'main-job-warm',
  title: 'the same with another seed as the second job of a running engine, from submit to done',
  unit: 'ms',
  limit: 4_000,
  warmUps: 1,
  runs: 5,
  async prepare() {
    const folder = emptyHome()
    const workspace = await openWorkspace({ home: folder.home })
    let seed = 1
    return {
      async measure() {
        const input = { prompt: 'ancient stone statue', '3d': true, seed: seed++ }
        const start = performance.now()
        const job = await workspace.queue.submit({ node: 'generate', input })
        await workspace.queue.wait(job.id)
        return performance.now() - start
      },
      async [Symbol.asyncDispose]() {
        await workspace[Symbol.asyncDispose]()
        folder[Symbol.dispose]()
      },
    }
  },
}

const memory: Benchmark = {
  name: 'main-job-memory',
  title: 'highest memory of the cold main job, all processes together (proportional set size, sampled every 50 ms)',
  unit: 'MB',
  limit: 1024,
  warmUps: 0,
  runs: 3,
  async prepare() {
    return {
      async measure() {
        using folder = emptyHome()
        let watch: { stop(): number } | undefined
        await timeCommand(mainJob, { home: folder.home, onStart: (pid) => (watch = watchMemory(pid)) })
        return watch!.stop()
      },
      async [Symbol.asyncDispose]() {},
    }
  },
}

export const benchmarks: readonly Benchmark[] = process.platform === 'linux' ? [cold, warm, memory] : [cold, warm]
