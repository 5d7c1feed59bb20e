import { z } from 'zod'
import { compareOutput } from '../../golden/fixture.ts'
import { inputIds, pickRows } from '../../golden/fixture-values.ts'
import { fixtureWeights } from '../../golden/fixture-weights.ts'
import type { GoldenKind } from '../../golden/golden-kind.ts'
import { Graph } from '../../graph/graph.ts'
import { openSession } from '../../graph/session.ts'
import { below } from '../../graph/weights.ts'
import { clipText } from './clip-text.ts'
import { clipTextNames } from './clip-text-names.ts'
import { noInjection } from './injection.ts'

const configSchema = z.looseObject({
  num_attention_heads: z.int(),
  hidden_size: z.int(),
  hidden_act: z.enum(['quick_gelu', 'gelu']),
  rows_kept: z.array(z.int()),
})

/** CLIP's text encoder alone, in any of its layouts. */
export const golden: GoldenKind = {
  matches: ({ inputs, outputs }) => 'input_ids' in inputs && 'penultimate' in outputs,
  async run(fixture, { provider }) {
    const config = configSchema.parse(fixture.config)
    const whole = fixtureWeights(fixture)
    const [end] = [...whole.names()].filter((name) => /token_embedding\.weight$/.test(name))
    const prefix = end!.replace(/(text_model\.embeddings\.)?token_embedding\.weight$/, '')
    const graph = new Graph('clip-text', clipTextNames(below(whole, prefix)))
    clipText(graph, {
      heads: config.num_attention_heads,
      activation: config.hidden_act === 'gelu' ? 'gelu' : 'quick-gelu',
    })
    await using session = await openSession(graph, { provider })
    const ids = inputIds(fixture, 'input_ids')
    const got = await session.run({ input_ids: ids, ...noInjection(ids.shape, config.hidden_size) })
    return Object.keys(fixture.outputs).map((name) => {
      const values = got[ownNames[name] ?? name]!
      return compareOutput(
        fixture,
        name,
        values.shape.length === 3 ? pickRows(values, config.rows_kept) : (values.data as Float32Array),
      )
    })
  },
}

const ownNames: Readonly<Record<string, string>> = {
  last: 'normed_1',
  penultimate: 'hidden_2',
  penultimate_normed: 'normed_2',
}
