import type { WorkspaceEvent } from '../base/job.ts'
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

const overhead: Benchmark = {
  name: 'queue-overhead',
  title: 'a 256 × 256 texture from submit to done, minus the time inside the node: queue, database and processes',
  unit: 'ms',
  limit: 3,
  warmUps: 3,
  runs: 20,
  prepare: () =>
    prepareJobs('texture.generate', (seed) => ({ prompt: 'stone', width: 256, height: 256, seed }), {
      withoutNode: true,
    }),
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

export const benchmarks: readonly Benchmark[] = [texture, overhead]
