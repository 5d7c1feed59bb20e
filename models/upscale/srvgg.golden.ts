import { compareOutput } from '../golden/fixture.ts'
import { inputValues } from '../golden/fixture-values.ts'
import { fixtureWeights } from '../golden/fixture-weights.ts'
import type { GoldenKind } from '../golden/golden-kind.ts'
import { Graph } from '../graph/graph.ts'
import { openSession } from '../graph/session.ts'
import { srvggNet } from './srvgg.model.ts'

/** Real-ESRGAN's compact upscalers. */
export const golden: GoldenKind = {
  matches: ({ tensors }) => 'body.0.weight' in tensors && 'body.1.weight' in tensors,
  async run(fixture) {
    const graph = new Graph('srvgg', fixtureWeights(fixture))
    srvggNet(graph)
    await using session = await openSession(graph)
    const { out } = await session.run({ image: inputValues(fixture, 'image') })
    return [compareOutput(fixture, 'out', out!.data as Float32Array)]
  },
}
