import { sourcePictures } from '../finish/source-pictures.ts'
import type { PaintedMesh } from '../finish/source-surface.ts'
import type { MeshDocument } from '../mesh.ts'
import { vertexNormals, vertexTangents } from '../shade-vertices.ts'

/** A level of a mesh, by default the finest, with its pictures unpacked, no finer than a view of `size` pixels can show. */
export async function paintMesh({ levels, material }: MeshDocument, size: number, level = 0): Promise<PaintedMesh> {
  const mesh = levels[level]!
  const pictures = mesh.uvs === undefined ? {} : await sourcePictures(material.textures, size)
  const normals = mesh.normals ?? vertexNormals(mesh)
  const tangents =
    pictures.normal === undefined || mesh.uvs === undefined
      ? undefined
      : (mesh.tangents ?? (await vertexTangents({ ...mesh, normals, uvs: mesh.uvs })))
  return {
    positions: mesh.positions,
    indices: mesh.indices,
    normals,
    tangents,
    uvs: mesh.uvs,
    colors: mesh.colors,
    albedo: pictures.albedo,
    normal: pictures.normal,
    orm: pictures.orm,
    emission: pictures.emission,
  }
}
