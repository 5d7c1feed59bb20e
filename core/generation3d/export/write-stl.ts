import type { Mesh } from '../mesh.ts'
import { toZUp } from './export-level.ts'

/** Binary STL: triangles alone, +Z up as printers expect. It has no unit; slicers take its numbers for millimetres. */
export function writeStl(mesh: Mesh): Uint8Array {
  const positions = toZUp(mesh.positions)
  const triangles = mesh.indices.length / 3
  const bytes = new Uint8Array(84 + triangles * 50)
  const view = new DataView(bytes.buffer)
  // A header that begins with "solid" would be taken for the text format.
  bytes.set(new TextEncoder().encode('Binary STL, +Z up, by ai-workspace'))
  view.setUint32(80, triangles, true)
  for (let triangle = 0, at = 84; triangle < triangles; triangle++, at += 50) {
    const corners = [0, 1, 2].map((corner) => mesh.indices[triangle * 3 + corner]! * 3) as [number, number, number]
    const numbers = [
      ...faceNormal(positions, corners),
      ...corners.flatMap((i) => [positions[i]!, positions[i + 1]!, positions[i + 2]!]),
    ]
    numbers.forEach((value, i) => {
      view.setFloat32(at + i * 4, value, true)
    })
  }
  return bytes
}

function faceNormal(positions: Float32Array, [a, b, c]: readonly [number, number, number]): [number, number, number] {
  const edge = (from: number, to: number, axis: number) => positions[to + axis]! - positions[from + axis]!
  const x = edge(a, b, 1) * edge(a, c, 2) - edge(a, b, 2) * edge(a, c, 1)
  const y = edge(a, b, 2) * edge(a, c, 0) - edge(a, b, 0) * edge(a, c, 2)
  const z = edge(a, b, 0) * edge(a, c, 1) - edge(a, b, 1) * edge(a, c, 0)
  const length = Math.sqrt(x * x + y * y + z * z)
  return length === 0 ? [0, 0, 0] : [x / length, y / length, z / length]
}
