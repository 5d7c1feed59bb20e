import type { Asset } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { decodeDepth, notNumbers } from './depth-code.ts'
import type { Field } from './maps/field.ts'

/**
 * A depth map, 16 bits or floats, as distances along the view axis, Infinity where nothing is: metres, or, of relative inverse
 * depth, parts of a scene whose nearest point is at 1 and whose farthest is at `reach`. Undefined for a map that does not say that
 * it is depth. Errors: `corrupt-file` for NaN and distances that are not above 0.
 */
export async function readDepthMap(
  { role, mediaType, facts }: Pick<Asset, 'role' | 'mediaType' | 'facts'>,
  bytes: Uint8Array,
  reach: number,
): Promise<(Field & { readonly relative: boolean }) | undefined> {
  if (mediaType === 'image/x-exr') {
    const { decodeExr } = await import('./codecs/decode-exr.ts')
    const { width, height, data, attributes } = decodeExr(bytes)
    checkNumbers(data)
    const relative = (facts['kind'] ?? attributes['depthKind']) === 'relative-inverse'
    return { width, height, relative, data: relative ? distances(data, reach) : checkPositive(data) }
  }
  if (role !== 'depth') return undefined
  const { decodeHeight } = await import('./codecs/decode-image.ts')
  const { width, height, data } = await decodeHeight(bytes)
  const { near, far, kind } = facts
  if (kind === 'relative-inverse') {
    const inverse = Float32Array.from(data, (value) => (value === 0 ? Infinity : value))
    return { width, height, relative: true, data: distances(inverse, reach) }
  }
  if (typeof near !== 'number' || typeof far !== 'number') return undefined
  return { width, height, relative: false, data: decodeDepth(data, { near, far }) }
}

/** Inverse depth of any scale and shift as distances from 1 to `reach`, in place. */
function distances(inverse: Float32Array, reach: number): Float32Array {
  let least = Infinity
  let most = -Infinity
  for (const value of inverse) {
    if (value === Infinity) continue
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  const scale = most > least ? (1 - 1 / reach) / (most - least) : 0
  for (let i = 0; i < inverse.length; i++) {
    if (inverse[i] !== Infinity) inverse[i] = 1 / (1 / reach + (inverse[i]! - least) * scale)
  }
  return inverse
}

function checkNumbers(data: Float32Array): void {
  for (const value of data) if (Number.isNaN(value) || value === -Infinity) throw notNumbers()
}

function checkPositive(data: Float32Array): Float32Array {
  for (const value of data) {
    if (value > 0) continue
    throw new WorkspaceError('corrupt-file', `The depth map holds the distance ${value}; metres are above 0.`, {
      hint: 'Write +Infinity where nothing is.',
    })
  }
  return data
}
