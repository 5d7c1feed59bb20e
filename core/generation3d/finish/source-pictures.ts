import type { Pixels } from '../../../base/pixels.ts'
import { decodeImage } from '../../imaging/codecs/decode-image.ts'
import { fromLinear, toLinear } from '../../imaging/maps/linear-light.ts'
import type { MeshTextures } from '../mesh.ts'

/** The textures of a mesh as pixels. */
export type SourcePictures = Partial<Record<'albedo' | 'normal' | 'orm' | 'emission', Pixels>>

/**
 * Decodes textures that are to be drawn onto a texture of `size`, halved while they are twice as fine or finer: read between four
 * pixels, anything finer would flicker.
 */
export async function sourcePictures(textures: MeshTextures, size: number): Promise<SourcePictures> {
  const kinds = (['albedo', 'normal', 'orm', 'emission'] as const).filter((kind) => textures[kind] !== undefined)
  const pictures = await Promise.all(
    kinds.map(async (kind) => {
      let picture = await decodeImage(textures[kind]!)
      const light = kind === 'albedo' || kind === 'emission'
      while (Math.min(picture.width, picture.height) >= size * 2) picture = halved(picture, light)
      return [kind, picture] as const
    }),
  )
  return Object.fromEntries(pictures)
}

/** Half as wide and high, each pixel the mean of four; colours are averaged as light. */
function halved({ width, height, channels, data }: Pixels, light: boolean): Pixels {
  const [columns, rows] = [width >> 1, height >> 1]
  const half = new Uint8Array(columns * rows * channels)
  const line = width * channels
  for (let y = 0, at = 0; y < rows; y++)
    for (let x = 0; x < columns; x++)
      for (let c = 0; c < channels; c++, at++) {
        const i = (y * 2 * width + x * 2) * channels + c
        const [p, q, r, s] = [data[i]!, data[i + channels]!, data[i + line]!, data[i + line + channels]!]
        half[at] =
          light && c < 3
            ? fromLinear((toLinear(p) + toLinear(q) + toLinear(r) + toLinear(s)) / 4)
            : (p + q + r + s + 2) >> 2
      }
  return { width: columns, height: rows, channels, data: half }
}
