import { z } from 'zod'
import { WorkspaceError } from '../../base/error.ts'
import { defineNode } from '../../base/node.ts'

/** So many steps a graph of a hundred pictures has; more is a loop that went wrong. */
const mostSteps = 1000

/** What an earlier step gave, in the place of a value: one of its outputs, and of a list the entry that is meant. */
const referenceSchema = z.strictObject({ step: z.int().min(0), output: z.string(), index: z.int().min(0).optional() })

/** Several nodes as one job: a graph, as a list in the order in which it is computed. */
export default defineNode({
  id: 'steps.run',
  summary: 'Run nodes one after another; a step may take what an earlier one gave.',
  version: 1,
  input: z.strictObject({
    steps: z
      .array(z.strictObject({ node: z.string(), input: z.record(z.string(), z.unknown()) }))
      .max(mostSteps)
      .describe('Each a node and its input; { "step": 0, "output": "image" } stands for what an earlier step gave.'),
  }),
  output: z.object({ outputs: z.array(z.unknown()).describe('What each step gave.') }),
  example: {
    steps: [
      { node: 'image.invert', input: { image: '$image' } },
      { node: 'image.resize', input: { image: { step: 0, output: 'image' }, width: 32 } },
    ],
  },
  // Each step is cached on its own, with the models and assets that it reads; here nothing says which those are.
  uncached: true,

  async run({ steps }, context) {
    const outputs: unknown[] = []
    for (const [place, { node: id, input }] of steps.entries()) {
      const node = await context.node(id)
      outputs.push(await context.run(node, resolve(input, outputs), { until: (place + 1) / steps.length }))
    }
    return { outputs }
  },
})

/** The input with every reference replaced by what that step gave. */
function resolve(value: unknown, outputs: readonly unknown[]): unknown {
  if (Array.isArray(value)) return value.map((each) => resolve(each, outputs))
  if (typeof value !== 'object' || value === null) return value
  const reference = referenceSchema.safeParse(value).data
  if (reference === undefined) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, resolve(each, outputs)]))
  }
  const { step, output, index } = reference
  const given = outputs[step] as Record<string, unknown> | undefined
  const found = index === undefined ? given?.[output] : (given?.[output] as unknown[] | undefined)?.[index]
  if (found !== undefined) return found
  const which = index === undefined ? output : `${output}[${index}]`
  throw new WorkspaceError('bad-input', `Step ${outputs.length} takes "${which}" of step ${step}, which gives none.`, {
    hint: 'Steps are counted from 0, and only earlier ones can be taken from.',
  })
}
