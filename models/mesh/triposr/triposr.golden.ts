import { compareOutput, type GoldenFixture, type GoldenResult, goldenInput } from '../../golden/fixture.ts'
import { fixtureWeights } from '../../golden/fixture-weights.ts'
import type { GoldenKind } from '../../golden/golden-kind.ts'
import { Graph } from '../../graph/graph.ts'
import { openSession } from '../../graph/session.ts'
import { compareMesh, type GoldenMesh } from '../surface/compare-mesh.ts'
import { marchingCubes } from '../surface/marching-cubes.ts'
import { torchmcubesVertices } from '../surface/torchmcubes-vertices.ts'
import { tripoSrScene } from './scene-graph.ts'
import { openTripoField } from './tripo-field.ts'
import { tripoSrConfig } from './triposr-config.ts'

/** TripoSR from a prepared picture to its mesh. */
export const golden: GoldenKind = {
  matches: ({ tensors }) => 'tokenizer.embeddings' in tensors && 'post_processor.upsample.weight' in tensors,
  async run(fixture, { provider }) {
    const config = tripoSrConfig.parse(fixture.config)
    const weights = fixtureWeights(fixture)
    const graph = new Graph('triposr', weights)
    tripoSrScene(graph, config)
    await using session = await openSession(graph, { provider })
    const scene = await session.run({ image: channelsFirst(fixture) })
    const planes = scene['scene_codes']!
    await using field = await openTripoField(weights, config, { provider })
    const n = fixture.config['grid'] as number
    const density = await field.grid(planes, n, {})
    const points = await field.at(planes, goldenInput(fixture, 'points'))
    return [
      compareOutput(fixture, 'image_tokens', scene['image_tokens']!.data as Float32Array),
      compareOutput(fixture, 'scene_codes', planes.data as Float32Array),
      compareOutput(fixture, 'density_grid', density),
      compareOutput(fixture, 'points_density', points.density),
      compareOutput(fixture, 'points_color', points.color),
      ...meshResults(fixture, density, n, config.renderer.radius),
    ]
  },
}

function meshResults(fixture: GoldenFixture, density: Float32Array, n: number, radius: number): GoldenResult[] {
  const expected = fixture.config['mesh'] as (GoldenMesh & { readonly threshold: number }) | undefined
  if (expected === undefined) return []
  const sides = [n, n, n] as const
  const { positions, indices } = marchingCubes(density, sides, expected.threshold)
  const placed = positions.map((value) => (value / (n - 1)) * 2 * radius - radius)
  const doubled = torchmcubesVertices(density, sides, expected.threshold)
  return compareMesh(expected, { positions: placed, indices }, { doubled })
}

/** [h, w, 3] → [1, 3, h, w] */
function channelsFirst(fixture: GoldenFixture) {
  const [height, width] = fixture.inputs['image_hwc']!.shape as [number, number, number]
  const values = goldenInput(fixture, 'image_hwc')
  const data = new Float32Array(values.length)
  for (let i = 0; i < height * width; i++) {
    for (let c = 0; c < 3; c++) data[c * height * width + i] = values[3 * i + c]!
  }
  return { data, shape: [1, 3, height, width] }
}
