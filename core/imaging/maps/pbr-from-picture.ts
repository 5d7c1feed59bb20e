import type { Pixels } from '../../../base/pixels.ts'
import type { MaterialMaps } from '../../../models/procedural/materials/build-material.ts'
import { blurField } from './blur-field.ts'
import { type Border, type Field, percentiles } from './field.ts'
import { heightFromLuma } from './height-from-luma.ts'
import { fromLinear, linearLuma, toLinear } from './linear-light.ts'
import { normalsFromHeight } from './normals-from-height.ts'
import { occlusionFromHeight } from './occlusion-from-height.ts'
import { roughnessFromLuma } from './roughness-from-luma.ts'

export interface PbrWishes {
  readonly border: Border
  /** Of the height, 1 = as deep as the picture's scale suggests. */
  readonly strength: number
  /** 0..1: how much of the light that was on it when it was taken is removed. */
  readonly delight: number
  /** 0 or 1 for all of it: a picture does not say whether it shows metal. */
  readonly metalness: number
  /** Added to the estimated roughness, −1..1. */
  readonly roughness: number
  /** Metres that the picture is wide. */
  readonly tileSize: number
}

/** Depth of the relief in picture widths at strength 1: that of old brickwork. */
const usualRange = 0.04

/** A set of maps guessed from a picture by classical filters. None of them knows what it sees; all wrap when the border does. */
export function pbrFromPicture(
  pixels: Pixels,
  { border, strength, delight, metalness, roughness, tileSize }: PbrWishes,
  onProgress: (fraction: number, message: string) => void = () => {},
): MaterialMaps {
  const { width, height } = pixels
  onProgress(0, 'Removing light')
  const albedo = delightAlbedo(pixels, delight, border)
  const luma = linearLuma({ width, height, channels: 3, data: albedo })
  onProgress(0.3, 'Guessing height')
  const relief = heightFromLuma(luma, border)
  const heightRange = usualRange * strength
  const inPixels: Field = { width, height, data: relief.data.map((value) => value * heightRange * width) }
  onProgress(0.6, 'Normals and occlusion')
  const normal = normalsFromHeight(inPixels, border)
  const ambientOcclusion = occlusionFromHeight(inPixels, border)
  onProgress(0.85, 'Guessing roughness')
  const heightMap = new Uint16Array(new SharedArrayBuffer(width * height * 2))
  for (let i = 0; i < heightMap.length; i++) heightMap[i] = Math.round(relief.data[i]! * 65535)
  const metal = new Uint8Array(new SharedArrayBuffer(width * height)).fill(Math.round(metalness * 255))
  return {
    ...{ width, height, albedo, heightMap, heightRange, normal, ambientOcclusion, tileSize },
    roughness: roughnessFromLuma(luma, relief, roughness, border),
    metalness: metal,
    emission: undefined,
  }
}

/**
 * The base colour under the light: each pixel is divided by the light around it, the blurred luminance (the retinex of E. Land,
 * in linear light), so that slow shading goes and the mean stays. What is left above the brightest 0.5 % is clipped highlights.
 */
export function delightAlbedo(pixels: Pixels, amount: number, border: Border): Uint8Array {
  const { width, height, channels, data } = pixels
  const albedo = new Uint8Array(new SharedArrayBuffer(width * height * 3))
  const luma = linearLuma(pixels)
  // A fifth of the picture: slower than any feature of a texture, faster than a lamp.
  const light = blurField(luma, Math.min(width, height) / 5 / 2, border)
  let mean = 0
  for (let i = 0; i < light.data.length; i++) mean += light.data[i]!
  mean /= light.data.length
  // Never more than four times, however dark a corner was: that far down there is only noise.
  const gain = Float32Array.from(light.data, (value) => 1 + amount * (Math.min(4, mean / Math.max(value, 1e-4)) - 1))
  const corrected: Field = { width, height, data: luma.data.map((value, i) => value * gain[i]!) }
  const [bright = 1] = percentiles(corrected, [0.995])
  for (let i = 0; i < width * height; i++) {
    const value = corrected.data[i]!
    // Highlights are light, not colour: above the knee they are pressed to it.
    const pressed = amount > 0 && value > bright ? bright / value : 1
    const scale = gain[i]! * (1 + amount * (pressed - 1))
    for (let c = 0; c < 3; c++) {
      albedo[i * 3 + c] = fromLinear(toLinear(data[i * channels + (channels === 1 ? 0 : c)]!) * scale)
    }
  }
  return albedo
}
