import { type Border, beyond, type Field } from './field.ts'

/** Distances in pixels at which the horizon is looked for; each 1.8 times the last. */
const reaches = [1, 2, 3, 6, 11, 19, 34]
const directions = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
  [Math.SQRT1_2, Math.SQRT1_2],
  [-Math.SQRT1_2, Math.SQRT1_2],
  [-Math.SQRT1_2, -Math.SQRT1_2],
  [Math.SQRT1_2, -Math.SQRT1_2],
] as const

/**
 * The share of a cosine-weighted sky that each point of a height field (in pixels) sees, 255 = all of it: the horizon in eight
 * directions (L. Bavoil, M. Sainz, "Image-space horizon-based ambient occlusion", 2008; a slice above angle h gives cos² h).
 */
export function occlusionFromHeight({ width, height, data }: Field, border: Border): Uint8Array {
  const occlusion = new Uint8Array(new SharedArrayBuffer(width * height))
  const open = new Float32Array(width * height)
  const slope = new Float32Array(width)
  for (const [cx, cy] of directions) {
    const steps = reaches.map((reach) => {
      const [dx, dy] = [Math.round(cx * reach), Math.round(cy * reach)]
      const columns = Int32Array.from({ length: width }, (_, x) => beyond(x + dx, width, border))
      return { columns, dy, inverse: 1 / Math.sqrt(dx * dx + dy * dy) }
    })
    for (let y = 0; y < height; y++) {
      const row = y * width
      slope.fill(0)
      for (const { columns, dy, inverse } of steps) {
        const other = beyond(y + dy, height, border) * width
        for (let x = 0; x < width; x++) {
          const rise = (data[other + columns[x]!]! - data[row + x]!) * inverse
          if (rise > slope[x]!) slope[x] = rise
        }
      }
      for (let x = 0; x < width; x++) open[row + x]! += 1 / (1 + slope[x]! * slope[x]!)
    }
  }
  for (let i = 0; i < open.length; i++) occlusion[i] = Math.floor((open[i]! * 255) / directions.length + 0.5)
  return occlusion
}
