import type { Pixels } from '../../../base/pixels.ts'
import type { Pool } from '../../../base/pool.ts'
import { blurField } from '../maps/blur-field.ts'
import type { Border, Field } from '../maps/field.ts'
import { withoutLight } from './maps-of-picture.ts'
import { bandsOf, gridsOf, pyramidOf, resample, sumOfBands } from './pyramid.ts'
import { readSurface } from './read-surface.ts'

/** Light is called slow where it shows in a picture of so many pixels on its shorter side. */
const slowSide = 16
/** Side at which slow light is looked for. */
const readSide = 256

/** The picture as under even light: lamps, gradients and the soft edges of shadows are gone, the shading of the relief stays. */
export async function evenLight(
  pixels: Pixels,
  options: { readonly border: Border; readonly pool: Pool; readonly signal?: AbortSignal | undefined },
): Promise<Pixels> {
  const { width, height } = pixels
  const scale = Math.min(1, readSide / Math.min(width, height))
  const small = scale === 1 ? pixels : reduced(pixels, scale)
  const { shading } = await readSurface(small, options)
  const light = resample(slowPartOf(shading, options.border), pixels, options.border)
  return { width, height, channels: 3, data: withoutLight(pixels, light, 1) }
}

function reduced({ width, height, channels, data }: Pixels, scale: number): Pixels {
  const grid = { width: Math.round(width * scale), height: Math.round(height * scale) }
  const result = new Uint8Array(grid.width * grid.height * 3)
  for (let c = 0; c < 3; c++) {
    const from = channels === 1 ? 0 : c
    const channel = {
      width,
      height,
      data: Float32Array.from({ length: width * height }, (_, i) => data[i * channels + from]!),
    }
    const small = resample(blurField(channel, 0.45 / scale, 'mirror'), grid, 'mirror')
    for (let i = 0; i < small.data.length; i++) result[i * 3 + c] = Math.round(small.data[i]!)
  }
  return { ...grid, channels: 3, data: result }
}

function slowPartOf(field: Field, border: Border): Field {
  const bands = bandsOf(pyramidOf(field, gridsOf(field), border), border)
  const kept = bands.map((band) =>
    Math.min(band.width, band.height) > slowSide ? { ...band, data: new Float32Array(band.data.length) } : band,
  )
  return sumOfBands(kept, border)
}
