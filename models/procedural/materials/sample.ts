/** One pixel on its way through a family and its traits. One object serves a whole band: nothing is allocated per pixel. */
export interface Sample {
  /** Position as a fraction of the tile's width and height. */
  u: number
  v: number
  /** The pixel. */
  column: number
  row: number
  /** Tile widths, up from the mean surface; any origin. */
  height: number
  /** Four masks in 0..1 that the shape leaves for the paint (kept with 16 bits in between). */
  a: number
  b: number
  c: number
  d: number
  /** Height within the tile, 0 the lowest and 1 the highest point. Known to the paint only, like all from here to `edge`. */
  level: number
  /** Convexity at a fine scale and standing above the wide surroundings, in standard deviations, -3..3. */
  curvature: number
  prominence: number
  /** The height blurred over 0.4 % and over 2.4 % of the tile's width, and the mean and standard deviation of the tile's. */
  smooth: number
  surroundings: number
  middle: number
  spread: number
  /** 0..1: how much this is a crevice, and how much an exposed edge. */
  crevice: number
  edge: number
  /** sRGB, 0..1. */
  red: number
  green: number
  blue: number
  roughness: number
  metalness: number
  /** Emitted light, sRGB, 0..1. */
  glowRed: number
  glowGreen: number
  glowBlue: number
}

export function createSample(): Sample {
  // 0.5 everywhere so that every field is a double from the start.
  return {
    u: 0.5,
    v: 0.5,
    column: 0,
    row: 0,
    height: 0.5,
    a: 0.5,
    b: 0.5,
    c: 0.5,
    d: 0.5,
    level: 0.5,
    curvature: 0.5,
    prominence: 0.5,
    smooth: 0.5,
    surroundings: 0.5,
    middle: 0.5,
    spread: 0.5,
    crevice: 0.5,
    edge: 0.5,
    red: 0.5,
    green: 0.5,
    blue: 0.5,
    roughness: 0.5,
    metalness: 0.5,
    glowRed: 0.5,
    glowGreen: 0.5,
    glowBlue: 0.5,
  }
}

export type Rgb = readonly [red: number, green: number, blue: number]

/** Moves the colour of the sample towards another one. */
export function blend(s: Sample, colour: Rgb, amount: number): void {
  s.red += (colour[0] - s.red) * amount
  s.green += (colour[1] - s.green) * amount
  s.blue += (colour[2] - s.blue) * amount
}

/** Makes the colour darker (factor < 1) or lighter. */
export function shade(s: Sample, factor: number): void {
  s.red *= factor
  s.green *= factor
  s.blue *= factor
}

/** Light that the surface gives off itself, added to what is there. */
export function glow(s: Sample, colour: Rgb, amount: number): void {
  s.glowRed += colour[0] * amount
  s.glowGreen += colour[1] * amount
  s.glowBlue += colour[2] * amount
}

export function mix(from: number, to: number, amount: number): number {
  return from + (to - from) * amount
}

export function clamp01(x: number): number {
  return x < 0 ? 0 : x > 1 ? 1 : x
}

/** 0 below `low`, 1 above `high`, an S between; `low` may be above `high` to fall instead of rise. */
export function smoothstep(low: number, high: number, x: number): number {
  const t = clamp01((x - low) / (high - low))
  return t * t * (3 - 2 * t)
}

/** The smaller of two numbers with the corner rounded over `radius`. */
export function smoothMin(a: number, b: number, radius: number): number {
  const h = Math.max(radius - Math.abs(a - b), 0) / radius
  return Math.min(a, b) - h * h * radius * 0.25
}
