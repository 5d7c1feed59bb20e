import type { Mesh } from '../mesh.ts'
import { faceNormals } from './face-normals.ts'
import type { FlatChart } from './flatten-chart.ts'
import { packCharts, turned } from './pack-charts.ts'
import type { PlacedChart } from './packing.ts'

/** Share of the square that charts fill, about. */
const FILLED = 0.45

/** A mesh with its charts laid flat. */
export interface ChartedMesh {
  readonly mesh: Mesh
  readonly charts: readonly FlatChart[]
  /** How large its texels' share of the square is beside that of the others: 1 by default. */
  readonly scale?: number
}

export interface Unwrapped {
  /** With uvs; vertices on a seam stand once for each chart. */
  readonly mesh: Mesh
  /** The chart of each vertex. */
  readonly chartOfVertex: Uint32Array
  readonly chartCount: number
  /** The vertex of the mesh that was given, for each vertex. */
  readonly source: Uint32Array
}

/** Packs the charts of all meshes into one unit square, so that one texture serves them all. */
export function layCharts(parts: readonly ChartedMesh[]): Unwrapped[] {
  const sized = parts.map((part) => ({ ...part, charts: part.charts.map((chart) => scaled(chart, part.scale ?? 1)) }))
  const { scale, charts: places } = packCharts(
    sized.flatMap(({ mesh, charts }) => charts.map((chart) => ({ mesh, chart }))),
  )
  let first = 0
  return sized.map((part) => {
    const unwrapped = lay(part, places.slice(first, first + part.charts.length), scale)
    first += part.charts.length
    return unwrapped
  })
}

/**
 * The mesh with its seams, before its charts have places: they lie on top of each other at about the scale that packing will
 * give them. For what asks where seams are and how far apart texels, and not where.
 */
export function seamed(part: ChartedMesh): Mesh {
  const area = faceNormals(part.mesh).areas.reduce((sum, value) => sum + value, 0)
  const places = part.charts.map((): PlacedChart => ({ turns: 0, offset: [0, 0] }))
  return lay(part, places, area > 0 ? Math.sqrt(FILLED / area) : 1).mesh
}

function scaled(chart: FlatChart, scale: number): FlatChart {
  return scale === 1 ? chart : { ...chart, uvs: chart.uvs.map((value) => value * scale) }
}

function lay({ mesh, charts }: ChartedMesh, places: readonly PlacedChart[], scale: number): Unwrapped {
  const vertexCount = charts.reduce((sum, { localOf }) => sum + localOf.size, 0)
  const positions = new Float32Array(vertexCount * 3)
  const uvs = new Float32Array(vertexCount * 2)
  const chartOfVertex = new Uint32Array(vertexCount)
  const source = new Uint32Array(vertexCount)
  const indices = new Uint32Array(mesh.indices.length)
  let first = 0
  charts.forEach(({ triangles, localOf, uvs: flatUvs }, chart) => {
    const { turns, offset } = places[chart]!
    for (const [vertex, local] of localOf) {
      const at = first + local
      const [x, y] = turned(flatUvs[local * 2]!, flatUvs[local * 2 + 1]!, turns)
      positions.set(mesh.positions.subarray(vertex * 3, vertex * 3 + 3), at * 3)
      uvs[at * 2] = x * scale + offset[0]
      // Charts are laid out with v upwards; glTF counts from the top.
      uvs[at * 2 + 1] = 1 - (y * scale + offset[1])
      chartOfVertex[at] = chart
      source[at] = vertex
    }
    for (const t of triangles)
      for (let k = 0; k < 3; k++) indices[t * 3 + k] = first + localOf.get(mesh.indices[t * 3 + k]!)!
    first += localOf.size
  })
  return { mesh: { positions, indices, uvs }, chartOfVertex, chartCount: charts.length, source }
}
