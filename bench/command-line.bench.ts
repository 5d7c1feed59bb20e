import type { Benchmark } from './benchmark.ts'
import { emptyHome, timeBeyondStart, timeCommand } from './command-line.ts'

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

const mainJob = ['generate', '--prompt', 'ancient stone statue', '--3d', '--seed', '1']

const cached: Benchmark = {
  name: 'cached-run',
  title: 'the main job again, answered from the cache: from the opened workspace to the end of the command',
  unit: 'ms',
  limit: 20,
  warmUps: 2,
  runs: 40,
  async prepare() {
    const folder = emptyHome()
    await timeCommand(mainJob, folder)
    return {
      measure: () => timeBeyondStart(mainJob, folder),
      async [Symbol.asyncDispose]() {
        folder[Symbol.dispose]()
      },
    }
  },
}

const besideList: Benchmark = {
  name: 'cached-run-beside-list',
  title:
    "the same from outside, with the loading of `generate`'s own code and flags: its time minus that of `jobs list`",
  unit: 'ms',
  limit: 25,
  warmUps: 2,
  // The difference of two times of 130 ms that each vary by 30: of 40 pairs the median still varied by 5 from run to run.
  runs: 200,
  async prepare() {
    const folder = emptyHome()
    await timeCommand(mainJob, folder)
    let startUpFirst = false
    return {
      async measure() {
        // By turns first and second, so that neither always finds the machine as the other left it.
        startUpFirst = !startUpFirst
        if (startUpFirst) {
          const startUp = await timeCommand(['jobs', 'list'], folder)
          return (await timeCommand(mainJob, folder)) - startUp
        }
        const answer = await timeCommand(mainJob, folder)
        return answer - (await timeCommand(['jobs', 'list'], folder))
      },
      async [Symbol.asyncDispose]() {
        folder[Symbol.dispose]()
      },
    }
  },
}

export const benchmarks: readonly Benchmark[] = [help, cached, besideList]
