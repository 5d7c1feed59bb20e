import type { Mesh } from '../mesh.ts'
import { toZUp } from './export-level.ts'

/** Binary little-endian PLY, +Z up: positions, normals and UVs (s, t from the bottom left, as Blender and MeshLab read them). */
export function writePly(mesh: Mesh): Uint8Array {
  const vertices = mesh.positions.length / 3
  const triangles = mesh.indices.length / 3
  const properties = ['x', 'y', 'z', ...(mesh.normals ? ['nx', 'ny', 'nz'] : []), ...(mesh.uvs ? ['s', 't'] : [])]
  const header = new TextEncoder().encode(
    [
      'ply',
      'format binary_little_endian 1.0',
      'comment +Z up, metres, by ai-workspace',
      `element vertex ${vertices}`,
      ...properties.map((property) => `property float ${property}`),
      `element face ${triangles}`,
      'property list uchar uint vertex_indices',
      'end_header\n',
    ].join('\n'),
  )
  const bytes = new Uint8Array(header.length + vertices * properties.length * 4 + triangles * 13)
  const view = new DataView(bytes.buffer)
  bytes.set(header)
  let at = header.length
  const put = (value: number) => {
    view.setFloat32(at, value, true)
    at += 4
  }
  const positions = toZUp(mesh.positions)
  const normals = mesh.normals && toZUp(mesh.normals)
  for (let vertex = 0; vertex < vertices; vertex++) {
    for (let axis = 0; axis < 3; axis++) put(positions[vertex * 3 + axis]!)
    if (normals) for (let axis = 0; axis < 3; axis++) put(normals[vertex * 3 + axis]!)
    if (mesh.uvs) {
      put(mesh.uvs[vertex * 2]!)
      put(1 - mesh.uvs[vertex * 2 + 1]!)
    }
  }
  for (let i = 0; i < mesh.indices.length; i += 3) {
    bytes[at] = 3
    for (let corner = 0; corner < 3; corner++) view.setUint32(at + 1 + corner * 4, mesh.indices[i + corner]!, true)
    at += 13
  }
  return bytes
}
