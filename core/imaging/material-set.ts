import type { Asset, MapRole } from '../../base/asset.ts'
import type { Context } from '../../base/node.ts'
import type { Pixels } from '../../base/pixels.ts'
import type { MaterialMaps } from '../../models/procedural/materials/build-material.ts'
import type { PngImage } from './codecs/encode-png.ts'
import { type EncodedPicture, encodePictures, type PictureToEncode } from './encode-assets.ts'

/** The maps of a material that a set can hold, in the order they are put. */
export const setRoles = [
  'albedo',
  'height',
  'normal',
  'roughness',
  'metalness',
  'ambient-occlusion',
  'emission',
  'orm',
] as const satisfies readonly MapRole[]
export type SetRole = (typeof setRoles)[number]

/** Green up (OpenGL, Blender, glTF, Unity) or green down (DirectX, Unreal). */
export type NormalConvention = 'opengl' | 'directx'

export interface SetOptions {
  readonly name: string
  readonly roles: readonly SetRole[]
  readonly convention: NormalConvention
  readonly tileable: boolean
  readonly parents: readonly string[]
  readonly facts: Readonly<Record<string, unknown>>
  /** What only that map's record says. */
  readonly factsOfRole?: (role: SetRole) => Readonly<Record<string, unknown>>
  /** Also draw it on a ball. */
  readonly preview?: boolean
}

export interface MaterialSet {
  readonly material: string
  readonly maps: Record<string, string>
  readonly preview?: string
}

/** Writes the maps of a material as PNG files, measured, with a JSON file that says how they belong together. */
export async function putMaterialSet(context: Context, maps: MaterialMaps, options: SetOptions): Promise<MaterialSet> {
  const { pool, signal } = context
  const encode = async (picture: PictureToEncode) => (await encodePictures([picture], { pool, signal }))[0]!
  context.progress(0.75, 'Writing maps')
  const pictures = options.roles.flatMap((role) => pictureOfRole(role, maps, options) ?? [])
  // The largest first, so that no thread is left alone with one at the end.
  const order = pictures.toSorted((a, b) => b.image.data.byteLength - a.image.data.byteLength)
  const encoded = new Map(order.map((picture) => [picture.role, encode(picture)]))
  // The preview is prepared here while the threads encode, and drawn behind the maps.
  const preview = options.preview === true ? drawPreview(maps, context, encode) : undefined
  const running = Promise.allSettled([...encoded.values(), preview])
  try {
    return await putAssets(context, maps, { options, roles: pictures.map(({ role }) => role), encoded, preview })
  } finally {
    await running
  }
}

async function drawPreview(
  maps: MaterialMaps,
  { pool, memo, signal }: Context,
  encode: (picture: PictureToEncode) => Promise<EncodedPicture>,
): Promise<EncodedPicture & { readonly image: Pixels }> {
  const { renderMaterial } = await import('../../models/procedural/render-material.ts')
  const image = await renderMaterial(maps, { side: 256 }, { pool, memo, signal })
  return { image, ...(await encode({ image })) }
}

interface Encoding {
  readonly options: SetOptions
  /** Those that the material has, in the order of their assets. */
  readonly roles: readonly SetRole[]
  readonly encoded: ReadonlyMap<SetRole, Promise<EncodedPicture>>
  readonly preview: ReturnType<typeof drawPreview> | undefined
}

