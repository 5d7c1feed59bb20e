import type { Mesh } from './mesh.ts'

/** A 4 × 4 matrix in column-major order, as glTF has it. */
export type Matrix4 = readonly number[]

/** The mesh moved, turned and scaled; a mirroring matrix turns the triangles over, so that they still face outwards. */
export function transformMesh(mesh: Mesh, matrix: Matrix4): Mesh {
  if (isIdentity(matrix)) return mesh
  const [a, b, c, , d, e, f, , g, h, i] = matrix as number[] as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  // The cofactors of the 3 × 3 part: normals stay upright under uneven scaling by them.
  const cofactors = [
    e * i - h * f,
    f * g - d * i,
    d * h - e * g,
    h * c - b * i,
    a * i - g * c,
    g * b - a * h,
    b * f - e * c,
    d * c - a * f,
    a * e - d * b,
  ] as const
  const mirrors = a * cofactors[0] + b * cofactors[1] + c * cofactors[2] < 0
  const linear = [a, b, c, d, e, f, g, h, i] as const
  const offset = [matrix[12]!, matrix[13]!, matrix[14]!] as const
  const sign = mirrors ? -1 : 1
  return {
    positions: map3(mesh.positions, 3, linear, offset),
    indices: mirrors ? turnOver(mesh.indices) : mesh.indices,
    ...(mesh.normals === undefined
      ? {}
      : {
          normals: unit3(
            map3(
              mesh.normals,
              3,
              cofactors.map((value) => value * sign),
            ),
            3,
          ),
        }),
    ...(mesh.tangents === undefined ? {} : { tangents: mirror4(unit3(map3(mesh.tangents, 4, linear), 4), sign) }),
    ...(mesh.uvs === undefined ? {} : { uvs: mesh.uvs }),
    ...(mesh.colors === undefined ? {} : { colors: mesh.colors }),
  }
}

function isIdentity(matrix: Matrix4): boolean {
  return matrix.every((value, i) => value === (i % 5 === 0 ? 1 : 0))
}

function map3(
  source: Float32Array,
  stride: 3 | 4,
  m: readonly number[],
  offset: readonly number[] = [0, 0, 0],
): Float32Array {
  const result = new Float32Array(source)
  for (let i = 0; i < source.length; i += stride) {
    const x = source[i]!
    const y = source[i + 1]!
    const z = source[i + 2]!
    for (let row = 0; row < 3; row++) {
      result[i + row] = m[row]! * x + m[row + 3]! * y + m[row + 6]! * z + offset[row]!
    }
  }
  return result
}

function unit3(vectors: Float32Array, stride: 3 | 4): Float32Array {
  for (let i = 0; i < vectors.length; i += stride) {
    const length = Math.sqrt(vectors[i]! ** 2 + vectors[i + 1]! ** 2 + vectors[i + 2]! ** 2)
    if (length === 0) continue
    for (let k = 0; k < 3; k++) vectors[i + k] = vectors[i + k]! / length
  }
  return vectors
}

function mirror4(tangents: Float32Array, sign: number): Float32Array {
  for (let i = 3; i < tangents.length; i += 4) tangents[i] = tangents[i]! * sign
  return tangents
}

/** The triangles facing the other way. */
export function turnOver(indices: Uint32Array): Uint32Array {
  const turned = new Uint32Array(indices)
  for (let i = 0; i < turned.length; i += 3) {
    turned[i + 1] = indices[i + 2]!
    turned[i + 2] = indices[i + 1]!
  }
  return turned
}

/** The mesh in another unit; directions stay. */
export function scaleMesh(mesh: Mesh, scale: number): Mesh {
  return scale === 1 ? mesh : { ...mesh, positions: mesh.positions.map((value) => value * scale) }
}
