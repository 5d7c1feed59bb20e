import { compareOutput } from '../golden/fixture.ts'
import { inputValues } from '../golden/fixture-values.ts'
import { fixtureWeights } from '../golden/fixture-weights.ts'
import type { GoldenKind } from '../golden/golden-kind.ts'
import { Graph } from '../graph/graph.ts'
import { openSession } from '../graph/session.ts'
import { rrdbNet } from './rrdbnet.ts'
import { rrdbNetNames } from './rrdbnet-names.ts'

/** ESRGAN and Real-ESRGAN in any of their namings. */
export const golden: GoldenKind = {
  matches: ({ tensors }) => Object.keys(tensors).some((name) => /\.rdb1\.conv1\./i.test(name)),
  async run(fixture, { provider }) {
    const graph = new Graph('rrdbnet', rrdbNetNames(fixtureWeights(fixture)))
    rrdbNet(graph)
    await using session = await openSession(graph, { provider })
    const { out } = await session.run({ image: inputValues(fixture, 'image') })
    return [compareOutput(fixture, 'out', out!.data as Float32Array)]
  },
}
