import { cos, sin } from '../exact-math.ts'

export type Vec3 = readonly [number, number, number]

export interface Camera {
  readonly position: Vec3
  readonly target: Vec3
  readonly verticalFovDegrees: number
}

/** Unit axes of a camera, and half the height and width of its picture at a distance of 1 m. */
export interface View {
  readonly position: Vec3
  readonly right: Vec3
  readonly up: Vec3
  readonly forward: Vec3
  readonly halfHeight: number
  readonly halfWidth: number
}

const radians = (degrees: number) => (degrees * Math.PI) / 180

/** The axes of a camera whose picture has this width for each height; +Y stays up. */
export function viewOf({ position, target, verticalFovDegrees }: Camera, aspect: number): View {
  const forward = unit(minus(target, position))
  // Straight up or down: -z takes the place of up.
  const sideways = cross(forward, [0, 1, 0])
  const right = dot(sideways, sideways) < 1e-8 ? ([1, 0, 0] as const) : unit(sideways)
  const up = cross(right, forward)
  const half = radians(verticalFovDegrees / 2)
  const halfHeight = sin(half) / cos(half)
  return { position, right, up, forward, halfHeight, halfWidth: halfHeight * aspect }
}

export interface Framing {
  /** Degrees around the form: 0 looks at its front, 90 at its +x side. */
  readonly azimuth?: number
  /** Degrees above the horizon. */
  readonly elevation?: number
  readonly fov?: number
  readonly aspect?: number
  /** How much of the picture's height or width the form takes. */
  readonly fill?: number
}

/** A camera that shows the whole form, centred; `points` (x, y, z interleaved) stand for it better than the box's corners. */
export function frameForm(
  bounds: { readonly min: Vec3; readonly max: Vec3 },
  { azimuth = 30, elevation = 15, fov = 28, aspect = 1, fill = 0.82 }: Framing = {},
  points: ArrayLike<number> = cornersOf(bounds),
): Camera {
  const [a, e] = [radians(azimuth), radians(elevation)]
  const back: Vec3 = [sin(a) * cos(e), sin(e), cos(a) * cos(e)]
  let target: Vec3 = [0, 1, 2].map((i) => (bounds.min[i]! + bounds.max[i]!) / 2) as unknown as Vec3
  let distance = 1
  // The right distance depends on the centre of the picture and that on the distance: a few rounds settle both.
  for (let round = 0; round < 6; round++) {
    const { right, up, forward, halfHeight, halfWidth } = viewOf(
      { position: plus(target, back, 1), target, verticalFovDegrees: fov },
      aspect,
    )
    distance = 0
    for (let i = 0; i < points.length; i += 3) {
      const p: Vec3 = [points[i]! - target[0], points[i + 1]! - target[1], points[i + 2]! - target[2]]
      const depth = dot(p, forward)
      const need = Math.max(Math.abs(dot(p, right)) / halfWidth, Math.abs(dot(p, up)) / halfHeight) / fill
      distance = Math.max(distance, need - depth)
    }
    const extent = [Infinity, -Infinity, Infinity, -Infinity]
    for (let i = 0; i < points.length; i += 3) {
      const p: Vec3 = [points[i]! - target[0], points[i + 1]! - target[1], points[i + 2]! - target[2]]
      const depth = dot(p, forward) + distance
      const x = dot(p, right) / depth
      const y = dot(p, up) / depth
      extent[0] = Math.min(extent[0]!, x)
      extent[1] = Math.max(extent[1]!, x)
      extent[2] = Math.min(extent[2]!, y)
      extent[3] = Math.max(extent[3]!, y)
    }
    target = plus(target, right, ((extent[0]! + extent[1]!) / 2) * distance)
    target = plus(target, up, ((extent[2]! + extent[3]!) / 2) * distance)
  }
  return { position: plus(target, back, distance), target, verticalFovDegrees: fov }
}

function cornersOf({ min, max }: { readonly min: Vec3; readonly max: Vec3 }): number[] {
  return [min[0], max[0]].flatMap((x) => [min[1], max[1]].flatMap((y) => [min[2], max[2]].flatMap((z) => [x, y, z])))
}

export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
export const minus = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
export const plus = (a: Vec3, b: Vec3, factor: number): Vec3 => [
  a[0] + b[0] * factor,
  a[1] + b[1] * factor,
  a[2] + b[2] * factor,
]
export const cross = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
export function unit(v: Vec3): Vec3 {
  const length = Math.sqrt(dot(v, v))
  return [v[0] / length, v[1] / length, v[2] / length]
}
