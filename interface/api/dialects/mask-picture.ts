import { WorkspaceError } from '../../../base/error.ts'
import { sharpOf } from './sharp-of.ts'

/**
 * A mask as the workspace takes it, white on black: out of a picture's transparency (what is transparent is white, or with
 * `opaque` what is not), or out of its brightness. `undefined` where it is to be transparency and there is none.
 */
export async function maskPicture(
  bytes: Uint8Array,
  { by, invert = false }: { by: 'transparent' | 'opaque' | 'brightness'; invert?: boolean },
): Promise<Uint8Array | undefined> {
  try {
    const isTransparent = by !== 'brightness' && !(await (await sharpOf(bytes)).stats()).isOpaque
    if (by !== 'brightness' && !isTransparent) return undefined
    const grey = isTransparent
      ? (await sharpOf(bytes)).ensureAlpha().extractChannel('alpha')
      : (await sharpOf(bytes)).removeAlpha().greyscale()
    const turned = (by === 'transparent') !== invert ? grey.negate() : grey
    return await turned.toColourspace('b-w').png().toBuffer()
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
    throw new WorkspaceError('bad-input', `The mask cannot be read (${reason}).`, { cause })
  }
}
