import type { Mesh } from '../mesh.ts'

/**
 * The normals of one mesh on another that has the same triangles in the same order but other vertices, and the least cosine
 * between a corner's normal and the one its vertex got: where one vertex stands for several normals, it gets their mean.
 */
export function carryNormals(
  source: Mesh & Required<Pick<Mesh, 'normals'>>,
  target: Mesh,
): { normals: Float32Array; agreement: number } {
  const normals = new Float32Array(target.positions.length)
  for (let h = 0; h < target.indices.length; h++)
    for (let a = 0; a < 3; a++) {
      const at = target.indices[h]! * 3 + a
      normals[at] = normals[at]! + source.normals[source.indices[h]! * 3 + a]!
    }
  for (let i = 0; i < normals.length; i += 3) {
    const length = Math.sqrt(normals[i]! ** 2 + normals[i + 1]! ** 2 + normals[i + 2]! ** 2)
    if (length > 0) for (let a = i; a < i + 3; a++) normals[a] = normals[a]! / length
    else normals[i + 1] = 1
  }
  let agreement = 1
  for (let h = 0; h < target.indices.length; h++) {
    let cosine = 0
    for (let a = 0; a < 3; a++)
      cosine += normals[target.indices[h]! * 3 + a]! * source.normals[source.indices[h]! * 3 + a]!
    if (cosine < agreement) agreement = cosine
  }
  return { normals, agreement }
}
