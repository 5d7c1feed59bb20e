import type { DepthKind } from '../../../base/model.ts'
import type { Pixels } from '../../../base/pixels.ts'
import { atan2, exp2 } from '../../../models/procedural/exact-math.ts'
import type { MaterialMaps } from '../../../models/procedural/materials/build-material.ts'
import { type Field, percentiles } from '../maps/field.ts'
import { fromLinear, toLinear } from '../maps/linear-light.ts'
import { normalsFromHeight } from '../maps/normals-from-height.ts'
import { occlusionFromHeight } from '../maps/occlusion-from-height.ts'
import type { SetRole } from '../material-set.ts'
import { emissionOf } from './emission-of.ts'
import { heightWithDepth } from './height-with-depth.ts'
import { type ReadOptions, readSurface, type Surface } from './read-surface.ts'

/** What a depth model saw in the picture. */
export interface SeenDepth {
  readonly depth: Float32Array
  readonly kind: DepthKind
  readonly model: string
}

export interface PbrWishes {
  /** Of the relief, 1 = as deep as the picture shows it. */
  readonly strength: number
  /** 0..1: how much of the light that was on it when it was taken is removed. */
  readonly delight: number
  /** 0..1 for all of it; without one it is guessed whether it is metal. */
  readonly metalness?: number | undefined
  /** Added to the estimated roughness, −1..1. */
  readonly roughness: number
  /** Whether to look for parts that give off light. */
  readonly emission: 'auto' | 'none'
  /** Metres that the picture is wide. */
  readonly tileSize: number
  /** The large shapes are taken from it. */
  readonly depth?: SeenDepth | undefined
}

/** How each map was made, for its record. */
export type MapsMade = Readonly<Record<SetRole, Readonly<Record<string, unknown>>>>

/** A set of maps from a picture, and how each was made. */
export async function mapsOfPicture(
  pixels: Pixels,
  wishes: PbrWishes,
  options: ReadOptions,
): Promise<{ maps: MaterialMaps; made: MapsMade }> {
  const { width, height } = pixels
  const surface = await readSurface(pixels, options)
  options.signal?.throwIfAborted()
  const { strength, metalness, roughness, tileSize, depth } = wishes
  const shape = depth === undefined ? surface.height : heightWithDepth(surface.height, depth, options.border)
  const relief: Field = { width, height, data: shape.data.map((value) => value * strength) }
  const { heightMap, heightRange } = heightMapOf(relief)
  const metal = metalness ?? (surface.metal > 0.5 ? 1 : 0)
  const maps: MaterialMaps = {
    ...{ width, height, heightMap, heightRange, tileSize },
    albedo: withoutLight(pixels, surface.shading, wishes.delight),
    normal: normalsFromHeight(relief, options.border),
    ambientOcclusion: occlusionFromHeight(relief, options.border),
    roughness: bytes(surface.roughness.data, (value) => Math.min(1, Math.max(0.04, value + roughness))),
    metalness: bytes(surface.roughness.data, () => metal),
    emission: wishes.emission === 'auto' ? emissionOf(pixels) : undefined,
  }
  return { maps, made: howMade(surface, wishes, metal) }
}

const network = 'a small network fitted on pictures rendered of the built-in materials'

function howMade(
  { light, metal: likely }: Surface,
  { strength, delight, metalness, roughness, depth }: PbrWishes,
  metal: number,
): MapsMade {
  const rounded = (value: number) => Math.round(value * 100) / 100
  const [x, y] = light
  const height = {
    by: depth === undefined ? network : `large shapes by the depth model ${depth.model}, detail by ${network}`,
    strength,
    lightFrom: { degrees: Math.round((atan2(y, x) * 180) / Math.PI), confidence: rounded(Math.sqrt(x * x + y * y)) },
  }
  const fromHeight = (by: string) => ({ by, from: 'height' })
  return {
    albedo: { by: `the picture, its light removed by ${network}`, delight },
    height,
    normal: fromHeight('slopes, Scharr operator'),
    'ambient-occlusion': fromHeight('horizons in eight directions'),
    roughness: { by: network, guess: true, added: roughness },
    metalness:
      metalness === undefined
        ? {
            by: 'a guess from the whole picture',
            metal: metal > 0.5,
            confidence: rounded(Math.min(1, Math.abs(2 * likely - 1))),
          }
        : { by: 'as asked for', value: metal },
    emission: { by: 'what is bright and coloured at once', guess: true },
    orm: { by: 'packed: ambient occlusion, roughness, metalness' },
  }
}

/** Each pixel divided by the light on it, in linear light. */
export function withoutLight({ width, height, channels, data }: Pixels, shading: Field, amount: number): Uint8Array {
  const albedo = new Uint8Array(new SharedArrayBuffer(width * height * 3))
  for (let i = 0; i < width * height; i++) {
    const gain = exp2(-amount * shading.data[i]!)
    for (let c = 0; c < 3; c++) {
      albedo[i * 3 + c] = fromLinear(toLinear(data[i * channels + (channels === 1 ? 0 : c)]!) * gain)
    }
  }
  return albedo
}

/** 16 bits between the lowest and the highest point but for one in a thousand on either side; the range is in picture widths. */
function heightMapOf(relief: Field): { heightMap: Uint16Array; heightRange: number } {
  const { width, height, data } = relief
  const [low = 0, high = 0] = percentiles(relief, [0.001, 0.999])
  const range = Math.max(1e-6, high - low)
  const heightMap = new Uint16Array(new SharedArrayBuffer(width * height * 2))
  for (let i = 0; i < data.length; i++) {
    heightMap[i] = Math.round(Math.min(1, Math.max(0, (data[i]! - low) / range)) * 65535)
  }
  return { heightMap, heightRange: range / width }
}

function bytes(data: Float32Array, of: (value: number) => number): Uint8Array {
  const result = new Uint8Array(new SharedArrayBuffer(data.length))
  for (let i = 0; i < result.length; i++) result[i] = Math.round(of(data[i]!) * 255)
  return result
}
