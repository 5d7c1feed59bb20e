import { cos, sin } from '../../../models/procedural/exact-math.ts'
import { triangleCross } from '../triangle-cross.ts'
import type { OcclusionGrid } from './occlusion-grid.ts'
import { type Found, isBlocked } from './search-triangles.ts'
import type { SourceSurface } from './source-surface.ts'

/** Metres in the size of the range that a ray starts above the surface, or it would meet its own triangle. */
const LIFT = 2e-3

const face = new Float64Array(3)
const origin = new Float64Array(3)
const direction = new Float64Array(3)

/**
 * How much of the sky over a point of the surface nothing stands before, 1..255, by rays that are dense where light counts most
 * (cosine-weighted; Malley's method over a sunflower of points, turned for each cell so that errors do not line up).
 */
export function findOpenness(
  source: SourceSurface,
  found: Found,
  { rays, range }: OcclusionGrid,
  cell: number,
): number {
  const { positions, indices } = source
  const [a, b, c] = [0, 1, 2].map((k) => indices[found.triangle * 3 + k]!) as [number, number, number]
  triangleCross(positions, a, b, c, face)
  const size = Math.sqrt(face[0]! ** 2 + face[1]! ** 2 + face[2]! ** 2)
  if (size === 0) return 255
  const [nx, ny, nz] = [face[0]! / size, face[1]! / size, face[2]! / size]
  for (let k = 0; k < 3; k++) {
    origin[k] =
      positions[a * 3 + k]! * (1 - found.u - found.v) +
      positions[b * 3 + k]! * found.u +
      positions[c * 3 + k]! * found.v +
      (face[k]! / size) * range * LIFT
  }
  // A frame around the normal without a branch that could turn it over (Duff et al. 2017, "Building an orthonormal basis, revisited").
  const sign = nz >= 0 ? 1 : -1
  const p = -1 / (sign + nz)
  const q = nx * ny * p
  const turn = ((Math.imul(cell, 0x9e3779b1) >>> 8) / 0x1000000) * 2 * Math.PI
  let open = 0
  for (let i = 0; i < rays; i++) {
    const radius = Math.sqrt((i + 0.5) / rays)
    const angle = i * 2.399963229728653 + turn
    const x = radius * cos(angle)
    const y = radius * sin(angle)
    const z = Math.sqrt(1 - radius * radius)
    direction[0] = x * (1 + sign * nx * nx * p) + y * q + z * nx
    direction[1] = x * sign * q + y * (sign + ny * ny * p) + z * ny
    direction[2] = -x * sign * nx - y * ny + z * nz
    if (!isBlocked(source, origin, direction, range)) open++
  }
  return Math.max(1, Math.round((open / rays) * 255))
}
