import { readImageSize } from '../../imaging/codecs/decode-image.ts'
import type { Mesh, MeshDocument } from '../mesh.ts'

export interface TextureFacts {
  readonly kind: string
  readonly width: number
  readonly height: number
  /** Of its file. */
  readonly bytes: number
  /** In the memory of a graphics processor that unpacks it to RGBA, with its smaller sizes (a third more). */
  readonly gpuBytes: number
}

/** The material of a mesh and what it takes on a graphics processor. */
export interface MaterialFacts {
  readonly name: string
  readonly roughness: number
  readonly metalness: number
  readonly baseColor: readonly number[]
  readonly textures: readonly TextureFacts[]
}

export async function describeMaterial({ material }: MeshDocument): Promise<MaterialFacts> {
  const { textures, roughness = 1, metalness = textures.orm === undefined ? 0 : 1, baseColor = [1, 1, 1, 1] } = material
  const entries = Object.entries(textures).filter((entry): entry is [string, Uint8Array] => entry[1] !== undefined)
  return {
    name: material.name,
    roughness,
    metalness,
    baseColor,
    textures: await Promise.all(
      entries.map(async ([kind, bytes]) => {
        const { width, height } = await readImageSize(bytes)
        return { kind, width, height, bytes: bytes.length, gpuBytes: Math.round((width * height * 4 * 4) / 3) }
      }),
    ),
  }
}

/** Bytes of vertices and indices as they lie in a graphics processor's memory: 32-bit floats, indices of 16 bits where they do. */
export function geometryBytes(mesh: Mesh): number {
  const attributes = [mesh.positions, mesh.normals, mesh.tangents, mesh.uvs, mesh.colors]
  const perIndex = mesh.positions.length / 3 <= 65535 ? 2 : 4
  return attributes.reduce((sum, values) => sum + (values?.byteLength ?? 0), mesh.indices.length * perIndex)
}
