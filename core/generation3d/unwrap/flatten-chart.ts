import type { Mesh } from '../mesh.ts'
import { rasterize } from '../rasterize.ts'

/** A chart laid flat, in metres: true to size on the whole. */
export interface FlatChart {
  readonly triangles: readonly number[]
  /** Vertices of the mesh in this chart, and the place of each in `uvs`. */
  readonly localOf: ReadonlyMap<number, number>
  readonly uvs: Float64Array
}

/** Steps that bring edges back to their true lengths; more change little. */
const RELAXATIONS = 24

/**
 * Lays a chart flat: projected along its direction, then stretched back towards true lengths (position-based dynamics on the
 * edges). Answers undefined when even the projection folds over itself.
 */
export function flattenChart(mesh: Mesh, triangles: readonly number[]): FlatChart | undefined {
  const { positions, indices } = mesh
  const localOf = new Map<number, number>()
  for (const t of triangles)
    for (let k = 0; k < 3; k++) {
      const vertex = indices[t * 3 + k]!
      if (!localOf.has(vertex)) localOf.set(vertex, localOf.size)
    }
  const vertices = [...localOf.keys()]
  const corners = triangles.flatMap((t) => [0, 1, 2].map((k) => localOf.get(indices[t * 3 + k]!)!))
  const { right, up, area } = frameOf(mesh, triangles)
  const projected = new Float64Array(vertices.length * 2)
  vertices.forEach((vertex, i) => {
    for (let a = 0; a < 3; a++) {
      projected[i * 2] = projected[i * 2]! + positions[vertex * 3 + a]! * right[a]!
      projected[i * 2 + 1] = projected[i * 2 + 1]! + positions[vertex * 3 + a]! * up[a]!
    }
  })
  const relaxed = relax(projected, edgesOf(mesh, vertices, corners))
  for (const uvs of [relaxed, projected]) {
    if (turnsOver(uvs, corners) || overlaps(uvs, corners)) continue
    const flat = flatArea(uvs, corners)
    const scale = flat > 0 ? Math.sqrt(area / flat) : 1
    return { triangles, localOf, uvs: uvs.map((x) => x * scale) }
  }
  return undefined
}

/** Two directions across the mean normal of the triangles, and their area. */
function frameOf({ positions, indices }: Mesh, triangles: readonly number[]) {
  const normal: [number, number, number] = [0, 0, 0]
  let area = 0
  for (const t of triangles) {
    const [a, b, c] = [indices[t * 3]! * 3, indices[t * 3 + 1]! * 3, indices[t * 3 + 2]! * 3]
    const [ux, uy, uz] = [0, 1, 2].map((i) => positions[b + i]! - positions[a + i]!) as [number, number, number]
    const [vx, vy, vz] = [0, 1, 2].map((i) => positions[c + i]! - positions[a + i]!) as [number, number, number]
    const x = uy * vz - uz * vy
    const y = uz * vx - ux * vz
    const z = ux * vy - uy * vx
    normal[0] += x
    normal[1] += y
    normal[2] += z
    area += Math.sqrt(x * x + y * y + z * z) / 2
  }
  const length = Math.sqrt(normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2]) || 1
  const [x, y, z] = normal.map((value) => value / length) as [number, number, number]
  // Any direction across the normal; from the axis it leans on least.
  const right: [number, number, number] = Math.abs(y) < 0.9 ? [z, 0, -x] : [0, -z, y]
  const size = Math.sqrt(right[0] * right[0] + right[1] * right[1] + right[2] * right[2]) || 1
  for (let a = 0; a < 3; a++) right[a] = right[a]! / size
  const up = [y * right[2] - z * right[1], z * right[0] - x * right[2], x * right[1] - y * right[0]]
  return { right, up, area }
}

interface Edges {
  readonly ends: Uint32Array
  readonly lengths: Float64Array
}

