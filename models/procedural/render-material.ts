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
  const rowLength = fromWidth * channels
  const sums = new Uint32Array(rowLength)
  const share = 1 / (factor * factor)
  for (let y = 0; y < height; y++) {
    // First down, in plain loops over whole rows, then across.
    sums.fill(0)
    for (let dy = 0; dy < factor; dy++) {
      const row = (y * factor + dy) * rowLength
      for (let i = 0; i < rowLength; i++) sums[i]! += data[row + i]!
    }
    const to = y * width * channels
    for (let i = 0; i < width * channels; i++) {
      const from = Math.floor(i / channels) * factor * channels + (i % channels)
      let sum = 0
      for (let dx = 0; dx < factor; dx++) sum += sums[from + dx * channels]!
      result[to + i] = sum * share + 0.5
    }
  }
  return result
}
