import { log2 } from '../exact-math.ts'
import { mixBits } from '../random.ts'

/** From light to pixels: glow around what is very bright, tone mapping, a slight vignette, dithering to 8 bits. */
export interface DevelopJob {
  readonly light: Float32Array
  readonly glow: Float32Array
  readonly glowWidth: number
  readonly glowHeight: number
  readonly width: number
  readonly height: number
  readonly from: number
  readonly to: number
  readonly rgba: Uint8Array
}

/** Pixels of the picture to one of the glow. */
export const glowShrink = 4

/** Only lamps, lava and highlights glow: a white wall in the key light is about 2. */
const threshold = 2.2

/** The blurred part of the light that is brighter than white, at a quarter of the size. */
export function buildGlow(
  light: Float32Array,
  width: number,
  height: number,
): Omit<DevelopJob, 'light' | 'width' | 'height' | 'from' | 'to' | 'rgba'> {
  const glowWidth = Math.ceil(width / glowShrink)
  const glowHeight = Math.ceil(height / glowShrink)
  const glow = new Float32Array(new SharedArrayBuffer(glowWidth * glowHeight * 12))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3
      const brightest = Math.max(light[at]!, light[at + 1]!, light[at + 2]!)
      if (brightest <= threshold) continue
      // What is brighter than 8 would spread all over the picture.
      const share = (Math.min(brightest, 8) - threshold) / brightest / (glowShrink * glowShrink)
      const to = ((y / glowShrink) | 0) * glowWidth * 3 + ((x / glowShrink) | 0) * 3
      glow[to]! += light[at]! * share
      glow[to + 1]! += light[at + 1]! * share
      glow[to + 2]! += light[at + 2]! * share
    }
  }
  // Three box blurs make nearly a Gaussian; 1.5 % of the picture's height each.
  const radius = Math.max(1, Math.floor(height / glowShrink / 64))
  const buffer = new Float32Array(glow.length)
  for (let pass = 0; pass < 3; pass++) {
    boxBlur(glow, buffer, glowWidth, glowHeight, radius, 3, glowWidth * 3)
    boxBlur(buffer, glow, glowHeight, glowWidth, radius, glowWidth * 3, 3)
  }
  return { glow, glowWidth, glowHeight }
}

function boxBlur(
  from: Float32Array,
  to: Float32Array,
  length: number,
  lines: number,
  radius: number,
  step: number,
  lineStep: number,
): void {
  const scale = 1 / (2 * radius + 1)
  for (let line = 0; line < lines; line++) {
    for (let c = 0; c < 3; c++) {
      const base = line * lineStep + c
      let sum = 0
      for (let i = -radius; i <= radius; i++) sum += i >= 0 && i < length ? from[base + i * step]! : 0
      for (let i = 0; i < length; i++) {
        to[base + i * step] = sum * scale
        const leaving = i - radius
        const coming = i + radius + 1
        if (leaving >= 0) sum -= from[base + leaving * step]!
        if (coming < length) sum += from[base + coming * step]!
      }
    }
  }
}

/** Develops rows of the picture. Runs in a worker thread. */
export function developBand(job: DevelopJob): void {
  const { light, width, height, from, to, rgba } = job
  const pixel = new Float64Array(3)
  for (let y = from; y < to; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      const u = (2 * (x + 0.5)) / width - 1
      const v = (2 * (y + 0.5)) / height - 1
      const vignette = 1 - 0.1 * (u * u + v * v) * 0.5 * (u * u + v * v)
      for (let c = 0; c < 3; c++) pixel[c] = light[at * 3 + c]! * vignette
      addGlow(job, x, y, pixel)
      toneMap(pixel)
      for (let c = 0; c < 3; c++) {
        // Half a step of noise hides the steps of 8 bits in smooth backdrops; the sum of two is triangular.
        const hash = mixBits(at * 3 + c)
        const noise = ((hash & 0xffff) + (hash >>> 16)) / 65536 - 1
        rgba[at * 4 + c] = Math.min(255, Math.max(0, Math.floor(pixel[c]! * 255 + 0.5 + noise * 0.6)))
      }
      rgba[at * 4 + 3] = 255
    }
  }
}

function addGlow({ glow, glowWidth, glowHeight }: DevelopJob, x: number, y: number, pixel: Float64Array): void {
  const gx = Math.min(glowWidth - 1, Math.max(0, (x + 0.5) / glowShrink - 0.5))
  const gy = Math.min(glowHeight - 1, Math.max(0, (y + 0.5) / glowShrink - 0.5))
  const x0 = Math.floor(gx)
  const y0 = Math.floor(gy)
  const x1 = Math.min(glowWidth - 1, x0 + 1)
  const y1 = Math.min(glowHeight - 1, y0 + 1)
  const [fx, fy] = [gx - x0, gy - y0]
  for (let c = 0; c < 3; c++) {
    const a = glow[(y0 * glowWidth + x0) * 3 + c]! * (1 - fx) + glow[(y0 * glowWidth + x1) * 3 + c]! * fx
    const b = glow[(y1 * glowWidth + x0) * 3 + c]! * (1 - fx) + glow[(y1 * glowWidth + x1) * 3 + c]! * fx
    pixel[c]! += (a * (1 - fy) + b * fy) * 0.5
  }
}

/** AgX (Troy Sobotka), in Benjamin Wrensch's polynomial form: bright colours fade to white as on film. Answers sRGB 0…1. */
export function toneMap(rgb: Float64Array): void {
  const r = rgb[0]!
  const g = rgb[1]!
  const b = rgb[2]!
  const a0 = curve(0.842479062253094 * r + 0.0784335999999992 * g + 0.0792237451477643 * b)
  const a1 = curve(0.0423282422610123 * r + 0.878468636469772 * g + 0.0791661274605434 * b)
  const a2 = curve(0.0423756549057051 * r + 0.0784336 * g + 0.879142973793104 * b)
  // The "punchy" look: more contrast and saturation, for objects rather than landscapes.
  const luma = 0.2126 * a0 + 0.7152 * a1 + 0.0722 * a2
  const s0 = punch(luma + (a0 - luma) * 1.28)
  const s1 = punch(luma + (a1 - luma) * 1.28)
  const s2 = punch(luma + (a2 - luma) * 1.28)
  rgb[0] = 1.19687900512017 * s0 - 0.0980208811401368 * s1 - 0.0990297440797205 * s2
  rgb[1] = -0.0528968517574562 * s0 + 1.15190312990417 * s1 - 0.0989611768448433 * s2
  rgb[2] = -0.0529716355144438 * s0 - 0.0980434501171241 * s1 + 1.15107367264116 * s2
}

/** Exposure range of AgX, in stops around middle grey. */
const lowest = -12.47393
const highest = 4.026069

function curve(v: number): number {
  const x = Math.min(1, Math.max(0, (log2(Math.max(v, 1e-10)) - lowest) / (highest - lowest)))
  const x2 = x * x
  const x4 = x2 * x2
  return 15.5 * x4 * x2 - 40.14 * x4 * x + 31.96 * x4 - 6.868 * x2 * x + 0.4298 * x2 + 0.1191 * x - 0.00232
}

/** A gentle S around the middle. */
function punch(v: number): number {
  const x = Math.min(1, Math.max(0, v))
  return x + (x * x * (3 - 2 * x) - x) * 0.45
}
