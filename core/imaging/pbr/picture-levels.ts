import type { Pixels } from '../../../base/pixels.ts'
import { log2 } from '../../../models/procedural/exact-math.ts'
import { blurField } from '../maps/blur-field.ts'
import type { Border, Field } from '../maps/field.ts'
import { toLinear } from '../maps/linear-light.ts'
import { bandsOf, gridsOf, pyramidOf, resample } from './pyramid.ts'

/** A picture at one size, as the network sees it. Luminance and colour are in stops of linear light. */
export interface PictureLevel {
  /** Luminance, and what of it is lost at half this size. */
  readonly luma: Field
  readonly band: Field
  /** log₂ of red and of blue against green, and their bands. */
  readonly red: Field
  readonly blue: Field
  readonly redBand: Field
  readonly blueBand: Field
  /** Around each point, at half this size: mean squares and products of the bands. */
  readonly energy: Field
  readonly redEnergy: Field
  readonly blueEnergy: Field
  readonly redProduct: Field
  readonly blueProduct: Field
}

/** Below this linear light there is only noise: it keeps logarithms in bounds. */
const floor = 0.004

/** From the finest to the coarsest; the last one has no band of its own. */
export function levelsOfPicture(pixels: Pixels, border: Border): PictureLevel[] {
  const { luma, red, blue } = stopsOf(pixels)
  const grids = gridsOf(pixels)
  const [lumas, reds, blues] = [luma, red, blue].map((field) => pyramidOf(field, grids, border)) as [
    Field[],
    Field[],
    Field[],
  ]
  const [bands, redBands, blueBands] = [lumas, reds, blues].map((levels) => bandsOf(levels, border)) as [
    Field[],
    Field[],
    Field[],
  ]
  return grids.map((_, k) => {
    const [band, redBand, blueBand] = [bands[k]!, redBands[k]!, blueBands[k]!]
    const half = grids[Math.min(k + 1, grids.length - 1)]!
    const around = (a: Field, b: Field) => {
      const product = { ...a, data: a.data.map((value, i) => value * b.data[i]!) }
      return resample(blurField(product, 4, border), half, border)
    }
    return {
      ...{ luma: lumas[k]!, red: reds[k]!, blue: blues[k]!, band, redBand, blueBand },
      energy: around(band, band),
      redEnergy: around(redBand, redBand),
      blueEnergy: around(blueBand, blueBand),
      redProduct: around(band, redBand),
      blueProduct: around(band, blueBand),
    }
  })
}

/** Luminance and colour of a picture in stops of linear light. */
export function stopsOf({ width, height, channels, data }: Pixels): { luma: Field; red: Field; blue: Field } {
  const [luma, red, blue] = [0, 0, 0].map(() => ({ width, height, data: new Float32Array(width * height) })) as [
    Field,
    Field,
    Field,
  ]
  // Channels have 256 values only.
  const stops = Float32Array.from({ length: 256 }, (_, byte) => log2(toLinear(byte) + 4 * floor))
  for (let i = 0, at = 0; i < width * height; i++, at += channels) {
    const [r, g, b] = channels === 1 ? [data[at]!, data[at]!, data[at]!] : [data[at]!, data[at + 1]!, data[at + 2]!]
    luma.data[i] = log2(0.2126 * toLinear(r) + 0.7152 * toLinear(g) + 0.0722 * toLinear(b) + floor)
    red.data[i] = stops[r]! - stops[g]!
    blue.data[i] = stops[b]! - stops[g]!
  }
  return { luma, red, blue }
}
