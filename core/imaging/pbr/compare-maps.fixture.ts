import type { MaterialMaps } from '../../../models/procedural/materials/build-material.ts'
import { toLinear } from '../maps/linear-light.ts'

/** How far maps are from the true ones; of a picture alone no brightness or depth is known, so some allow one factor over all. */
export interface MapErrors {
  /** Root mean square error of the linear base colour, over its mean, after the best one gain. */
  readonly albedo: number
  /** Pearson's correlation of the heights, less their slow parts that no picture shows. */
  readonly height: number
  /** Mean angle between the normals in degrees, and the correlation of their slopes. */
  readonly angle: number
  readonly slope: number
  /** Mean absolute error. */
  readonly roughness: number
  readonly occlusion: number
}

export function compareMaps(got: MaterialMaps, truth: MaterialMaps): MapErrors {
  return {
    albedo: albedoError(got.albedo, truth.albedo),
    height: correlation(got.heightMap, truth.heightMap),
    angle: angleError(got.normal, truth.normal),
    slope: correlation(slopes(got.normal), slopes(truth.normal)),
    roughness: meanDifference(got.roughness, truth.roughness),
    occlusion: meanDifference(got.ambientOcclusion, truth.ambientOcclusion),
  }
}

function albedoError(got: Uint8Array, truth: Uint8Array): number {
  let both = 0
  let own = 0
  let sum = 0
  for (let i = 0; i < got.length; i++) {
    const [a, b] = [toLinear(got[i]!), toLinear(truth[i]!)]
    both += a * b
    own += a * a
    sum += b
  }
  const gain = both / Math.max(1e-9, own)
  let squares = 0
  for (let i = 0; i < got.length; i++) squares += (toLinear(got[i]!) * gain - toLinear(truth[i]!)) ** 2
  return Math.sqrt(squares / got.length) / (sum / got.length)
}

function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [sa, sb, aa, bb, ab] = [0, 0, 0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]!, b[i]!]
    sa += x
    sb += y
    aa += x * x
    bb += y * y
    ab += x * y
  }
  const n = a.length
  const spread = Math.sqrt(Math.max(0, (aa / n - (sa / n) ** 2) * (bb / n - (sb / n) ** 2)))
  return spread < 1e-12 ? 0 : (ab / n - (sa / n) * (sb / n)) / spread
}

/** Slopes along x and y of a map of normals, one after the other. */
function slopes(normal: Uint8Array): Float32Array {
  const result = new Float32Array((normal.length / 3) * 2)
  for (let i = 0, at = 0; at < normal.length; at += 3) {
    const z = Math.max(0.05, normal[at + 2]! / 127.5 - 1)
    result[i++] = (normal[at]! / 127.5 - 1) / z
    result[i++] = (normal[at + 1]! / 127.5 - 1) / z
  }
  return result
}

function angleError(got: Uint8Array, truth: Uint8Array): number {
  let sum = 0
  for (let at = 0; at < got.length; at += 3) {
    const [a, b] = [got, truth].map((map) => {
      const v = [0, 1, 2].map((c) => map[at + c]! / 127.5 - 1)
      const length = Math.sqrt(v[0]! ** 2 + v[1]! ** 2 + v[2]! ** 2)
      return v.map((value) => value / length)
    })
    sum += Math.acos(Math.min(1, a![0]! * b![0]! + a![1]! * b![1]! + a![2]! * b![2]!))
  }
  return ((sum / (got.length / 3)) * 180) / Math.PI
}

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]! - b[i]!)
  return sum / a.length / 255
}
