import { pow } from '../exact-math.ts'
import { clamp01, mix, type Rgb, type Sample } from './sample.ts'

/** '#rrggbb' to sRGB 0..1. */
export function parseColour(hex: string): Rgb {
  const n = Number.parseInt(hex.slice(1), 16)
  return [(n >> 16) / 255, ((n >> 8) & 255) / 255, (n & 255) / 255]
}

/** sRGB 0..1 to Björn Ottosson's OKLab (https://bottosson.github.io/posts/oklab/), where equal steps look equal. */
export function toOklab([red, green, blue]: Rgb): [l: number, a: number, b: number] {
  const r = toLinear(red)
  const g = toLinear(green)
  const b = toLinear(blue)
  const l = cubeRoot(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = cubeRoot(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = cubeRoot(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

export function fromOklab([lightness, a, b]: readonly [number, number, number]): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    toSrgb(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    toSrgb(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    toSrgb(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}

function toLinear(x: number): number {
  return x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4)
}

function toSrgb(x: number): number {
  return clamp01(x <= 0.0031308 ? x * 12.92 : 1.055 * pow(x, 1 / 2.4) - 0.055)
}

function cubeRoot(x: number): number {
  return x <= 0 ? 0 : pow(x, 1 / 3)
}

/**
 * A family's colours moved to the one that was asked for: the mean becomes it, and each keeps its own difference in
 * lightness and half its difference in hue, so that variation survives.
 */
export function recolour(colours: readonly Rgb[], wanted: Rgb | undefined): readonly Rgb[] {
  if (wanted === undefined) return colours
  const labs = colours.map(toOklab)
  const mean = [0, 1, 2].map((k) => labs.reduce((sum, lab) => sum + lab[k as 0 | 1 | 2], 0) / labs.length)
  const target = toOklab(wanted)
  const lowest = Math.min(...labs.map((lab) => lab[0] - mean[0]!))
  const highest = Math.max(...labs.map((lab) => lab[0] - mean[0]!))
  // Keep all of them within a paint's range: no black below 0.2, no white above 0.97.
  const squeeze = Math.min(
    1,
    lowest < 0 ? Math.max(0.25, (target[0] - 0.2) / -lowest) : 1,
    highest > 0 ? Math.max(0.25, (0.97 - target[0]) / highest) : 1,
  )
  return labs.map((lab) =>
    fromOklab([
      target[0] + (lab[0] - mean[0]!) * squeeze,
      target[1] + (lab[1] - mean[1]!) * 0.5,
      target[2] + (lab[2] - mean[2]!) * 0.5,
    ]),
  )
}

/** Sets the colour of a sample from a number: 0 the first colour, 1 the last. */
export type Gradient = (s: Sample, t: number) => void

const STEPS = 1024 // four steps for each of the 256 values a channel can take, so that no step shows

/** Colours spread evenly over 0..1, mixed in OKLab. */
export function gradient(colours: readonly Rgb[]): Gradient {
  const labs = colours.map(toOklab)
  const table = new Float64Array((STEPS + 1) * 3)
  for (let i = 0; i <= STEPS; i++) {
    const x = (i / STEPS) * (labs.length - 1)
    const k = Math.min(Math.floor(x), labs.length - 2)
    const from = labs[Math.max(k, 0)]!
    const to = labs[Math.max(k, 0) + 1] ?? from
    const f = x - Math.max(k, 0)
    table.set(
      fromOklab([from[0] + (to[0] - from[0]) * f, from[1] + (to[1] - from[1]) * f, from[2] + (to[2] - from[2]) * f]),
      i * 3,
    )
  }
  return (s, t) => {
    const at = (t <= 0 ? 0 : t >= 1 ? STEPS : (t * STEPS + 0.5) | 0) * 3
    s.red = table[at]!
    s.green = table[at + 1]!
    s.blue = table[at + 2]!
  }
}

/** Blends towards a colour of a gradient without losing what is below. */
export function blendGradient(s: Sample, gradient: Gradient, t: number, amount: number): void {
  const { red, green, blue } = s
  gradient(s, t)
  s.red = mix(red, s.red, amount)
  s.green = mix(green, s.green, amount)
  s.blue = mix(blue, s.blue, amount)
}
