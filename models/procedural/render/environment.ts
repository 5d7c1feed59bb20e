import { cross, unit, type Vec3, type View } from './camera.ts'

export const environmentKinds = ['studio', 'dramatic', 'daylight', 'sunset', 'night'] as const
export type EnvironmentKind = (typeof environmentKinds)[number]

/** Light that comes from one direction; colours are linear, in multiples of a white wall in the studio. */
export interface Light {
  /** Towards the light, unit. */
  readonly direction: Vec3
  readonly colour: Vec3
  /** Tangent of the half angle under which it is seen: how soft its shadows are. */
  readonly radius: number
}

/** A glowing rectangle far away, seen in reflections. */
interface Softbox {
  readonly centre: Vec3
  readonly right: Vec3
  readonly up: Vec3
  readonly halfWidth: number
  readonly halfHeight: number
  readonly colour: Vec3
}

/** Everything around a form: its lights, what it reflects, and what is behind it. */
export interface Environment {
  readonly key: Light
  readonly rim: Light
  readonly zenith: Vec3
  readonly horizon: Vec3
  readonly nadir: Vec3
  readonly boxes: readonly Softbox[]
  /** Colour of the backdrop in the middle of the picture, at its top and at its bottom. */
  readonly backdrop: { readonly middle: Vec3; readonly top: Vec3; readonly bottom: Vec3 }
  /** Share of the ground's light that comes from the key light. */
  readonly keyShare: number
  readonly exposure: number
}

interface Recipe extends Omit<Environment, 'key' | 'rim' | 'boxes'> {
  readonly key: Light
  readonly rim: Light
  readonly boxes: readonly (Omit<Softbox, 'right' | 'up'> & { readonly colour: Vec3 })[]
}

/** Directions here: +x to the right of the camera, +y up, +z towards the camera, so that light always falls well. */
const recipes: Record<EnvironmentKind, Recipe> = {
  studio: {
    key: { direction: [-0.72, 0.7, 0.42], colour: [2.4, 2.25, 2.04], radius: 0.12 },
    rim: { direction: [0.78, 0.35, -0.66], colour: [0.75, 0.92, 1.2], radius: 0.2 },
    zenith: [0.3, 0.33, 0.39],
    horizon: [0.17, 0.175, 0.19],
    nadir: [0.09, 0.085, 0.08],
    boxes: [
      { centre: [-0.75, 0.55, 0.55], halfWidth: 0.4, halfHeight: 0.6, colour: [3.6, 3.45, 3.2] },
      { centre: [0.95, 0.25, 0.15], halfWidth: 0.16, halfHeight: 0.85, colour: [2.2, 2.45, 2.9] },
      { centre: [0.1, 0.98, -0.2], halfWidth: 0.7, halfHeight: 0.4, colour: [1.5, 1.5, 1.55] },
      { centre: [-0.85, 0.2, -0.6], halfWidth: 0.12, halfHeight: 0.8, colour: [1.7, 1.75, 1.9] },
    ],
    backdrop: { middle: [0.36, 0.357, 0.352], top: [0.12, 0.121, 0.125], bottom: [0.215, 0.212, 0.208] },
    keyShare: 0.6,
    exposure: 1,
  },
  dramatic: {
    key: { direction: [-0.8, 0.5, 0.12], colour: [4.2, 3.75, 3.2], radius: 0.07 },
    rim: { direction: [0.75, 0.3, -0.65], colour: [1.5, 2.1, 3.2], radius: 0.12 },
    zenith: [0.07, 0.08, 0.1],
    horizon: [0.05, 0.055, 0.065],
    nadir: [0.03, 0.028, 0.027],
    boxes: [
      { centre: [-0.95, 0.35, 0.2], halfWidth: 0.25, halfHeight: 0.75, colour: [5.5, 4.9, 4.2] },
      { centre: [0.9, 0.3, -0.35], halfWidth: 0.1, halfHeight: 0.9, colour: [3, 4.2, 6] },
    ],
    backdrop: { middle: [0.075, 0.082, 0.1], top: [0.012, 0.014, 0.018], bottom: [0.04, 0.04, 0.044] },
    keyShare: 0.85,
    exposure: 1.05,
  },
  daylight: {
    key: { direction: [-0.5, 0.75, 0.42], colour: [3.6, 3.25, 2.7], radius: 0.035 },
    rim: { direction: [0.7, 0.5, -0.6], colour: [0.4, 0.55, 0.8], radius: 0.3 },
    zenith: [0.3, 0.5, 0.95],
    horizon: [0.85, 0.92, 1.0],
    nadir: [0.26, 0.24, 0.2],
    boxes: [{ centre: [-0.5, 0.75, 0.42], halfWidth: 0.12, halfHeight: 0.12, colour: [14, 13, 11] }],
    backdrop: { middle: [0.72, 0.79, 0.86], top: [0.26, 0.43, 0.72], bottom: [0.5, 0.48, 0.44] },
    keyShare: 0.72,
    exposure: 0.95,
  },
  sunset: {
    key: { direction: [-0.82, 0.3, 0.3], colour: [4.4, 2.35, 1.05], radius: 0.05 },
    rim: { direction: [0.75, 0.3, -0.6], colour: [0.75, 0.65, 1.3], radius: 0.25 },
    zenith: [0.16, 0.18, 0.38],
    horizon: [0.95, 0.5, 0.3],
    nadir: [0.16, 0.11, 0.1],
    boxes: [{ centre: [-0.82, 0.3, 0.3], halfWidth: 0.2, halfHeight: 0.2, colour: [10, 5, 2.2] }],
    backdrop: { middle: [0.78, 0.4, 0.26], top: [0.12, 0.11, 0.25], bottom: [0.25, 0.15, 0.13] },
    keyShare: 0.75,
    exposure: 1,
  },
  night: {
    key: { direction: [-0.55, 0.75, 0.2], colour: [0.75, 1.0, 1.5], radius: 0.05 },
    rim: { direction: [0.75, 0.35, -0.65], colour: [0.5, 0.75, 1.3], radius: 0.15 },
    zenith: [0.03, 0.045, 0.09],
    horizon: [0.05, 0.065, 0.11],
    nadir: [0.015, 0.016, 0.022],
    boxes: [{ centre: [-0.55, 0.75, 0.2], halfWidth: 0.15, halfHeight: 0.15, colour: [3, 3.8, 5.5] }],
    backdrop: { middle: [0.035, 0.048, 0.085], top: [0.006, 0.009, 0.022], bottom: [0.016, 0.019, 0.03] },
    keyShare: 0.7,
    exposure: 1.25,
  },
}

