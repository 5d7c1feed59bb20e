import type { Vec3 } from '../../../models/procedural/forms/form-nodes.ts'

/** A signed distance function, asked for many points at once: metres, negative inside, never more than the true distance. */
export interface DistanceField {
  readonly bounds: { readonly min: Vec3; readonly max: Vec3 }
  /** `points` are xyz triples; writes one distance for each into `out`. */
  distances(points: Float32Array, out: Float32Array): void | Promise<void>
}

/** Unit gradients by differences over a tetrahedron with corners `step` away: four distances a point. */
export async function gradients(field: DistanceField, points: Float32Array, step: number): Promise<Float32Array> {
  const count = points.length / 3
  const around = shared(count * 12)
  // The corners (1,1,1), (1,-1,-1), (-1,1,-1), (-1,-1,1) give the gradient as the sum of corner × distance.
  for (let i = 0, o = 0; i < points.length; i += 3) {
    const x = points[i]!
    const y = points[i + 1]!
    const z = points[i + 2]!
    around[o++] = x + step
    around[o++] = y + step
    around[o++] = z + step
    around[o++] = x + step
    around[o++] = y - step
    around[o++] = z - step
    around[o++] = x - step
    around[o++] = y + step
    around[o++] = z - step
    around[o++] = x - step
    around[o++] = y - step
    around[o++] = z + step
  }
  const values = shared(count * 4)
  await field.distances(around, values)
  const result = new Float32Array(count * 3)
  for (let i = 0; i < count; i++) {
    const a = values[i * 4]!
    const b = values[i * 4 + 1]!
    const c = values[i * 4 + 2]!
    const d = values[i * 4 + 3]!
    const x = a + b - c - d
    const y = a - b + c - d
    const z = a - b - c + d
    const length = Math.sqrt(x * x + y * y + z * z)
    if (length > 0) {
      result[i * 3] = x / length
      result[i * 3 + 1] = y / length
      result[i * 3 + 2] = z / length
    } else result[i * 3 + 1] = 1
  }
  return result
}

/** Floats that worker threads can see without a copy. */
export function shared(length: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(length * 4))
}
