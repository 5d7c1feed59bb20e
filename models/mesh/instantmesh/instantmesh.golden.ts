import { compareOutput, type GoldenFixture, type GoldenResult, goldenInput } from '../../golden/fixture.ts'
import { inputValues } from '../../golden/fixture-values.ts'
import { fixtureWeights } from '../../golden/fixture-weights.ts'
import type { GoldenKind } from '../../golden/golden-kind.ts'
import { Graph } from '../../graph/graph.ts'
import { openSession } from '../../graph/session.ts'
import { compareMesh, type GoldenMesh } from '../surface/compare-mesh.ts'
import { cornersOfCell, flexiCubes, surfaceCells } from '../surface/flexicubes.ts'
import { gridVertices, guardEmpty, movedVertices } from './dual-grid.ts'
import { openInstantField } from './instant-field.ts'
import { instantMeshConfig } from './instantmesh-config.ts'
import { generatorNames } from './instantmesh-parts.ts'
import { instantMeshPlanes } from './planes-graph.ts'

/** InstantMesh from prepared views to its mesh. */
export const golden: GoldenKind = {
  matches: ({ tensors }) => Object.keys(tensors).some((name) => name.endsWith('encoder.camera_embedder.0.weight')),
  async run(fixture, { provider }) {
    const config = instantMeshConfig.parse(fixture.config)
    const weights = generatorNames(fixtureWeights(fixture))
    const [, views, , side] = fixture.inputs['images']!.shape as [number, number, number, number]
    const graph = new Graph('instantmesh', weights)
    instantMeshPlanes(graph, config, { views, side })
    await using session = await openSession(graph, { provider })
    const seen = await session.run({
      images: { ...inputValues(fixture, 'images'), shape: [views, 3, side, side] },
      cameras: { data: goldenInput(fixture, 'cameras'), shape: [views, 16] },
    })
    const planes = seen['planes']!
    await using field = await openInstantField(weights, { provider })
    const vertices = gridVertices(config)
    const { sdf, deformation } = await field.geometry(planes, vertices)
    const n = config.grid_res
    const cells = Uint32Array.from({ length: n ** 3 }, (_, cell) => cell)
    const cellWeights = await field.weights(planes, cornerPoints(vertices, cells, n))
    const results = [
      compareOutput(
        fixture,
        'image_feats',
        everyThird(seen['image_feats']!.data as Float32Array, rowLength(fixture, 'image_feats')),
      ),
      compareOutput(fixture, 'planes', planes.data as Float32Array),
      compareOutput(fixture, 'sdf_raw', sdf),
      compareOutput(fixture, 'deformation_raw', deformation),
      compareOutput(fixture, 'flexi_weight_raw', everyThird(cellWeights, 21)),
    ]
    guardEmpty(sdf, n)
    const moved = movedVertices(vertices, deformation, config)
    const crossed = surfaceCells({ n, sdf })
    const own = Float32Array.from(
      { length: 21 * crossed.length },
      (_, i) => cellWeights[21 * crossed[Math.floor(i / 21)]! + (i % 21)]!,
    )
    const mesh = flexiCubes({ n, sdf, vertices: moved }, crossed, own)
    return [...results, compareOutput(fixture, 'sdf', sdf), ...meshResults(fixture, mesh)]
  },
}

function meshResults(fixture: GoldenFixture, mesh: Parameters<typeof compareMesh>[1]): GoldenResult[] {
  const expected = fixture.config['mesh'] as GoldenMesh | undefined
  return expected === undefined ? [] : compareMesh(expected, mesh)
}

function cornerPoints(vertices: Float32Array, cells: Uint32Array, n: number): Float32Array {
  const points = new Float32Array(24 * cells.length)
  cells.forEach((cell, at) => {
    cornersOfCell(cell, n).forEach((corner, c) => {
      points.set(vertices.subarray(3 * corner, 3 * corner + 3), 24 * at + 3 * c)
    })
  })
  return points
}

/** The rows that the fixture keeps: one of three. */
function everyThird(values: Float32Array, row: number): Float32Array {
  return values.filter((_, i) => Math.floor(i / row) % 3 === 0)
}

function rowLength(fixture: GoldenFixture, name: string): number {
  return fixture.outputs[name]!.shape.at(-1)!
}
