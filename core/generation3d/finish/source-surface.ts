import type { Pixels } from '../../../base/pixels.ts'
import { fromLinear } from '../../imaging/maps/linear-light.ts'
import type { Found, Surface } from './search-triangles.ts'

/** A mesh with its pictures, to be looked up point by point. */
export interface PaintedMesh {
  readonly positions: Float32Array
  readonly indices: Uint32Array
  readonly normals: Float32Array
  readonly tangents: Float32Array | undefined
  readonly uvs: Float32Array | undefined
  readonly colors: Float32Array | undefined
  readonly albedo: Pixels | undefined
  readonly normal: Pixels | undefined
  readonly orm: Pixels | undefined
  readonly emission: Pixels | undefined
}

/** One whose triangles can be searched for; all arrays are shared. */
export type SourceSurface = PaintedMesh & Surface

/** The colour of a picture at a point of the surface, between its pixels; pictures repeat beyond their sides. */
export function addPicture(
  source: PaintedMesh,
  picture: Pixels,
  { triangle, u, v }: Found,
  out: Uint8Array | Float64Array,
  at: number,
): void {
  const uvs = source.uvs!
  const { width, height, channels, data } = picture
  const a = source.indices[triangle * 3]! * 2
  const b = source.indices[triangle * 3 + 1]! * 2
  const c = source.indices[triangle * 3 + 2]! * 2
  const w = 1 - u - v
  const x = (uvs[a]! * w + uvs[b]! * u + uvs[c]! * v) * width - 0.5
  const y = (uvs[a + 1]! * w + uvs[b + 1]! * u + uvs[c + 1]! * v) * height - 0.5
  const x0 = Math.floor(x)
  const y0 = Math.floor(y)
  const left = wrapped(x0, width) * channels
  const right = wrapped(x0 + 1, width) * channels
  const upper = wrapped(y0, height) * width * channels
  const lower = wrapped(y0 + 1, height) * width * channels
  const fx = x - x0
  const fy = y - y0
  for (let k = 0; k < 3; k++) {
    const channel = channels === 1 ? 0 : k
    const over = data[upper + left + channel]! * (1 - fx) + data[upper + right + channel]! * fx
    const under = data[lower + left + channel]! * (1 - fx) + data[lower + right + channel]! * fx
    out[at + k] = over + (under - over) * fy + (out instanceof Uint8Array ? 0.5 : 0)
  }
}

function wrapped(i: number, count: number): number {
  const rest = i % count
  return rest < 0 ? rest + count : rest
}

/** The vertex colours at a point of the surface as sRGB bytes. */
export function addVertexColours(
  { indices, colors }: PaintedMesh,
  { triangle, u, v }: Found,
  out: Uint8Array,
  at: number,
): void {
  const a = indices[triangle * 3]! * 3
  const b = indices[triangle * 3 + 1]! * 3
  const c = indices[triangle * 3 + 2]! * 3
  for (let k = 0; k < 3; k++) {
    out[at + k] = fromLinear(colors![a + k]! * (1 - u - v) + colors![b + k]! * u + colors![c + k]! * v)
  }
}

const texel = new Float64Array(3)

/** The direction that the surface faces at a point, with its normal map where it has one; unit, into `out`. */
export function surfaceNormal(source: PaintedMesh, found: Found, out: Float64Array): void {
  const { normals, tangents, indices, normal } = source
  const { triangle, u, v } = found
  const a = indices[triangle * 3]!
  const b = indices[triangle * 3 + 1]!
  const c = indices[triangle * 3 + 2]!
  const w = 1 - u - v
  let nx = normals[a * 3]! * w + normals[b * 3]! * u + normals[c * 3]! * v
  let ny = normals[a * 3 + 1]! * w + normals[b * 3 + 1]! * u + normals[c * 3 + 1]! * v
  let nz = normals[a * 3 + 2]! * w + normals[b * 3 + 2]! * u + normals[c * 3 + 2]! * v
  const length = Math.sqrt(nx * nx + ny * ny + nz * nz) || 1
  nx /= length
  ny /= length
  nz /= length
  if (normal !== undefined && tangents !== undefined) {
    addPicture(source, normal, found, texel, 0)
    const tx = tangents[a * 4]! * w + tangents[b * 4]! * u + tangents[c * 4]! * v
    const ty = tangents[a * 4 + 1]! * w + tangents[b * 4 + 1]! * u + tangents[c * 4 + 1]! * v
    const tz = tangents[a * 4 + 2]! * w + tangents[b * 4 + 2]! * u + tangents[c * 4 + 2]! * v
    const hand = tangents[a * 4 + 3]!
    const p = texel[0]! / 127.5 - 1
    const q = (texel[1]! / 127.5 - 1) * hand
    const r = texel[2]! / 127.5 - 1
    const sx = tx * p + (ny * tz - nz * ty) * q + nx * r
    const sy = ty * p + (nz * tx - nx * tz) * q + ny * r
    const sz = tz * p + (nx * ty - ny * tx) * q + nz * r
    const size = Math.sqrt(sx * sx + sy * sy + sz * sz) || 1
    nx = sx / size
    ny = sy / size
    nz = sz / size
  }
  out[0] = nx
  out[1] = ny
  out[2] = nz
}
