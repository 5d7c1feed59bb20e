import type { Pixels } from '../../../../base/pixels.ts'
import { decodeImage } from '../../../imaging/codecs/decode-image.ts'
import { encodePng } from '../../../imaging/codecs/encode-png.ts'
import type { MeshMaterial } from '../../mesh.ts'
import type { Channel, TextureFile } from './preset.ts'

/** The pictures of a material as a program wants them, each with what its name ends with; what the material lacks is left out. */
export async function packTextures(
  { textures, roughness = 1, metalness = textures.orm === undefined ? 0 : 1 }: MeshMaterial,
  files: readonly TextureFile[],
): Promise<{ readonly file: TextureFile; readonly png: Uint8Array }[]> {
  const orm = textures.orm === undefined ? undefined : await decodeImage(textures.orm)
  const packed: { file: TextureFile; png: Uint8Array }[] = []
  for (const file of files) {
    const png = await picture(file)
    if (png !== undefined) packed.push({ file, png })
  }
  return packed

  async function picture({ from }: TextureFile): Promise<Uint8Array | undefined> {
    if (from === 'albedo' || from === 'emission') return textures[from]
    if (from === 'normal-opengl') return textures.normal
    if (from === 'normal-directx') return textures.normal && greenDown(await decodeImage(textures.normal))
    return orm && channelsOf(orm, from, { roughness, metalness })
  }
}

function greenDown({ width, height, channels, data }: Pixels): Uint8Array {
  const turned = data.map((value, i) => (i % channels === 1 ? 255 - value : value))
  return encodePng({ width, height, channels, data: turned }, { colour: 'data' })
}

/** The material's factors go into the picture: there is no place for them beside it. */
function channelsOf(
  { width, height, channels, data }: Pixels,
  wanted: readonly Channel[],
  { roughness, metalness }: { roughness: number; metalness: number },
): Uint8Array {
  const count = wanted.length as 1 | 3 | 4
  const packed = new Uint8Array(width * height * count)
  for (let i = 0, from = 0; i < packed.length; i += count, from += channels)
    for (let c = 0; c < count; c++) packed[i + c] = Math.round(value(wanted[c]!, from))
  return encodePng({ width, height, channels: count, data: packed }, { colour: 'data' })

  function value(channel: Channel, at: number): number {
    switch (channel) {
      case 'occlusion':
        return data[at]!
      case 'roughness':
        return data[at + 1]! * roughness
      case 'smoothness':
        return 255 - data[at + 1]! * roughness
      case 'metalness':
        return data[at + 2]! * metalness
      case 'white':
        return 255
      default:
        return channel satisfies never
    }
  }
}
