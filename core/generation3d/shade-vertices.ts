import { createDisjointSets } from './disjoint-sets.ts'
import type { Mesh } from './mesh.ts'
import { findTwins, nextEdge } from './topology.ts'
import { faceNormals } from './unwrap/face-normals.ts'

/** Cosine of 40°: a sharper edge that lies on a seam stays sharp; the baked normals round it where the form is round. */
const HARD = 0.766

/**
 * Vertex normals: the mean of the triangles around, weighted by their angle (Thürmer & Wüthrich 1998), smooth across seams but
 * not across sharp edges on them.
 */
export function vertexNormals(mesh: Mesh): Float32Array {
  const { positions, indices } = mesh
  const { corners, twins } = findTwins(mesh)
  const { normals: faces } = faceNormals(mesh)
  const smooth = createDisjointSets(indices.length)
  const firstCorner = new Int32Array(positions.length / 3).fill(-1)
  // One vertex has one normal, whatever its triangles: sharp edges inside a chart are the business of the baked normals.
  for (let h = 0; h < indices.length; h++) {
    const vertex = indices[h]!
    if (firstCorner[vertex] === -1) firstCorner[vertex] = h
    else smooth.join(firstCorner[vertex]!, h)
  }
  for (let h = 0; h < indices.length; h++) {
    const twin = twins[h]!
    if (twin < h) continue
    const [s, t] = [h - (h % 3), twin - (twin % 3)]
    const along = faces[s]! * faces[t]! + faces[s + 1]! * faces[t + 1]! + faces[s + 2]! * faces[t + 2]!
    if (along < HARD || corners[h] === corners[twin]) continue
    smooth.join(h, nextEdge(twin))
    smooth.join(nextEdge(h), twin)
  }
  const sums = new Float64Array(indices.length * 3)
  for (let h = 0; h < indices.length; h++) {
    const t = h - (h % 3)
    const weight = cornerWeight(positions, indices[h]!, indices[nextEdge(h)]!, indices[nextEdge(nextEdge(h))]!)
    const group = smooth.find(h)
    for (let a = 0; a < 3; a++) sums[group * 3 + a] = sums[group * 3 + a]! + faces[t + a]! * weight
  }
  const normals = new Float32Array(positions.length)
  for (let h = 0; h < indices.length; h++) {
    const group = smooth.find(h) * 3
    const [x, y, z] = [sums[group]!, sums[group + 1]!, sums[group + 2]!]
    const length = Math.sqrt(x * x + y * y + z * z)
    if (length > 1e-12) normals.set([x / length, y / length, z / length], indices[h]! * 3)
    else normals.set([0, 1, 0], indices[h]! * 3)
  }
  return normals
}

/** Grows with the angle at corner a like the angle itself, without an arc: 1 − cosine, bent to be nearly straight. */
function cornerWeight(positions: Float32Array, a: number, b: number, c: number): number {
  const ux = positions[b * 3]! - positions[a * 3]!
  const uy = positions[b * 3 + 1]! - positions[a * 3 + 1]!
  const uz = positions[b * 3 + 2]! - positions[a * 3 + 2]!
  const vx = positions[c * 3]! - positions[a * 3]!
  const vy = positions[c * 3 + 1]! - positions[a * 3 + 1]!
  const vz = positions[c * 3 + 2]! - positions[a * 3 + 2]!
  const size = Math.sqrt((ux * ux + uy * uy + uz * uz) * (vx * vx + vy * vy + vz * vz))
  if (size === 0) return 0
  const cosine = Math.max(-1, Math.min(1, (ux * vx + uy * vy + uz * vz) / size))
  // sin(angle / 2), within 11 % of angle / 2 up to a right angle and more.
  return Math.sqrt((1 - cosine) / 2)
}

/** Tangents for tangent-space normal maps: MikkTSpace as meshoptimizer computes it, the convention of glTF, Blender and Unreal. */
export async function vertexTangents(mesh: Mesh & Required<Pick<Mesh, 'normals' | 'uvs'>>): Promise<Float32Array> {
  const { MeshoptTangents } = await import('meshoptimizer')
  await MeshoptTangents.ready
  // MikkTSpace counts v upwards, glTF downwards.
  const upwards = mesh.uvs.map((value, i) => (i % 2 === 1 ? 1 - value : value))
  const found = MeshoptTangents.generateTangents(mesh.indices, mesh.positions, 3, mesh.normals, 3, upwards, 2, [
    'Compatible',
  ])
  const tangents = new Float32Array((mesh.positions.length / 3) * 4)
  for (let h = 0; h < mesh.indices.length; h++) {
    const vertex = mesh.indices[h]! * 4
    let [x, y, z, w] = [found[h * 4]!, found[h * 4 + 1]!, found[h * 4 + 2]!, found[h * 4 + 3]!]
    const length = Math.sqrt(x * x + y * y + z * z)
    if (!(length > 1e-6)) {
      // A triangle without extent in uv: any direction across the normal.
      const [nx, ny, nz] = [0, 1, 2].map((a) => mesh.normals[mesh.indices[h]! * 3 + a]!) as [number, number, number]
      ;[x, y, z] = Math.abs(ny) < 0.9 ? [nz, 0, -nx] : [0, -nz, ny]
      w = 1
    }
    const size = Math.sqrt(x * x + y * y + z * z) || 1
    tangents.set([x / size, y / size, z / size, w < 0 ? -1 : 1], vertex)
  }
  return tangents
}
