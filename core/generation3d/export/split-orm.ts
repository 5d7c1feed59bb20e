import { decodeImage } from '../../imaging/codecs/decode-image.ts'
import { encodePng } from '../../imaging/codecs/encode-png.ts'
import type { MeshTextures } from '../mesh.ts'

/** The three grey pictures packed in an ORM texture, for formats that know only one value a picture. */
export async function splitOrm(
  orm: NonNullable<MeshTextures['orm']>,
): Promise<{ occlusion: Uint8Array; roughness: Uint8Array; metalness: Uint8Array }> {
  const { width, height, channels, data } = await decodeImage(orm)
  const channel = (index: number) => {
    const grey = new Uint8Array(width * height)
    for (let i = 0, at = index; i < grey.length; i++, at += channels) grey[i] = data[at]!
    return encodePng({ width, height, channels: 1, data: grey }, { colour: 'data' })
  }
  return { occlusion: channel(0), roughness: channel(1), metalness: channel(2) }
}
