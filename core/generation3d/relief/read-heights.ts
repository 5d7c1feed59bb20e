import type { Asset } from '../../../base/asset.ts'
import { WorkspaceError } from '../../../base/error.ts'
import { decodeHeight } from '../../imaging/codecs/decode-image.ts'
import { readDepthMap } from '../../imaging/read-depth-map.ts'
import type { HeightField } from './triangulate-heights.ts'

/** The scale on which relative depth is read and given back: any above 1 does, as it falls out again. */
const REACH = 4

/**
 * A map as heights from 0 to 1, bright or near is high. Depth in floats lies as it does in 16 bits: straight between the
 * nearest and the farthest, and where nothing is at the bottom. Errors: `bad-input` for a map with nothing on it.
 */
export async function readHeights(
  asset: Pick<Asset, 'name' | 'role' | 'mediaType' | 'facts'>,
  bytes: Uint8Array,
): Promise<HeightField> {
  if (asset.mediaType !== 'image/x-exr') {
    const { width, height, data } = await decodeHeight(bytes)
    return { width, height, values: Float32Array.from(data, (value) => value / 65535) }
  }
  const { width, height, data, relative } = (await readDepthMap(asset, bytes, REACH))!
  const values = data.map((distance) => (distance === Infinity ? Infinity : relative ? 1 / distance : -distance))
  let [least, most] = [Infinity, -Infinity]
  for (const value of values) {
    if (value === Infinity) continue
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  if (most === -Infinity) {
    throw new WorkspaceError('bad-input', `There is nothing on the depth map "${asset.name}": all of it is Infinity.`, {
      hint: 'Give a depth map with something on it.',
    })
  }
  const scale = most > least ? 1 / (most - least) : 0
  return { width, height, values: values.map((value) => (value === Infinity ? 0 : (value - least) * scale)) }
}
