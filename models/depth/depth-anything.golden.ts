import { compareOutput } from '../golden/fixture.ts'
import { inputValues } from '../golden/fixture-values.ts'
import { fixtureWeights } from '../golden/fixture-weights.ts'
import type { GoldenKind } from '../golden/golden-kind.ts'
import { Graph } from '../graph/graph.ts'
import { openSession } from '../graph/session.ts'
import { depthAnything } from './depth-anything.ts'
import { positionsFor, readPositions } from './position-embedding.ts'

interface Config {
  readonly backbone: { readonly num_heads: number; readonly patch_size: number }
  readonly intermediate_layer_idx: readonly number[]
}

/** Depth Anything V2 under its own names. */
export const golden: GoldenKind = {
  matches: ({ tensors }) => 'depth_head.projects.0.weight' in tensors && 'pretrained.pos_embed' in tensors,
  async run(fixture, { provider }) {
    const { backbone, intermediate_layer_idx } = fixture.config as unknown as Config
    const weights = fixtureWeights(fixture)
    const graph = new Graph('depth-anything', weights)
    depthAnything(graph, { heads: backbone.num_heads, hooks: intermediate_layer_idx })
    const image = inputValues(fixture, 'image')
    const [rows, columns] = image.shape.slice(2).map((side) => side / backbone.patch_size) as [number, number]
    const positions = await readPositions(weights, 'pretrained.pos_embed', { method: 'cubic' })
    await using session = await openSession(graph, { provider })
    const { depth } = await session.run({ image, position: positionsFor(positions, { rows, columns }) })
    return [compareOutput(fixture, 'depth', depth!.data as Float32Array)]
  },
}
