import type { Mesh } from './mesh.ts'

/** Leaves out vertices that no triangle uses, the others in the order of their first use. */
export function compact(mesh: Mesh): Mesh {
  const next = new Int32Array(mesh.positions.length / 3).fill(-1)
  const order: number[] = []
  const indices = mesh.indices.map((vertex) => {
    if (next[vertex] === -1) {
      next[vertex] = order.length
      order.push(vertex)
    }
    return next[vertex]!
  })
  const take = (from: Float32Array, width: number) => {
    const to = new Float32Array(order.length * width)
    order.forEach((vertex, i) => {
      for (let a = 0; a < width; a++) to[i * width + a] = from[vertex * width + a]!
    })
    return to
  }
  return {
    positions: take(mesh.positions, 3),
    indices,
    ...(mesh.normals && { normals: take(mesh.normals, 3) }),
    ...(mesh.tangents && { tangents: take(mesh.tangents, 4) }),
    ...(mesh.uvs && { uvs: take(mesh.uvs, 2) }),
  }
}