async function putAssets(
  context: Context,
  maps: MaterialMaps,
  { options, roles, encoded, preview }: Encoding,
): Promise<MaterialSet> {
  const { name, convention, tileable, parents, facts } = options
  const { width, height, heightRange, tileSize } = maps
  const assets: Record<string, Asset> = {}
  let score = 1
  // Each is written while those after it are still being encoded.
  for (const role of roles) {
    const { bytes, quality } = await encoded.get(role)!
    score = Math.min(score, quality.score)
    assets[role] = await context.putAsset(
      {
        name: `${name}-${role}`,
        kind: 'map',
        role,
        mediaType: 'image/png',
        parents,
        quality,
        facts: {
          ...{ width, height, tileable, tileSize },
          ...facts,
          ...factsOfRole(role, maps, convention),
          ...options.factsOfRole?.(role),
        },
      },
      bytes,
    )
  }
  const mapIds = Object.fromEntries(Object.entries(assets).map(([role, { id }]) => [role, id]))
  const description = {
    format: 'ai-workspace-material',
    version: 1,
    name,
    width,
    height,
    tileable,
    tileSizeMetres: tileSize,
    heightRangeMetres: heightRange * tileSize,
    normalConvention: convention,
    // By content, so that the same material has the same bytes in any workspace.
    maps: Object.fromEntries(
      Object.entries(assets).map(([role, asset]) => [role, { name: asset.name, sha256: asset.sha256 }]),
    ),
  }
  const material = await context.putAsset(
    {
      name,
      kind: 'material',
      mediaType: 'application/json',
      parents: Object.values(mapIds),
      quality: { score, measures: [{ name: 'worst-map-score', value: score }] },
      facts: { width, height, tileable, tileSize, heightRange, normalConvention: convention, ...facts },
    },
    new TextEncoder().encode(`${JSON.stringify(description, undefined, 2)}\n`),
  )
  if (preview === undefined) return { material: material.id, maps: mapIds }
  const { image, bytes, quality } = await preview
  const picture = await context.putAsset(
    {
      name: `${name}-preview`,
      kind: 'image',
      mediaType: 'image/png',
      parents: [material.id],
      quality,
      facts: { width: image.width, height: image.height, ...facts },
    },
    bytes,
  )
  return { material: material.id, maps: mapIds, preview: picture.id }
}

/** A map on its way to its file; undefined for one that this material does not have. */
function pictureOfRole(
  role: SetRole,
  maps: MaterialMaps,
  { convention, tileable }: SetOptions,
): (PictureToEncode & { readonly role: SetRole }) | undefined {
  const image = mapImage(role, maps, convention)
  if (image === undefined) return undefined
  return {
    role,
    image,
    tileable,
    options: { colour: role === 'albedo' || role === 'emission' ? 'srgb' : 'data' },
    metalness: role === 'albedo' ? maps.metalness : undefined,
  }
}

function mapImage(role: SetRole, maps: MaterialMaps, convention: NormalConvention): PngImage | undefined {
  const { width, height } = maps
  const colour = (data: Uint8Array): PngImage => ({ width, height, channels: 3, data })
  const grey = (data: Uint8Array): PngImage => ({ width, height, channels: 1, data })
  switch (role) {
    case 'albedo':
      return colour(maps.albedo)
    case 'height':
      return { width, height, channels: 1, depth: 16, data: maps.heightMap }
    case 'normal':
      return colour(convention === 'opengl' ? maps.normal : greenDown(maps.normal))
    case 'roughness':
      return grey(maps.roughness)
    case 'metalness':
      return grey(maps.metalness)
    case 'ambient-occlusion':
      return grey(maps.ambientOcclusion)
    case 'emission':
      return maps.emission === undefined ? undefined : colour(maps.emission)
    case 'orm':
      return colour(packOrm(maps))
    default:
      return role satisfies never
  }
}

function factsOfRole(role: SetRole, { heightRange, tileSize }: MaterialMaps, convention: NormalConvention) {
  switch (role) {
    case 'height':
      return { heightRange, heightRangeMetres: heightRange * tileSize }
    case 'normal':
      return { convention }
    case 'orm':
      return { channels: 'red: ambient occlusion, green: roughness, blue: metalness' }
    default:
      return {}
  }
}

/** The packing of glTF 2.0: red = ambient occlusion, green = roughness, blue = metalness. */
function packOrm({ ambientOcclusion, roughness, metalness }: MaterialMaps): Uint8Array {
  const orm = new Uint8Array(new SharedArrayBuffer(roughness.length * 3))
  for (let i = 0, at = 0; i < roughness.length; i++, at += 3) {
    orm[at] = ambientOcclusion[i]!
    orm[at + 1] = roughness[i]!
    orm[at + 2] = metalness[i]!
  }
  return orm
}

/** Normals of the other convention, either way. */
export function greenDown(normal: Uint8Array): Uint8Array {
  const flipped = new Uint8Array(new SharedArrayBuffer(normal.length))
  flipped.set(normal)
  for (let i = 1; i < flipped.length; i += 3) flipped[i] = 255 - flipped[i]!
  return flipped
}