/** An environment whose lights stand where the camera wants them; only the heading counts, up stays up. */
export function environmentFor(kind: EnvironmentKind, view: View): Environment {
  const recipe = recipes[kind]
  const { right } = view
  const back = cross(right, [0, 1, 0])
  const turned = ([x, y, z]: Vec3): Vec3 => unit([right[0] * x + back[0] * z, y, right[2] * x + back[2] * z])
  return {
    ...recipe,
    key: { ...recipe.key, direction: turned(recipe.key.direction) },
    rim: { ...recipe.rim, direction: turned(recipe.rim.direction) },
    boxes: recipe.boxes.map((box) => {
      const centre = turned(box.centre)
      const side = unit(cross(Math.abs(centre[1]) > 0.95 ? right : [0, 1, 0], centre))
      return { ...box, centre, right: side, up: cross(centre, side) }
    }),
  }
}

/** A flat copy of the numbers that `radiance` reads, so that the inner loop touches one array. */
export function packEnvironment({ zenith, horizon, nadir, boxes }: Environment): Float64Array {
  const box = (b: Softbox) => [...b.centre, ...b.right, ...b.up, b.halfWidth, b.halfHeight, ...b.colour]
  return Float64Array.from([...zenith, ...horizon, ...nadir, boxes.length, ...boxes.flatMap(box)])
}

/** Light that comes from a direction, blurred as a surface of this roughness would; writes r, g, b. */
export function radiance(
  packed: Float64Array,
  x: number,
  y: number,
  z: number,
  roughness: number,
  out: Float64Array,
): void {
  const width = 0.25 + roughness * 0.9
  const t = Math.min(1, Math.abs(y) / width)
  const share = t * (2 - t)
  const pole = y > 0 ? 0 : 6
  let r = packed[3]! + (packed[pole]! - packed[3]!) * share
  let g = packed[4]! + (packed[pole + 1]! - packed[4]!) * share
  let b = packed[5]! + (packed[pole + 2]! - packed[5]!) * share
  const count = packed[9]!
  const soft = 0.05 + roughness * roughness * 1.6
  for (let i = 0, at = 10; i < count; i++, at += 14) {
    const ahead = x * packed[at]! + y * packed[at + 1]! + z * packed[at + 2]!
    if (ahead < 0.05) continue
    const u = Math.abs(x * packed[at + 3]! + y * packed[at + 4]! + z * packed[at + 5]!) / ahead
    const v = Math.abs(x * packed[at + 6]! + y * packed[at + 7]! + z * packed[at + 8]!) / ahead
    const halfWidth = packed[at + 9]!
    const halfHeight = packed[at + 10]!
    if (u > halfWidth + soft || v > halfHeight + soft) continue
    const eu = Math.min(1, (halfWidth + soft - u) / (2 * soft))
    const ev = Math.min(1, (halfHeight + soft - v) / (2 * soft))
    // Spread over a wider lobe, the same light is dimmer.
    const energy = (halfWidth * halfHeight) / ((halfWidth + soft * 0.5) * (halfHeight + soft * 0.5))
    const weight = eu * eu * (3 - 2 * eu) * ev * ev * (3 - 2 * ev) * energy
    r += packed[at + 11]! * weight
    g += packed[at + 12]! * weight
    b += packed[at + 13]! * weight
  }
  out[0] = r
  out[1] = g
  out[2] = b
}
