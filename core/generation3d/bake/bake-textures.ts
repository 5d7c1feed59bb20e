import type { Pool } from '../../../base/pool.ts'
import type { CompiledForm } from '../../../models/procedural/forms/compile-form.ts'
import type { MaterialMaps } from '../../../models/procedural/materials/build-material.ts'
import { buildSurfaceTexture } from '../../../models/procedural/render/surface-texture.ts'
import type { ShadedMesh } from '../mesh.ts'
import { triangleCross } from '../triangle-cross.ts'
import type { OpennessBand } from './apply-openness.ts'
import type { BakeBand, BakeOutput } from './bake-band.ts'
import type { FindPadding, MapToPad, Padding } from './pad-edges.ts'

export interface BakeRequest {
  readonly form: CompiledForm
  /** With normals, tangents and uvs. */
  readonly mesh: ShadedMesh
  /** One for each material of the form, in its order. */
  readonly materials: readonly { readonly maps: MaterialMaps; readonly scale?: number }[]
  readonly size: number
  /** How far the mesh may lie off the form, in metres. */
  readonly reach: number
}

const bandModule = new URL('./bake-band.ts', import.meta.url)
const opennessModule = new URL('./apply-openness.ts', import.meta.url)
const paddingModule = new URL('./pad-edges.ts', import.meta.url)

/** How many bakes this process has begun: names each for the threads. */
let bakes = 0

/** Bakes what the form's surface looks like into textures of its mesh; the answer has no height. */
export async function bakeTextures(
  { form, mesh, materials, size, reach }: BakeRequest,
  { pool, signal }: { readonly pool: Pool; readonly signal?: AbortSignal | undefined },
): Promise<MaterialMaps> {
  const built = new Map<MaterialMaps, Map<number, ReturnType<typeof buildSurfaceTexture>>>()
  const textures = materials.map(({ maps, scale = 1 }) => {
    const scales = built.get(maps) ?? new Map()
    built.set(maps, scales)
    const texture = scales.get(scale) ?? buildSurfaceTexture(maps, scale)
    scales.set(scale, texture)
    return texture
  })
  const bytes = (channels: number) => new Uint8Array(new SharedArrayBuffer(size * size * channels))
  const output: BakeOutput = {
    albedo: bytes(3),
    normal: bytes(3),
    ambientOcclusion: bytes(1),
    roughness: bytes(1),
    metalness: bytes(1),
    emission: bytes(3),
    openness: bytes(1),
    covered: bytes(1),
  }
  const { min, max } = form.bounds
  const common = {
    id: ++bakes,
    form: form.portable,
    mesh: sharedMesh(mesh),
    textures,
    size,
    texel: texelSize(mesh, size),
    reach,
    extent: Math.max(...[0, 1, 2].map((a) => max[a]! - min[a]!)),
    output,
  }
  // Many more bands than threads, since charts fill some rows more than others.
  const rows = Math.max(16, Math.ceil(size / 24))
  const bands: BakeBand[] = []
  for (let row = 0; row < size; row += rows) {
    bands.push({ ...common, firstRow: row, endRow: Math.min(size, row + rows) })
  }
  await pool.map(bandModule, 'bakeBand', bands, { signal })
  const glows = textures.some((texture) => texture.glows)
  const { albedo, normal, ambientOcclusion, roughness, metalness, emission, covered } = output
  const [[padding]] = await Promise.all([
    pool.map<FindPadding, Padding>(
      paddingModule,
      'findPadding',
      [{ covered, size, rings: Math.max(4, Math.round(size / 64)) }],
      {
        signal,
      },
    ),
    pool.map(opennessModule, 'applyOpenness', opennessBands(output, size), { signal }),
  ])
  const maps = [
    { data: albedo, channels: 3 },
    { data: normal, channels: 3, filler: [128, 128, 255] },
    { data: ambientOcclusion, channels: 1 },
    { data: roughness, channels: 1 },
    { data: metalness, channels: 1 },
    ...(glows ? [{ data: emission, channels: 3 }] : []),
  ].map((map): MapToPad => ({ ...map, padding: padding! }))
  await pool.map(paddingModule, 'padMap', maps, { signal })
  return {
    width: size,
    height: size,
    albedo,
    heightMap: new Uint16Array(0),
    heightRange: 0,
    normal,
    roughness,
    metalness,
    ambientOcclusion,
    emission: glows ? emission : undefined,
    tileSize: size * common.texel,
  }
}

function opennessBands(output: BakeOutput, size: number): OpennessBand[] {
  const rows = Math.ceil(size / 4)
  return [0, 1, 2, 3].map((i) => {
    return { output, size, firstRow: Math.min(size, i * rows), endRow: Math.min(size, (i + 1) * rows) }
  })
}

/** Metres across a texel, on the mean of the whole mesh. */
function texelSize({ positions, indices, uvs }: ShadedMesh, size: number): number {
  const cross = new Float64Array(3)
  let area = 0
  let flat = 0
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [indices[i]!, indices[i + 1]!, indices[i + 2]!]
    triangleCross(positions, a, b, c, cross)
    const [x, y, z] = [cross[0]!, cross[1]!, cross[2]!]
    area += Math.sqrt(x * x + y * y + z * z)
    flat += Math.abs(
      (uvs[b * 2]! - uvs[a * 2]!) * (uvs[c * 2 + 1]! - uvs[a * 2 + 1]!) -
        (uvs[b * 2 + 1]! - uvs[a * 2 + 1]!) * (uvs[c * 2]! - uvs[a * 2]!),
    )
  }
  return flat > 0 ? Math.sqrt(area / flat) / size : 1 / size
}

function sharedMesh(mesh: ShadedMesh): ShadedMesh {
  const share = <T extends Float32Array | Uint32Array>(from: T): T => {
    const to = new (from.constructor as new (buffer: SharedArrayBuffer) => T)(new SharedArrayBuffer(from.byteLength))
    to.set(from)
    return to
  }
  return {
    positions: share(mesh.positions),
    indices: share(mesh.indices),
    normals: share(mesh.normals),
    tangents: share(mesh.tangents),
    uvs: share(mesh.uvs),
  }
}
