import type { Field } from '../maps/field.ts'

/** Farther than any picture is wide. */
const far = 1e12

/**
 * For each pixel the squared distance in pixels to the nearest one that `inside` says yes to; `Infinity`-like where there is
 * none. Exact, in linear time (Felzenszwalb & Huttenlocher, "Distance Transforms of Sampled Functions", 2012).
 */
export function squaredDistanceTo(
  { width, height }: { readonly width: number; readonly height: number },
  inside: (index: number) => boolean,
): Field {
  const data = Float32Array.from({ length: width * height }, (_, i) => (inside(i) ? 0 : far))
  for (let x = 0; x < width; x++) lowerEnvelope(data, x, width, height)
  for (let y = 0; y < height; y++) lowerEnvelope(data, y * width, 1, width)
  return { width, height, data }
}

/** Along one line: min over q of (p − q)² + f(q), by the parabolas that are lowest somewhere. */
function lowerEnvelope(data: Float32Array, from: number, stride: number, length: number): void {
  const f = Float64Array.from({ length }, (_, i) => data[from + i * stride]!)
  const places = new Int32Array(length)
  const borders = new Float64Array(length + 1)
  let last = 0
  borders[0] = -Infinity
  borders[1] = Infinity
  for (let q = 1; q < length; q++) {
    const meets = (p: number) => (f[q]! + q * q - (f[p]! + p * p)) / (2 * q - 2 * p)
    let border = meets(places[last]!)
    while (border <= borders[last]!) border = meets(places[--last]!)
    places[++last] = q
    borders[last] = border
    borders[last + 1] = Infinity
  }
  for (let p = 0, n = 0; p < length; p++) {
    while (borders[n + 1]! < p) n++
    const place = places[n]!
    data[from + p * stride] = (p - place) ** 2 + f[place]!
  }
}
