import type { Pixels } from '../../base/pixels.ts'
import type { Pool } from '../../base/pool.ts'
import { compileForm } from './forms/compile-form.ts'
import type { FormProgram } from './forms/form-program.ts'
import type { MaterialMaps } from './materials/build-material.ts'
import { frameForm } from './render/camera.ts'
import { renderForm } from './render/render-form.ts'
import { withoutAlpha } from './render-document.ts'

/** A ball on a low block, so that curves, edges and flat faces all show. One tile covers half of the ball's girth. */
const stand: FormProgram = {
  version: 1,
  name: 'material-preview',
  materials: { material: { family: 'stone' } },
  root: {
    type: 'union',
    children: [
      { type: 'sphere', radius: 0.5, at: [0, 0.64, 0] },
      { type: 'cylinder', radius: 0.44, height: 0.2, round: 0.03, at: [0, 0.1, 0] },
    ],
    smooth: 0.02,
  },
}

/** A square picture of a material on a ball in studio light; the ball is as large as the tile wants it to be. */
export async function renderMaterial(
  maps: MaterialMaps,
  { side }: { readonly side: number },
  { pool, signal }: { readonly pool: Pool; readonly signal?: AbortSignal | undefined },
): Promise<Pixels> {
  const form = compileForm(stand)
  const camera = frameForm(form.bounds, { azimuth: 20, elevation: 16, fill: 0.9 }, form.surfacePoints())
  const scale = 0.8 / maps.tileSize
  const small = reduced(maps, side * 2)
  const { rgba } = await renderForm(
    { form, camera, width: side, height: side, materials: [{ maps: small, scale }], samples: 3 },
    { pool, signal },
  )
  return { width: side, height: side, channels: 3, data: withoutAlpha(rgba) }
}

/** Maps no larger than `most` on a side: a texel smaller than a pixel is never seen, but would have to be laid out for sampling. */
function reduced(maps: MaterialMaps, most: number): MaterialMaps {
  const factor = Math.ceil(Math.max(maps.width, maps.height) / most)
  const [width, height] = [Math.floor(maps.width / factor), Math.floor(maps.height / factor)]
  if (factor <= 1 || width < 1 || height < 1) return maps
  const shrink = (data: Uint8Array, channels: number): Uint8Array => {
    const result = new Uint8Array(width * height * channels)
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let c = 0; c < channels; c++) {
          let sum = 0
          for (let dy = 0; dy < factor; dy++) {
            const row = (y * factor + dy) * maps.width
            for (let dx = 0; dx < factor; dx++) sum += data[(row + x * factor + dx) * channels + c]!
          }
          result[(y * width + x) * channels + c] = Math.round(sum / (factor * factor))
        }
      }
    }
    return result
  }
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
