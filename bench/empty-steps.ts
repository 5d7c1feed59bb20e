import { z } from 'zod'
import { assetId } from '../base/asset.ts'
import { defineNode } from '../base/node.ts'
import { openEngine } from '../core/pipeline/open-engine.ts'
import { runJobNode } from '../core/pipeline/run-node.ts'

/*
 * An engine process whose job is nothing but steps with nothing to compute: what is left is what the workspace does around
 * each step. `fork` it with the workspace folder; it takes `{ jobId, steps, asset }` and answers with the events of an engine
 * and `{ type: 'done' }`.
 */

const step = defineNode({
  id: 'step.measure',
  summary: 'Nothing.',
  version: 1,
  input: z.strictObject({ asset: assetId('form'), job: z.string(), number: z.int().min(0) }),
  output: z.object({ number: z.int() }),
  example: { asset: '$form', job: '', number: 0 },
  run: async ({ number }) => ({ number }),
})

const steps = defineNode({
  id: 'steps.measure',
  summary: 'Many steps of nothing.',
  version: 1,
  input: z.strictObject({ asset: assetId('form'), job: z.string(), steps: z.int().min(1) }),
  output: z.object({ last: z.int() }),
  example: { asset: '$form', job: '', steps: 1 },
  async run({ asset, job, steps: count }, context) {
    let last = 0
    for (let number = 1; number <= count; number++) {
      last = (await context.run(step, { asset, job, number })).number
    }
    return { last }
  },
})

const engine = openEngine(process.argv[2]!)
const send = (message: object) => process.send!(message)

process.on('message', ({ jobId, steps: count, asset }: { jobId: string; steps: number; asset: string }) => {
  const scope = engine.scopeOf(jobId, {
    signal: new AbortController().signal,
    emit: (event) => send({ type: 'event', event }),
  })
  void runJobNode(scope, steps, { asset, job: jobId, steps: count }).then((output) =>
    send({ type: 'done', jobId, output }),
  )
})
process.on('disconnect', () => process.exit(0))
