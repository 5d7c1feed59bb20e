/** (b − a) × (c − a) of three vertices, into `out`: across the triangle, and as long as twice its area. */
export function triangleCross(positions: Float32Array, a: number, b: number, c: number, out: Float64Array): void {
  const x = positions[a * 3]!
  const y = positions[a * 3 + 1]!
  const z = positions[a * 3 + 2]!
  const ux = positions[b * 3]! - x
  const uy = positions[b * 3 + 1]! - y
  const uz = positions[b * 3 + 2]! - z
  const vx = positions[c * 3]! - x
  const vy = positions[c * 3 + 1]! - y
  const vz = positions[c * 3 + 2]! - z
  out[0] = uy * vz - uz * vy
  out[1] = uz * vx - ux * vz
  out[2] = ux * vy - uy * vx
}
