import type { Benchmark } from './benchmark.ts'
import { emptyHome, timeCommand } from './command-line.ts'

const help: Benchmark = {
  name: 'help',
  title: '`--help`, from shell to exit',
  unit: 'ms',
  limit: 300,
  warmUps: 2,
  runs: 20,
  async prepare() {
    const folder = emptyHome()
    return {
      measure: () => timeCommand(['--help'], folder),
      async [Symbol.asyncDispose]() {
        folder[Symbol.dispose]()
      },
    }
  },
}

const cached: Benchmark = {
  name: 'cached-run',
  title: 'the main job again, answered from the cache: its time minus that of `jobs list` run beside it',
  unit: 'ms',
  limit: 20,
  warmUps: 2,
  runs: 20,
  async prepare() {
    const folder = emptyHome()
    const job = ['generate', '--prompt', 'ancient stone statue', '--3d', '--seed', '1']
    await timeCommand(job, folder)
    return {
      async measure() {
        const startUp = await timeCommand(['jobs', 'list'], folder)
        return (await timeCommand(job, folder)) - startUp
      },
      async [Symbol.asyncDispose]() {
        folder[Symbol.dispose]()
      },
    }
  },
}

export const benchmarks: readonly Benchmark[] = [help, cached]
