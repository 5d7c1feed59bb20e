import { WorkspaceError } from '../../../base/error.ts'
import { decodeImage } from '../codecs/decode-image.ts'
import { encodePng } from '../codecs/encode-png.ts'

/** A picture file with the transparency of another one of the same size, as a PNG: how mask editors hand over what they drew. */
export async function withAlphaOf(original: Uint8Array, drawn: Uint8Array): Promise<Uint8Array> {
  const [{ width, height, channels, data }, mask] = [await decodeImage(original), await decodeImage(drawn)]
  if (mask.width !== width || mask.height !== height) {
    throw new WorkspaceError(
      'bad-input',
      `The mask is ${mask.width} × ${mask.height}; the picture it is for is ${width} × ${height}.`,
    )
  }
  const joined = Uint8Array.from({ length: width * height * 4 }, (_, i) => {
    const [pixel, channel] = [i >> 2, i & 3]
    if (channel < 3) return data[pixel * channels + (channels === 1 ? 0 : channel)]!
    return mask.channels === 4 ? mask.data[pixel * 4 + 3]! : 255
  })
  return encodePng({ width, height, channels: 4, data: joined })
}
