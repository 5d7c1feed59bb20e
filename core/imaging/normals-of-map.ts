import type { Asset } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { cos, sin } from '../../models/procedural/exact-math.ts'
import { readDepthMap } from './read-depth-map.ts'
import { cameraSpace, type Normals } from './trace-normals.ts'

/** Height of a map that does not say how high it is, in picture widths at strength 1: as deep as old brickwork. */
export const usualRange = 0.04

/** Degrees from top to bottom of a picture whose camera is not known: a 26 mm lens on a full frame, held level. */
const usualFov = 50

export interface MapWishes {
  readonly strength: number
  readonly seamless: boolean
  readonly fov?: number | undefined
  /** How many times farther than the nearest point the farthest one is, for relative depth. */
  readonly reach: number
}

/**
 * Normals of a height or depth map. Depth is put back in space by the camera's field of view; a seamless one is a tile, which no
 * camera sees: it is taken as height, like every map that does not say it is depth.
 */
export async function normalsOfMap(
  asset: Asset,
  bytes: Uint8Array,
  { strength, seamless, fov, reach }: MapWishes,
): Promise<Normals> {
  const depth = seamless ? undefined : await readDepthMap(asset, bytes, reach)
  if (depth !== undefined) {
    const { normalsFromDepth } = await import('./maps/normals-from-depth.ts')
    const { width, height, relative } = depth
    const known = asset.facts['verticalFovDegrees']
    const verticalFovDegrees = fov ?? (typeof known === 'number' ? known : usualFov)
    const half = (verticalFovDegrees * Math.PI) / 360
    return {
      ...{ width, height, data: normalsFromDepth(depth, sin(half) / cos(half)) },
      parents: [],
      facts: {
        space: cameraSpace,
        verticalFovDegrees,
        fieldOfView: fov !== undefined ? 'given' : typeof known === 'number' ? 'of the map' : 'assumed',
        ...(relative ? { reach } : {}),
      },
    }
  }
  return normalsOfHeight(asset, bytes, { strength, seamless })
}

async function normalsOfHeight(
  asset: Asset,
  bytes: Uint8Array,
  { strength, seamless }: Pick<MapWishes, 'strength' | 'seamless'>,
): Promise<Normals> {
  if (asset.mediaType === 'image/x-exr') {
    throw new WorkspaceError('bad-input', 'A depth map in floats cannot be a tile.', {
      hint: 'Give the 16-bit map that was made with it.',
    })
  }
  const [{ decodeHeight }, { normalsFromHeight }] = await Promise.all([
    import('./codecs/decode-image.ts'),
    import('./maps/normals-from-height.ts'),
  ])
  const { width, height, data } = await decodeHeight(bytes)
  const { heightRange } = asset.facts
  const range = (typeof heightRange === 'number' ? heightRange : usualRange) * strength * width
  const field = { width, height, data: Float32Array.from(data, (value) => (value / 65535) * range) }
  return {
    ...{ width, height, data: normalsFromHeight(field, seamless ? 'wrap' : 'mirror') },
    parents: [],
    facts: { space: 'tangent', strength },
  }
}
