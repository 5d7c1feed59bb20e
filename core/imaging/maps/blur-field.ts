import { type Border, beyond, type Field } from './field.ts'

/**
 * Three box blurs in each direction: near a Gaussian of deviation `sigma` (from 2 px on within 6 %), at a cost that does not grow with it
 * (P. Kovesi, "Fast almost-Gaussian filtering", 2010). Sums are kept in doubles, so that nothing drifts along a row.
 */
export function blurField(
  { width, height, data }: Field,
  sigma: number,
  border: Border,
  borderY: Border = border,
): Field {
  if (sigma < 0.3) return { width, height, data: data.slice() }
  let from = data.slice()
  let to = new Float32Array(data.length)
  for (const radius of boxRadii(sigma)) {
    blurLines(from, to, { lines: height, length: width, lineStride: width, stride: 1 }, radius, border)
    ;[from, to] = [to, from]
    blurLines(from, to, { lines: width, length: height, lineStride: 1, stride: width }, radius, borderY)
    ;[from, to] = [to, from]
  }
  return { width, height, data: from }
}

/** Radii of three boxes whose variances add up to sigma². */
function boxRadii(sigma: number): number[] {
  const ideal = Math.sqrt(4 * sigma * sigma + 1)
  let small = Math.floor(ideal)
  if (small % 2 === 0) small -= 1
  const smallCount = Math.round((12 * sigma * sigma - 3 * small * small - 12 * small - 9) / (-4 * small - 4))
  return [0, 1, 2].map((i) => ((i < smallCount ? small : small + 2) - 1) / 2)
}

function blurLines(
  from: Float32Array,
  to: Float32Array,
  { lines, length, lineStride, stride }: { lines: number; length: number; lineStride: number; stride: number },
  radius: number,
  border: Border,
): void {
  const scale = 1 / (2 * radius + 1)
  const enter = Int32Array.from({ length }, (_, i) => beyond(i + radius + 1, length, border) * stride)
  const leave = Int32Array.from({ length }, (_, i) => beyond(i - radius, length, border) * stride)
  const sums = new Float64Array(lines)
  const first = Int32Array.from({ length: 2 * radius + 1 }, (_, k) => beyond(k - radius, length, border) * stride)
  for (let line = 0; line < lines; line++) {
    let sum = 0
    for (let k = 0; k < first.length; k++) sum += from[line * lineStride + first[k]!]!
    sums[line] = sum
  }
  if (stride === 1) {
    for (let line = 0; line < lines; line++) {
      const base = line * lineStride
      let sum = sums[line]!
      for (let i = 0; i < length; i++) {
        to[base + i] = sum * scale
        sum += from[base + enter[i]!]! - from[base + leave[i]!]!
      }
    }
    return
  }
  // Columns: all of them a row at a time, as the memory lies.
  for (let i = 0; i < length; i++) {
    const base = i * stride
    const entering = enter[i]!
    const leaving = leave[i]!
    for (let line = 0; line < lines; line++) {
      const sum = sums[line]!
      to[base + line] = sum * scale
      sums[line] = sum + from[entering + line]! - from[leaving + line]!
    }
  }
}
