import type { Pixels } from '../../base/pixels.ts'
import type { Memo, Pool } from '../../base/pool.ts'
import { materialStand } from './material-stand.ts'
import type { MaterialMaps } from './materials/build-material.ts'
import { frameForm } from './render/camera.ts'
import { renderForm } from './render/render-form.ts'
import { rememberedForm, withoutAlpha } from './render-document.ts'

/** A square picture of a material on a ball in studio light; the ball is as large as the tile wants it to be. */
export async function renderMaterial(
  maps: MaterialMaps,
  { side }: { readonly side: number },
  { pool, memo, signal }: { readonly pool: Pool; readonly memo: Memo; readonly signal?: AbortSignal | undefined },
): Promise<Pixels> {
  const form = await rememberedForm(materialStand, memo)
  const camera = frameForm(form.bounds, { azimuth: 20, elevation: 16, fill: 0.9 }, form.surfacePoints())
  // One tile covers half of the ball's girth: about 0.7 pixels of the picture for each texel that is left.
  const scale = 0.8 / maps.tileSize
  const { rgba } = await renderForm(
    { form, camera, width: side, height: side, materials: [{ maps: reduced(maps, side), scale }], samples: 3 },
    { pool, signal },
  )
  return { width: side, height: side, channels: 3, data: withoutAlpha(rgba) }
}

/** Maps no larger than `most` on a side: a texel smaller than a pixel is never seen, but would have to be laid out for sampling. */
function reduced(maps: MaterialMaps, most: number): MaterialMaps {
  const factor = Math.ceil(Math.max(maps.width, maps.height) / most)
  const [width, height] = [Math.floor(maps.width / factor), Math.floor(maps.height / factor)]
  if (factor <= 1 || width < 1 || height < 1) return maps
  const shrink = (data: Uint8Array, channels: number) =>
    boxReduce(data, maps.width, { width, height, channels, factor })
  return {
    ...{ width, height, heightRange: maps.heightRange, tileSize: maps.tileSize },
    albedo: shrink(maps.albedo, 3),
    normal: shrink(maps.normal, 3),
    roughness: shrink(maps.roughness, 1),
    metalness: shrink(maps.metalness, 1),
    ambientOcclusion: shrink(maps.ambientOcclusion, 1),
    emission: maps.emission === undefined ? undefined : shrink(maps.emission, 3),
    // Not drawn: the normals carry the relief.
    heightMap: new Uint16Array(width * height),
  }
}

interface Reduction {
  readonly width: number
  readonly height: number
  readonly channels: number
  readonly factor: number
}

/** The mean of each `factor` × `factor` pixels. */
function boxReduce(data: Uint8Array, fromWidth: number, { width, height, channels, factor }: Reduction): Uint8Array {
  const result = new Uint8Array(width * height * channels)
  const sums = new Uint32Array(width * channels)
  const share = 1 / (factor * factor)
  for (let y = 0; y < height; y++) {
    sums.fill(0)
    for (let dy = 0; dy < factor; dy++) {
      // One channel after another: the plain inner loop is six times as fast as one over channels.
      for (let c = 0; c < channels; c++) {
        let at = (y * factor + dy) * fromWidth * channels + c
        for (let to = c; to < sums.length; to += channels) {
          let sum = 0
          for (let dx = 0; dx < factor; dx++, at += channels) sum += data[at]!
          sums[to]! += sum
        }
      }
    }
    const row = y * sums.length
    for (let i = 0; i < sums.length; i++) result[row + i] = sums[i]! * share + 0.5
  }
  return result
}
