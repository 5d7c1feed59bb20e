/** Triangles in metres, right-handed, +Y up, front faces +Z, counter-clockwise seen from outside (glTF's convention). */
export interface Mesh {
  /** xyz of each vertex. */
  readonly positions: Float32Array
  readonly indices: Uint32Array
  /** Unit xyz of each vertex. */
  readonly normals?: Float32Array
  /** Unit xyz and the handedness ±1 of each vertex: bitangent = w · normal × tangent. */
  readonly tangents?: Float32Array
  /** uv of each vertex, from the top left of the texture. */
  readonly uvs?: Float32Array
  /** Linear RGB of each vertex, 0..1. */
  readonly colors?: Float32Array
}

/** A mesh that a normal map can lie on. */
export type ShadedMesh = Mesh & Required<Pick<Mesh, 'normals' | 'tangents' | 'uvs'>>

/** Pictures of a material as PNG files. */
export interface MeshTextures {
  /** sRGB colour. */
  readonly albedo?: Uint8Array
  /** Tangent space, OpenGL (+Y up). */
  readonly normal?: Uint8Array
  /** R = ambient occlusion, G = roughness, B = metalness. */
  readonly orm?: Uint8Array
  /** sRGB light. */
  readonly emission?: Uint8Array
}

/** One material in the metal-rough model. The factors multiply the textures, or stand alone where there is none. */
export interface MeshMaterial {
  readonly name: string
  readonly textures: MeshTextures
  /** 1 by default. */
  readonly roughness?: number
  /** 1 with an ORM texture, else 0, by default. */
  readonly metalness?: number
  /** Linear RGBA, white by default. */
  readonly baseColor?: readonly [number, number, number, number]
}

/** A mesh with its material and its levels of detail: what a mesh asset (a GLB file) holds. */
export interface MeshDocument {
  readonly name: string
  /** The finest first; every level uses the same textures. */
  readonly levels: readonly Mesh[]
  readonly material: MeshMaterial
  /** Plain JSON kept with the file. */
  readonly extras?: Record<string, unknown>
}
