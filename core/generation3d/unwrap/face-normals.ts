import type { Mesh } from '../mesh.ts'
import { triangleCross } from '../triangle-cross.ts'

/** Unit normal and area of each triangle. */
export function faceNormals({ positions, indices }: Mesh): { normals: Float64Array; areas: Float64Array } {
  const normals = new Float64Array(indices.length)
  const cross = new Float64Array(3)
  const areas = new Float64Array(indices.length / 3)
  for (let i = 0; i < indices.length; i += 3) {
    triangleCross(positions, indices[i]!, indices[i + 1]!, indices[i + 2]!, cross)
    const [x, y, z] = [cross[0]!, cross[1]!, cross[2]!]
    const length = Math.sqrt(x * x + y * y + z * z)
    areas[i / 3] = length / 2
    if (length === 0) continue
    normals[i] = x / length
    normals[i + 1] = y / length
    normals[i + 2] = z / length
  }
  return { normals, areas }
}
