import { exp2, log2 } from '../exact-math.ts'
import type { MaterialMaps } from '../materials/build-material.ts'

/** Bytes of a texel: albedo 3 (sRGB), normal x and y, roughness, metalness, ambient occlusion, emission 3 (sRGB), nothing. */
const TEXEL = 12

/** A material's maps, interleaved and with all their smaller sizes, in shared memory: what threads sample. */
export interface SurfaceTexture {
  readonly data: Uint8Array
  readonly levels: readonly { readonly offset: number; readonly width: number; readonly height: number }[]
  /** Metres across the tile and down it. */
  readonly tileWidth: number
  readonly tileHeight: number
  /** Whether any emission was given. */
  readonly glows: boolean
}

/** Interleaves the maps of a material and halves them down to one pixel. */
export function buildSurfaceTexture(maps: MaterialMaps, scale = 1): SurfaceTexture {
  const levels: { offset: number; width: number; height: number }[] = []
  let texels = 0
  let { width, height } = maps
  for (;;) {
    levels.push({ offset: texels * TEXEL, width, height })
    texels += width * height
    if (width === 1 && height === 1) break
    width = Math.max(1, width >> 1)
    height = Math.max(1, height >> 1)
  }
  const data = new Uint8Array(new SharedArrayBuffer(texels * TEXEL))
  const { albedo, normal, roughness, metalness, ambientOcclusion, emission } = maps
  for (let i = 0, at = 0; i < maps.width * maps.height; i++, at += TEXEL) {
    data[at] = albedo[i * 3]!
    data[at + 1] = albedo[i * 3 + 1]!
    data[at + 2] = albedo[i * 3 + 2]!
    data[at + 3] = normal[i * 3]!
    data[at + 4] = normal[i * 3 + 1]!
    data[at + 5] = roughness[i]!
    data[at + 6] = metalness[i]!
    data[at + 7] = ambientOcclusion[i]!
    if (emission !== undefined) {
      data[at + 8] = emission[i * 3]!
      data[at + 9] = emission[i * 3 + 1]!
      data[at + 10] = emission[i * 3 + 2]!
    }
  }
  for (let level = 1; level < levels.length; level++) halve(data, levels[level - 1]!, levels[level]!)
  const tileWidth = maps.tileSize * scale
  return { data, levels, tileWidth, tileHeight: (tileWidth * maps.height) / maps.width, glows: emission !== undefined }
}

interface Level {
  readonly offset: number
  readonly width: number
  readonly height: number
}

function halve(data: Uint8Array, from: Level, to: Level): void {
  const stepX = from.width > to.width ? TEXEL : 0
  const stepY = from.height > to.height ? from.width * TEXEL : 0
  for (let y = 0; y < to.height; y++) {
    for (let x = 0; x < to.width; x++) {
      const source = from.offset + (y * (stepY === 0 ? 1 : 2) * from.width + x * (stepX === 0 ? 1 : 2)) * TEXEL
      const target = to.offset + (y * to.width + x) * TEXEL
      for (let c = 0; c < TEXEL - 1; c++) {
        data[target + c] =
          (data[source + c]! +
            data[source + stepX + c]! +
            data[source + stepY + c]! +
            data[source + stepX + stepY + c]! +
            2) >>
          2
      }
    }
  }
}

/** Linear light of an sRGB byte. */
export const linearOf = Float64Array.from({ length: 256 }, (_, i) => {
  const v = i / 255
  return v <= 0.04045 ? v / 12.92 : exp2(2.4 * log2((v + 0.055) / 1.055))
})

/** What a sample answers: 0–2 albedo (linear), 3–4 slope of the normal, 5 roughness, 6 metalness, 7 occlusion, 8–10 emission. */
export const SAMPLE = 11

/**
 * Adds a sample of one face of the triplanar projection, times `weight`. u runs right and v up, in metres; `footprint` is
 * the size of a pixel on the surface.
 */
export function addSample(
  texture: SurfaceTexture,
  u: number,
  v: number,
  footprint: number,
  weight: number,
  out: Float64Array,
): void {
  const { levels, tileWidth, tileHeight } = texture
  const top = levels[0]!
  // How many texels a pixel covers; halved per level, with a straight line between powers of two instead of a logarithm.
  let ratio = (footprint * top.width) / tileWidth
  let level = 0
  while (ratio >= 2 && level < levels.length - 1) {
    ratio /= 2
    level++
  }
  const share = level >= levels.length - 1 ? 0 : Math.min(1, Math.max(0, ratio - 1))
  const s = u / tileWidth
  const t = -v / tileHeight
  if (share < 1) addBilinear(texture, levels[level]!, s, t, weight * (1 - share), out)
  if (share > 0) addBilinear(texture, levels[level + 1]!, s, t, weight * share, out)
}

function addBilinear(
  { data }: SurfaceTexture,
  { offset, width, height }: Level,
  s: number,
  t: number,
  weight: number,
  out: Float64Array,
): void {
  const x = (s - Math.floor(s)) * width - 0.5
  const y = (t - Math.floor(t)) * height - 0.5
  let x0 = Math.floor(x)
  let y0 = Math.floor(y)
  const fx = x - x0
  const fy = y - y0
  if (x0 < 0) x0 += width
  if (y0 < 0) y0 += height
  const x1 = x0 + 1 >= width ? 0 : x0 + 1
  const y1 = y0 + 1 >= height ? 0 : y0 + 1
  const w11 = fx * fy * weight
  const w01 = fx * weight - w11
  const w10 = fy * weight - w11
  const w00 = weight - w01 - w10 - w11
  const a = offset + (y0 * width + x0) * TEXEL
  const b = offset + (y0 * width + x1) * TEXEL
  const c = offset + (y1 * width + x0) * TEXEL
  const d = offset + (y1 * width + x1) * TEXEL
  for (let i = 0; i < 3; i++) {
    out[i]! +=
      linearOf[data[a + i]!]! * w00 +
      linearOf[data[b + i]!]! * w01 +
      linearOf[data[c + i]!]! * w10 +
      linearOf[data[d + i]!]! * w11
  }
  for (let i = 3; i < 8; i++) {
    out[i]! += data[a + i]! * w00 + data[b + i]! * w01 + data[c + i]! * w10 + data[d + i]! * w11
  }
  for (let i = 8; i < 11; i++) {
    out[i]! +=
      linearOf[data[a + i]!]! * w00 +
      linearOf[data[b + i]!]! * w01 +
      linearOf[data[c + i]!]! * w10 +
      linearOf[data[d + i]!]! * w11
  }
}