function edgesOf({ positions }: Mesh, vertices: readonly number[], corners: readonly number[]): Edges {
  const known = new Set<number>()
  const ends: number[] = []
  for (let h = 0; h < corners.length; h++) {
    const a = corners[h]!
    const b = corners[h % 3 === 2 ? h - 2 : h + 1]!
    const key = Math.min(a, b) * vertices.length + Math.max(a, b)
    if (known.has(key)) continue
    known.add(key)
    ends.push(a, b)
  }
  const lengths = new Float64Array(ends.length / 2)
  for (let e = 0; e < lengths.length; e++) {
    const [a, b] = [vertices[ends[e * 2]!]! * 3, vertices[ends[e * 2 + 1]!]! * 3]
    const [x, y, z] = [0, 1, 2].map((i) => positions[a + i]! - positions[b + i]!) as [number, number, number]
    lengths[e] = Math.sqrt(x * x + y * y + z * z)
  }
  return { ends: Uint32Array.from(ends), lengths }
}

function relax(from: Float64Array, { ends, lengths }: Edges): Float64Array {
  const uvs = from.slice()
  for (let round = 0; round < RELAXATIONS; round++)
    for (let e = 0; e < lengths.length; e++) {
      const a = ends[e * 2]! * 2
      const b = ends[e * 2 + 1]! * 2
      const x = uvs[b]! - uvs[a]!
      const y = uvs[b + 1]! - uvs[a + 1]!
      const length = Math.sqrt(x * x + y * y)
      if (length === 0) continue
      // Half of the way, shared by both ends: gentle enough not to turn small triangles over.
      const move = (0.25 * (length - lengths[e]!)) / length
      uvs[a] = uvs[a]! + x * move
      uvs[a + 1] = uvs[a + 1]! + y * move
      uvs[b] = uvs[b]! - x * move
      uvs[b + 1] = uvs[b + 1]! - y * move
    }
  return uvs
}

function signedArea(uvs: Float64Array, corners: readonly number[], h: number): number {
  const [a, b, c] = [corners[h]! * 2, corners[h + 1]! * 2, corners[h + 2]! * 2]
  return ((uvs[b]! - uvs[a]!) * (uvs[c + 1]! - uvs[a + 1]!) - (uvs[b + 1]! - uvs[a + 1]!) * (uvs[c]! - uvs[a]!)) / 2
}

function flatArea(uvs: Float64Array, corners: readonly number[]): number {
  let area = 0
  for (let h = 0; h < corners.length; h += 3) area += signedArea(uvs, corners, h)
  return area
}

function turnsOver(uvs: Float64Array, corners: readonly number[]): boolean {
  for (let h = 0; h < corners.length; h += 3) if (!(signedArea(uvs, corners, h) > 0)) return true
  return false
}

/** Draws the chart on a small grid and looks for cells drawn twice. */
function overlaps(uvs: Float64Array, corners: readonly number[]): boolean {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < uvs.length; i += 2) {
    left = Math.min(left, uvs[i]!)
    right = Math.max(right, uvs[i]!)
    top = Math.min(top, uvs[i + 1]!)
    bottom = Math.max(bottom, uvs[i + 1]!)
  }
  // About eight cells for each triangle, so that a fold of a single triangle is seen.
  const side = Math.min(1024, Math.max(32, Math.ceil(Math.sqrt((corners.length / 3) * 16))))
  const scale = side / Math.max(right - left, bottom - top, 1e-30)
  const drawn = new Uint8Array(side * side)
  let twice = false
  const corner = (h: number): [number, number] => [
    (uvs[corners[h]! * 2]! - left) * scale,
    (uvs[corners[h]! * 2 + 1]! - top) * scale,
  ]
  for (let h = 0; h < corners.length && !twice; h += 3) {
    rasterize(side, side, corner(h), corner(h + 1), corner(h + 2), (x, y) => {
      if (drawn[y * side + x] === 1) twice = true
      drawn[y * side + x] = 1
    })
  }
  return twice
}
