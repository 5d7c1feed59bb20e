import type { MaterialMaps } from '../../../models/procedural/materials/build-material.ts'
import { writeNormal } from '../maps/normals-from-height.ts'
import { joinRaster, type SeamlessOptions, shareOf } from './make-seamless.ts'
import type { SeamlessPlan } from './plan-seamless.ts'

/** Every map of a material made to tile by one plan, so that they still belong together. */
export async function joinMaps(
  maps: MaterialMaps,
  plan: SeamlessPlan,
  options: SeamlessOptions,
): Promise<MaterialMaps> {
  const { width, height } = maps
  const join = async <T extends Uint8Array | Uint16Array>(data: T, channels: number, level: 'colour' | 'number') =>
    joinRaster({ width, height, channels, data }, plan, { ...options, level })
  const numbers = async (data: Uint8Array) => (await join(data, 1, 'number')).data
  const albedo = await join(maps.albedo, 3, 'colour')
  const share = shareOf(width, plan)
  return {
    width: albedo.width,
    height: albedo.height,
    albedo: albedo.data,
    heightMap: (await join(maps.heightMap, 1, 'number')).data,
    // As many metres as before, of a tile that is so much narrower.
    heightRange: maps.heightRange / share,
    tileSize: maps.tileSize * share,
    normal: unitNormals((await join(maps.normal, 3, 'number')).data),
    roughness: await numbers(maps.roughness),
    metalness: await numbers(maps.metalness),
    ambientOcclusion: await numbers(maps.ambientOcclusion),
    emission: maps.emission === undefined ? undefined : (await join(maps.emission, 3, 'colour')).data,
  }
}

/** Vectors that were mixed are too short: each is made a unit vector again. */
export function unitNormals(normal: Uint8Array): Uint8Array {
  for (let i = 0; i < normal.length; i += 3) {
    const [x, y, z] = [normal[i]! / 127.5 - 1, normal[i + 1]! / 127.5 - 1, normal[i + 2]! / 127.5 - 1]
    writeNormal(normal, i, x, y, Math.max(z, 0.01))
  }
  return normal
}
