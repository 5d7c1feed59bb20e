/** How far a vertex stays from the sides of its cell, in cells: so that vertices of neighbours never coincide. */
const INSET = 0.02
/** Pull towards the mean of the crossings, against planes that hardly meet: small, so that edges stay sharp. */
const PULL = 0.03

/** Numbers kept for each vertex: 6 of Σ nnᵀ, 3 of Σ n(n·p), 3 of Σ p, 3 of Σ n, and the count. */
const STRIDE = 16

/** Gathers the tangent planes around each vertex and finds the point closest to all of them. */
export interface PlaneSums {
  readonly sums: Float64Array
}

export function createPlaneSums(vertexCount: number): PlaneSums {
  return { sums: new Float64Array(vertexCount * STRIDE) }
}

/** Adds the plane through p (relative to the vertex's cell, in cells) with the unit normal n. */
export function addPlane(
  { sums }: PlaneSums,
  vertex: number,
  px: number,
  py: number,
  pz: number,
  nx: number,
  ny: number,
  nz: number,
): void {
  const o = vertex * STRIDE
  const along = nx * px + ny * py + nz * pz
  sums[o] = sums[o]! + nx * nx
  sums[o + 1] = sums[o + 1]! + nx * ny
  sums[o + 2] = sums[o + 2]! + nx * nz
  sums[o + 3] = sums[o + 3]! + ny * ny
  sums[o + 4] = sums[o + 4]! + ny * nz
  sums[o + 5] = sums[o + 5]! + nz * nz
  sums[o + 6] = sums[o + 6]! + nx * along
  sums[o + 7] = sums[o + 7]! + ny * along
  sums[o + 8] = sums[o + 8]! + nz * along
  sums[o + 9] = sums[o + 9]! + px
  sums[o + 10] = sums[o + 10]! + py
  sums[o + 11] = sums[o + 11]! + pz
  sums[o + 12] = sums[o + 12]! + nx
  sums[o + 13] = sums[o + 13]! + ny
  sums[o + 14] = sums[o + 14]! + nz
  sums[o + 15] = sums[o + 15]! + 1
}

/** The point of least squared distance from the planes, within the cell: in cells from its lowest corner. */
export function meetingPoint({ sums }: PlaneSums, vertex: number, out: Float64Array): void {
  const o = vertex * STRIDE
  const count = sums[o + 15]!
  const mx = sums[o + 9]! / count
  const my = sums[o + 10]! / count
  const mz = sums[o + 11]! / count
  const xx = sums[o]!
  const xy = sums[o + 1]!
  const xz = sums[o + 2]!
  const yy = sums[o + 3]!
  const yz = sums[o + 4]!
  const zz = sums[o + 5]!
  // Right side relative to the mean m: Σ n(n·(p − m)).
  const rx = sums[o + 6]! - xx * mx - xy * my - xz * mz
  const ry = sums[o + 7]! - xy * mx - yy * my - yz * mz
  const rz = sums[o + 8]! - xz * mx - yz * my - zz * mz
  // (A + pull·I) x = r, by cofactors: A is symmetric and the pull keeps it far from singular.
  const pull = PULL * count
  const a = xx + pull
  const d = yy + pull
  const f = zz + pull
  const c00 = d * f - yz * yz
  const c01 = xz * yz - xy * f
  const c02 = xy * yz - xz * d
  const determinant = a * c00 + xy * c01 + xz * c02
  const c11 = a * f - xz * xz
  const c12 = xy * xz - a * yz
  const c22 = a * d - xy * xy
  out[0] = within(mx + (c00 * rx + c01 * ry + c02 * rz) / determinant)
  out[1] = within(my + (c01 * rx + c11 * ry + c12 * rz) / determinant)
  out[2] = within(mz + (c02 * rx + c12 * ry + c22 * rz) / determinant)
}

/** Keeps a coordinate inside its cell. */
export function within(x: number): number {
  return x < INSET ? INSET : x > 1 - INSET ? 1 - INSET : x
}

/** The mean of the planes' normals, not of unit length where they differ. */
export function meanNormal({ sums }: PlaneSums, vertex: number, out: Float64Array): void {
  const o = vertex * STRIDE
  const x = sums[o + 12]!
  const y = sums[o + 13]!
  const z = sums[o + 14]!
  const length = Math.sqrt(x * x + y * y + z * z) || 1
  out[0] = x / length
  out[1] = y / length
  out[2] = z / length
}
