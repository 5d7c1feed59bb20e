import type { Mesh, ShadedMesh } from '../mesh.ts'
import { vertexTangents } from '../shade-vertices.ts'
import { faceNormals } from '../unwrap/face-normals.ts'

/** Cosine of 30°: a triangle that faces farther off its corner's normal would be shaded as something that it is not. */
const CREASE = 0.866

/**
 * The mesh with sharp edges where it is steep: at the foot of a cliff the slope of the map lies between ground and cliff, and
 * would run as a shadow over large flat triangles. A corner keeps its normal where its triangle faces about that way; the others
 * around a vertex share one for each way they face.
 */
export async function creaseNormals(mesh: ShadedMesh): Promise<ShadedMesh> {
  const { normals: faces } = faceNormals(mesh)
  const { indices } = mesh
  const own = new Set<number>()
  /** Of each vertex: copies for corners that disagree with it, each with the sum of the ways their triangles face. */
  const copies = new Map<number, { readonly sum: [number, number, number]; readonly corners: number[] }[]>()
  for (let h = 0; h < indices.length; h++) {
    const vertex = indices[h]!
    const face = faceOf(h)
    if (cosine(face, normalOf(mesh, vertex)) >= CREASE) {
      own.add(vertex)
      continue
    }
    const known = copies.get(vertex) ?? []
    copies.set(vertex, known)
    const copy = known.find(({ sum }) => cosine(face, sum) >= CREASE)
    if (copy === undefined) known.push({ sum: [...face], corners: [h] })
    else {
      copy.corners.push(h)
      for (let a = 0; a < 3; a++) copy.sum[a] = copy.sum[a]! + face[a]!
    }
  }
  const out = indices.slice()
  const source: number[] = Array.from({ length: mesh.positions.length / 3 }, (_, vertex) => vertex)
  const bent = new Map<number, readonly number[]>()
  for (const [vertex, each] of copies)
    for (const { sum, corners } of each) {
      // A vertex that no corner agrees with is turned itself.
      const isFree = !own.has(vertex)
      own.add(vertex)
      const at = isFree ? vertex : source.push(vertex) - 1
      bent.set(at, unit(sum))
      for (const h of corners) out[h] = at
    }
  const take = (from: Float32Array, width: number) =>
    Float32Array.from(
      { length: source.length * width },
      (_, i) => from[source[Math.floor(i / width)]! * width + (i % width)]!,
    )
  const normals = take(mesh.normals, 3)
  for (const [vertex, normal] of bent) normals.set(normal, vertex * 3)
  const shaded = { positions: take(mesh.positions, 3), indices: out, normals, uvs: take(mesh.uvs, 2) }
  return { ...shaded, tangents: await vertexTangents(shaded) }

  function faceOf(h: number): [number, number, number] {
    const t = h - (h % 3)
    return [faces[t]!, faces[t + 1]!, faces[t + 2]!]
  }
}

function normalOf({ normals }: Mesh & Pick<ShadedMesh, 'normals'>, vertex: number): [number, number, number] {
  return [normals[vertex * 3]!, normals[vertex * 3 + 1]!, normals[vertex * 3 + 2]!]
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const along = a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!
  const size = Math.sqrt((a[0]! ** 2 + a[1]! ** 2 + a[2]! ** 2) * (b[0]! ** 2 + b[1]! ** 2 + b[2]! ** 2))
  // A triangle without area faces nowhere: it stays as it is.
  return size > 0 ? along / size : 1
}

function unit([x, y, z]: readonly [number, number, number]): [number, number, number] {
  const length = Math.sqrt(x * x + y * y + z * z)
  return [x / length, y / length, z / length]
}
