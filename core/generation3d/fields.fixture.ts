import type { DistanceField } from './surface/distance-field.ts'

type Distance = (x: number, y: number, z: number) => number

/** A distance function written in TypeScript as the field that meshing takes, within a cube of this half side. */
export function fieldOf(distance: Distance, half: number): DistanceField {
  return {
    bounds: { min: [-half, -half, -half], max: [half, half, half] },
    distances(points, out) {
      for (let i = 0; i < out.length; i++) out[i] = distance(points[i * 3]!, points[i * 3 + 1]!, points[i * 3 + 2]!)
    },
    gradients(points, out, step) {
      for (let i = 0; i < points.length; i += 3) {
        const [x, y, z] = [points[i]!, points[i + 1]!, points[i + 2]!]
        const gradient = [
          distance(x + step, y, z) - distance(x - step, y, z),
          distance(x, y + step, z) - distance(x, y - step, z),
          distance(x, y, z + step) - distance(x, y, z - step),
        ]
        const length = Math.sqrt(gradient.reduce((sum, part) => sum + part * part, 0)) || 1
        for (let a = 0; a < 3; a++) out[i + a] = gradient[a]! / length
      }
    },
  }
}

export const sphere = fieldOf((x, y, z) => Math.sqrt(x * x + y * y + z * z) - 1, 1)

export const torus = fieldOf((x, y, z) => {
  const ring = Math.sqrt(x * x + z * z) - 1
  return Math.sqrt(ring * ring + y * y) - 0.4
}, 1.4)

/** 1 × 1.2 × 1.4. */
export const box = fieldOf((x, y, z) => {
  const [a, b, c] = [Math.abs(x) - 0.5, Math.abs(y) - 0.6, Math.abs(z) - 0.7]
  const outside = [a, b, c].map((side) => Math.max(side, 0))
  return Math.sqrt(outside.reduce((sum, side) => sum + side * side, 0)) + Math.min(0, Math.max(a, b, c))
}, 0.8)
