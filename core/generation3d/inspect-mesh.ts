import type { Measure, Quality } from '../../base/asset.ts'
import type { SolidCheck } from './check-solid.ts'
import { countDegenerate, countFlipped } from './count-faults.ts'
import { findComponents } from './find-components.ts'
import { inspectUvs, type UvReport } from './inspect-uvs.ts'
import { measureSolid } from './measure-solid.ts'
import type { Mesh } from './mesh.ts'
import { findTopology, isWatertight } from './topology.ts'

/** What was measured of a mesh and its levels of detail. Lengths in metres. */
export interface MeshReport {
  readonly levels: readonly LevelReport[]
  /** Of level 0; absent where it has no uvs. */
  readonly uvs?: UvReport
  /** The Manifold library's opinion of level 0, where it was asked. */
  readonly solid?: SolidCheck
}

export interface LevelReport {
  readonly triangles: number
  /** As the file has them, and with those at one place counted once. */
  readonly vertices: number
  readonly places: number
  readonly watertight: boolean
  readonly openEdges: number
  readonly nonManifoldEdges: number
  readonly nonManifoldVertices: number
  readonly degenerateTriangles: number
  readonly flippedTriangles: number
  readonly components: number
  /** Vertices − edges + triangles: 2 for each closed piece without handles. */
  readonly eulerNumber: number
  /** Handles of all pieces together; only of a watertight mesh. */
  readonly genus?: number
  /** Negative when the mesh is inside out; only of a watertight mesh. */
  readonly volume?: number
  readonly area: number
  readonly min: readonly [number, number, number]
  readonly max: readonly [number, number, number]
}

export function inspectMesh(meshes: readonly Mesh[]): MeshReport {
  const levels = meshes.map(inspectLevel)
  const finest = meshes[0]
  return finest?.uvs === undefined ? { levels } : { levels, uvs: inspectUvs({ ...finest, uvs: finest.uvs }) }
}

function inspectLevel(mesh: Mesh): LevelReport {
  const topology = findTopology(mesh)
  const { componentCount } = findComponents(topology.corners, mesh.positions.length / 3)
  const triangles = mesh.indices.length / 3
  const { volume, area } = measureSolid(mesh)
  const watertight = isWatertight(topology)
  const eulerNumber = topology.vertexCount - topology.edgeCount + triangles
  const min: [number, number, number] = [Infinity, Infinity, Infinity]
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity]
  for (const vertex of mesh.indices)
    for (let a = 0; a < 3; a++) {
      min[a] = Math.min(min[a]!, mesh.positions[vertex * 3 + a]!)
      max[a] = Math.max(max[a]!, mesh.positions[vertex * 3 + a]!)
    }
  return {
    triangles,
    vertices: mesh.positions.length / 3,
    places: topology.vertexCount,
    watertight,
    openEdges: topology.openEdges,
    nonManifoldEdges: topology.crowdedEdges,
    nonManifoldVertices: topology.pinchedVertices,
    degenerateTriangles: countDegenerate(mesh.positions, topology.corners),
    flippedTriangles: countFlipped(topology),
    components: componentCount,
    eulerNumber,
    ...(watertight ? { genus: componentCount - eulerNumber / 2, volume } : {}),
    area,
    min,
    max,
  }
}

/** At most this share of the covered texels may be drawn twice: a fold of a few texels shows nowhere. */
const MOST_OVERLAP = 0.002
/** The densest texels may be this many times as fine as the coarsest. */
const MOST_UNEVEN = 4

/** The report as what is kept with the asset. `solid` says that the mesh is meant to be closed. */
export function qualityOfMesh(
  { levels, uvs, solid: checked }: MeshReport,
  { solid = true }: { solid?: boolean } = {},
): Quality {
  const measures: Measure[] = []
  const check = (name: string, value: number | boolean, pass: boolean) =>
    measures.push({ name, value: rounded(value), pass })
  const tell = (name: string, value: number | string | undefined) => {
    if (value !== undefined)
      measures.push({ name, value: typeof value === 'string' ? value : (rounded(value) as number) })
  }
  const finest = levels[0]!
  if (solid) {
    check('watertight', finest.watertight, finest.watertight)
    check('volume', finest.volume ?? 0, (finest.volume ?? 0) > 0)
    if (checked !== undefined) check('solid', checked.accepted, checked.accepted)
  }
  check('non-manifold-edges', finest.nonManifoldEdges, finest.nonManifoldEdges === 0)
  check('non-manifold-vertices', finest.nonManifoldVertices, finest.nonManifoldVertices === 0)
  check('degenerate-triangles', finest.degenerateTriangles, finest.degenerateTriangles === 0)
  check('flipped-triangles', finest.flippedTriangles, finest.flippedTriangles === 0)
  if (solid && levels.length > 1) {
    const whole = levels.filter(({ watertight }) => watertight).length
    check('watertight-levels', whole, whole === levels.length)
  }
  if (uvs !== undefined) {
    check('uv-overlap', uvs.overlap, uvs.overlap <= MOST_OVERLAP)
    check('uv-outside', uvs.outside, uvs.outside === 0)
    check('uv-mirrored', uvs.mirrored, uvs.mirrored === 0)
    const uneven = uvs.density.least > 0 ? uvs.density.most / uvs.density.least : Infinity
    check('texel-density-ratio', Number.isFinite(uneven) ? uneven : 1e9, uneven <= MOST_UNEVEN)
    tell('uv-coverage', uvs.coverage)
    tell('texels-per-metre', uvs.density.median)
  }
  tell('open-edges', finest.openEdges)
  tell('triangles', levels.map(({ triangles }) => triangles).join(', '))
  tell('pieces', finest.components)
  tell('genus', finest.genus)
  tell('euler-number', finest.eulerNumber)
  tell('area', finest.area)
  const judged = measures.filter(({ pass }) => pass !== undefined)
  return { score: rounded(judged.filter(({ pass }) => pass).length / judged.length) as number, measures }
}

function rounded(value: number | boolean): number | boolean {
  return typeof value === 'boolean' ? value : Math.round(value * 10_000) / 10_000
}
