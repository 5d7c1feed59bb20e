import type { Mesh } from '../mesh.ts'

/**
 * How unevenly a texture lies on a mesh: the L² stretch of Sander et al. 2001 ("Texture mapping progressive meshes"), 1 where
 * every texel is a square of one size, more where some are drawn out. Triangles without extent in the texture count as 100.
 */
export function measureStretch({ positions, indices, uvs }: Mesh & Required<Pick<Mesh, 'uvs'>>): number {
  let sum = 0
  let total = 0
  let flat = 0
  for (let h = 0; h < indices.length; h += 3) {
    const [a, b, c] = [indices[h]!, indices[h + 1]!, indices[h + 2]!]
    const [s1, t1] = [uvs[b * 2]! - uvs[a * 2]!, uvs[b * 2 + 1]! - uvs[a * 2 + 1]!]
    const [s2, t2] = [uvs[c * 2]! - uvs[a * 2]!, uvs[c * 2 + 1]! - uvs[a * 2 + 1]!]
    const twice = s1 * t2 - s2 * t1
    let area = 0
    let squared = 0
    const edges = [0, 1, 2].map((k) => [
      positions[b * 3 + k]! - positions[a * 3 + k]!,
      positions[c * 3 + k]! - positions[a * 3 + k]!,
    ]) as [number, number][]
    const uu = edges.reduce((all, [u]) => all + u * u, 0)
    const uv = edges.reduce((all, [u, v]) => all + u * v, 0)
    const vv = edges.reduce((all, [, v]) => all + v * v, 0)
    area = Math.sqrt(Math.max(0, uu * vv - uv * uv)) / 2
    if (area === 0) continue
    // The lengths of the derivatives of the surface along s and t.
    const alongS = (t2 * t2 * uu - 2 * t1 * t2 * uv + t1 * t1 * vv) / (twice * twice)
    const alongT = (s2 * s2 * uu - 2 * s1 * s2 * uv + s1 * s1 * vv) / (twice * twice)
    squared = (alongS + alongT) / 2
    sum += area * (Number.isFinite(squared) ? squared : 1e4)
    total += area
    flat += Math.abs(twice) / 2
  }
  return total > 0 ? Math.sqrt(sum / total) * Math.sqrt(flat / total) : 1
}
