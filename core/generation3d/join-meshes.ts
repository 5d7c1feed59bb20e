import type { Mesh } from './mesh.ts'

/** One mesh of several; an attribute stays where every part has it. */
export function joinMeshes(parts: readonly Mesh[]): Mesh {
  if (parts.length === 1) return parts[0]!
  const indices = new Uint32Array(parts.reduce((sum, part) => sum + part.indices.length, 0))
  let at = 0
  let vertices = 0
  for (const part of parts) {
    for (const index of part.indices) indices[at++] = index + vertices
    vertices += part.positions.length / 3
  }
  const join = (arrays: readonly (Float32Array | undefined)[]): Float32Array | undefined => {
    if (arrays.some((array) => array === undefined)) return undefined
    const all = new Float32Array(arrays.reduce((sum, array) => sum + array!.length, 0))
    let offset = 0
    for (const array of arrays) {
      all.set(array!, offset)
      offset += array!.length
    }
    return all
  }
  const normals = join(parts.map((part) => part.normals))
  const tangents = join(parts.map((part) => part.tangents))
  const uvs = join(parts.map((part) => part.uvs))
  const colors = join(parts.map((part) => part.colors))
  return {
    positions: join(parts.map((part) => part.positions))!,
    indices,
    ...(normals === undefined ? {} : { normals }),
    ...(tangents === undefined ? {} : { tangents }),
    ...(uvs === undefined ? {} : { uvs }),
    ...(colors === undefined ? {} : { colors }),
  }
}
