import type { Mesh } from './mesh.ts'

/** Leaves out vertices that no triangle uses, the others in the order of their first use. */
export function compact(mesh: Mesh): Mesh {
  const next = new Int32Array(mesh.positions.length / 3).fill(-1)
  const order = new Uint32Array(next.length)
  const indices = new Uint32Array(mesh.indices.length)
  let count = 0
  for (let h = 0; h < indices.length; h++) {
    const vertex = mesh.indices[h]!
    if (next[vertex] === -1) {
      order[count] = vertex
      next[vertex] = count++
    }
    indices[h] = next[vertex]!
  }
  const take = (from: Float32Array, width: number) => {
    const to = new Float32Array(count * width)
    for (let i = 0; i < count; i++) {
      const vertex = order[i]!
      for (let a = 0; a < width; a++) to[i * width + a] = from[vertex * width + a]!
    }
    return to
  }
  return {
    positions: take(mesh.positions, 3),
    indices,
    ...(mesh.normals && { normals: take(mesh.normals, 3) }),
    ...(mesh.tangents && { tangents: take(mesh.tangents, 4) }),
    ...(mesh.uvs && { uvs: take(mesh.uvs, 2) }),
    ...(mesh.colors && { colors: take(mesh.colors, 3) }),
  }
}
