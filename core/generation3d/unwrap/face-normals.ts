import type { Mesh } from '../mesh.ts'

/** Unit normal and area of each triangle. */
export function faceNormals({ positions, indices }: Mesh): { normals: Float64Array; areas: Float64Array } {
  const normals = new Float64Array(indices.length)
  const areas = new Float64Array(indices.length / 3)
  for (let i = 0; i < indices.length; i += 3) {
    const a = indices[i]! * 3
    const b = indices[i + 1]! * 3
    const c = indices[i + 2]! * 3
    const ux = positions[b]! - positions[a]!
    const uy = positions[b + 1]! - positions[a + 1]!
    const uz = positions[b + 2]! - positions[a + 2]!
    const vx = positions[c]! - positions[a]!
    const vy = positions[c + 1]! - positions[a + 1]!
    const vz = positions[c + 2]! - positions[a + 2]!
    const x = uy * vz - uz * vy
    const y = uz * vx - ux * vz
    const z = ux * vy - uy * vx
    const length = Math.sqrt(x * x + y * y + z * z)
    areas[i / 3] = length / 2
    if (length === 0) continue
    normals[i] = x / length
    normals[i + 1] = y / length
    normals[i + 2] = z / length
  }
  return { normals, areas }
}
