/**
 * Writes a direction in the frame of an interpolated unit normal (`normals[3i …]`), tangent and handedness (`tangents[4i …]`), as
 * a shader will undo it: three bytes, OpenGL's convention (+Y up).
 */
export function writeNormal(
  out: Uint8Array,
  at: number,
  normals: Float32Array | Float64Array,
  tangents: Float32Array | Float64Array,
  i: number,
  x: number,
  y: number,
  z: number,
): void {
  const nx = normals[i * 3]!
  const ny = normals[i * 3 + 1]!
  const nz = normals[i * 3 + 2]!
  const tx = tangents[i * 4]!
  const ty = tangents[i * 4 + 1]!
  const tz = tangents[i * 4 + 2]!
  const w = tangents[i * 4 + 3]!
  const bx = (ny * tz - nz * ty) * w
  const by = (nz * tx - nx * tz) * w
  const bz = (nx * ty - ny * tx) * w
  // Cramer's rule on x·T + y·B + z·N; T and N are not quite at right angles between vertices.
  const determinant = tx * (by * nz - bz * ny) - ty * (bx * nz - bz * nx) + tz * (bx * ny - by * nx)
  let a = 0
  let b = 0
  let c = 1
  if (Math.abs(determinant) > 1e-6) {
    a = (x * (by * nz - bz * ny) - y * (bx * nz - bz * nx) + z * (bx * ny - by * nx)) / determinant
    b = (tx * (y * nz - z * ny) - ty * (x * nz - z * nx) + tz * (x * ny - y * nx)) / determinant
    c = (tx * (by * z - bz * y) - ty * (bx * z - bz * x) + tz * (bx * y - by * x)) / determinant
  }
  // A normal behind the triangle cannot be shaded: at least 5° above it.
  c = Math.max(c, 0.09)
  const length = Math.sqrt(a * a + b * b + c * c)
  out[at] = Math.round((a / length) * 127.5 + 127.5)
  out[at + 1] = Math.round((b / length) * 127.5 + 127.5)
  out[at + 2] = Math.round((c / length) * 127.5 + 127.5)
}
