import type { Benchmark, Prepared } from './benchmark.ts'
import { emptyHome, timeBeyondStart, timeCommand } from './command-line.ts'

const mainJob = ['generate', '--prompt', 'ancient stone statue', '--3d', '--seed', '1']

type Home = ReturnType<typeof emptyHome>

/** An empty workspace folder for all runs, in which `first` is run once if it is given. */
async function inHome(measure: (home: Home) => Promise<number>, first?: readonly string[]): Promise<Prepared> {
  const home = emptyHome()
  if (first !== undefined) await timeCommand(first, home)
  return {
    measure: () => measure(home),
    async [Symbol.asyncDispose]() {
      home[Symbol.dispose]()
    },
  }
}

const help: Benchmark = {
  name: 'help',
  title: '`--help`, from shell to exit',
  unit: 'ms',
  limit: 300,
  warmUps: 2,
  runs: 20,
  prepare: () => inHome((home) => timeCommand(['--help'], home)),
}

const cached: Benchmark = {
  name: 'cached-run',
  title: 'the main job again, answered from the cache: its time minus that of `jobs list` run beside it',
  unit: 'ms',
  limit: 20,
  warmUps: 2,
  // The difference of two times of 130 ms that each vary by 30: of 40 pairs the median still varied by 5 from run to run.
  runs: 200,
  async prepare() {
    let startUpFirst = false
    return inHome(async (home) => {
      // By turns first and second, so that neither always finds the machine as the other left it.
      startUpFirst = !startUpFirst
      if (startUpFirst) {
        const startUp = await timeCommand(['jobs', 'list'], home)
        return (await timeCommand(mainJob, home)) - startUp
      }
      const answer = await timeCommand(mainJob, home)
      return answer - (await timeCommand(['jobs', 'list'], home))
    }, mainJob)
  },
}

const answer: Benchmark = {
  name: 'cached-answer',
  title: 'the main job answered from the cache, seen from inside: from the opened workspace to the end of the command',
  unit: 'ms',
  limit: 20,
  warmUps: 2,
  runs: 40,
  prepare: () => inHome((home) => timeBeyondStart(mainJob, home), mainJob),
}

export const benchmarks: readonly Benchmark[] = [help, cached, answer]
