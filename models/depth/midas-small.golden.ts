import { compareOutput } from '../golden/fixture.ts'
import { inputValues } from '../golden/fixture-values.ts'
import { fixtureWeights } from '../golden/fixture-weights.ts'
import type { GoldenKind } from '../golden/golden-kind.ts'
import { Graph } from '../graph/graph.ts'
import { openSession } from '../graph/session.ts'
import { midasSmall } from './midas-small.ts'

/** MiDaS small under its own names. */
export const golden: GoldenKind = {
  matches: ({ tensors }) => 'pretrained.layer1.3.0.conv_dw.weight' in tensors,
  async run(fixture, { provider }) {
    const graph = new Graph('midas-small', fixtureWeights(fixture))
    midasSmall(graph)
    await using session = await openSession(graph, { provider })
    const { depth } = await session.run({ image: inputValues(fixture, 'image') })
    return [compareOutput(fixture, 'depth', depth!.data as Float32Array)]
  },
}
