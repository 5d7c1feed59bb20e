import type { Pixels } from '../../../base/pixels.ts'
import { cos, exp2, pow, sin } from '../../../models/procedural/exact-math.ts'
import type { MaterialMaps } from '../../../models/procedural/materials/build-material.ts'
import type { Random } from '../../../models/procedural/random.ts'
import { fromLinear, toLinear } from '../maps/linear-light.ts'

/** How a surface was lit when its picture was taken. */
export interface Lighting {
  /** Where the sun stands, in radians from +x towards +y (up the picture), and how high. */
  readonly azimuth: number
  readonly elevation: number
  /** 0..1: the rest is light of the whole sky. */
  readonly sun: number
  /** Slow light over the picture in stops: a slope along an angle, a darker rim, a lamp near a point, the edge of a soft shadow. */
  readonly slope: { readonly angle: number; readonly stops: number }
  readonly rim: number
  readonly lamp: { readonly x: number; readonly y: number; readonly reach: number; readonly stops: number }
  readonly shadow: { readonly angle: number; readonly at: number; readonly width: number; readonly stops: number }
  /** Standard deviation of the sensor's noise, of full white. */
  readonly noise: number
}

export function randomLighting(random: Random): Lighting {
  return {
    azimuth: random.between(0, 2 * Math.PI),
    elevation: random.between(0.45, 1.35),
    sun: random.chance(0.2) ? 0 : random.between(0.2, 0.85),
    slope: { angle: random.between(0, 2 * Math.PI), stops: random.chance(0.3) ? 0 : random.between(0, 1.6) },
    rim: random.chance(0.4) ? 0 : random.between(0, 0.9),
    lamp: {
      x: random.between(0, 1),
      y: random.between(0, 1),
      reach: random.between(0.2, 0.7),
      stops: random.chance(0.5) ? 0 : random.between(0, 1.2),
    },
    shadow: {
      angle: random.between(0, 2 * Math.PI),
      at: random.between(-0.3, 0.3),
      width: random.between(0.02, 0.2),
      stops: random.chance(0.6) ? 0 : random.between(0.3, 1.5),
    },
    noise: random.between(0.001, 0.01),
  }
}

/**
 * A picture of a material whose maps are known, as a camera straight above would take it: Lambert and GGX (B. Walter et al., 2007)
 * under a sun with shadows of the relief, a sky that crevices see less of, and slow light across; exposed, noisy, in 8 bits of sRGB.
 */
export function photograph(maps: MaterialMaps, light: Lighting, random: Random): Pixels {
  const { width, height, albedo } = maps
  const relief = Float32Array.from(maps.heightMap, (value) => (value / 65535) * maps.heightRange * width)
  const flat = cos(light.elevation)
  const sun = [cos(light.azimuth) * flat, sin(light.azimuth) * flat, sin(light.elevation)] as const
  const at = (x: number, y: number) => relief[((y + height) % height) * width + ((x + width) % width)]!
  const radiance = new Float32Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      const [sx, sy] = [(at(x + 1, y) - at(x - 1, y)) / 2, (at(x, y - 1) - at(x, y + 1)) / 2]
      const length = Math.sqrt(sx * sx + sy * sy + 1)
      const normal = [-sx / length, -sy / length, 1 / length] as const
      const facing = Math.max(0, normal[0] * sun[0] + normal[1] * sun[1] + normal[2] * sun[2])
      const direct = light.sun * 1.6 * (facing === 0 ? 0 : shadowOf(relief, maps, x, y, sun))
      const open = maps.ambientOcclusion[i]! / 255
      const sky = (1 - light.sun) * open * (0.5 + 0.5 * normal[2])
      const roughness = Math.max(0.06, maps.roughness[i]! / 255)
      const metal = maps.metalness[i]! / 255
      const shine = direct * facing * highlight(normal, sun, roughness)
      // What is mirrored: a bright sky above, darker towards the horizon and the ground.
      const up = 2 * normal[2] * normal[1]
      const mirrored = ((1 - light.sun) * 0.9 + 0.15) * open * (0.55 + 0.45 * up * (1 - roughness) + 0.2 * normal[2])
      const slow = slowLight(light, (x + 0.5) / width, (y + 0.5) / height)
      for (let c = 0; c < 3; c++) {
        const base = toLinear(albedo[i * 3 + c]!)
        const f0 = 0.04 * (1 - metal) + base * metal
        const glow = maps.emission === undefined ? 0 : toLinear(maps.emission[i * 3 + c]!)
        radiance[i * 3 + c] =
          slow * (base * (1 - metal) * (direct * facing + sky) + f0 * (shine + mirrored)) + glow * 0.8
      }
    }
  }
  return expose(radiance, { width, height, noise: light.noise }, random)
}

/** How much of the sun gets past the relief, 0..1, with a soft edge. */
function shadowOf(
  relief: Float32Array,
  { width, height }: MaterialMaps,
  x: number,
  y: number,
  sun: readonly [number, number, number],
): number {
  const flat = Math.sqrt(sun[0] * sun[0] + sun[1] * sun[1])
  const rise = sun[2] / flat
  let seen = 1
  for (let step = 1; step < width / 8; step += 1 + step * 0.15) {
    const column = (Math.round(x + (sun[0] / flat) * step) + 8 * width) % width
    const row = (Math.round(y - (sun[1] / flat) * step) + 8 * height) % height
    const gap = (relief[y * width + x]! + rise * step - relief[row * width + column]!) / (0.1 * step + 0.3)
    if (gap < seen) seen = gap
    if (seen <= 0) return 0
  }
  return seen
}

/** D·G/4 of GGX with the view straight above, clipped as a sensor would. */
function highlight(
  n: readonly [number, number, number],
  l: readonly [number, number, number],
  roughness: number,
): number {
  const length = Math.sqrt(l[0] * l[0] + l[1] * l[1] + (l[2] + 1) * (l[2] + 1))
  const nh = Math.max(0, (n[0] * l[0] + n[1] * l[1] + n[2] * (l[2] + 1)) / length)
  const a = roughness ** 2
  const a2 = a * a
  const d = a2 / (nh * nh * (a2 - 1) + 1) ** 2
  const k = (roughness + 1) ** 2 / 8
  const visible = 1 / ((n[2] * (1 - k) + k) * (Math.max(0.05, n[2] * l[2]) * (1 - k) + k))
  return Math.min(40, (d * visible) / 4)
}

function slowLight({ slope, rim, lamp, shadow }: Lighting, u: number, v: number): number {
  const along = (angle: number) => (u - 0.5) * cos(angle) + (v - 0.5) * sin(angle)
  const far = (u - 0.5) ** 2 + (v - 0.5) ** 2
  const near = ((u - lamp.x) ** 2 + (v - lamp.y) ** 2) / lamp.reach ** 2
  const edge = Math.min(1, Math.max(0, 0.5 + (along(shadow.angle) - shadow.at) / (2 * shadow.width)))
  return exp2(
    slope.stops * along(slope.angle) -
      rim * 2 * far +
      lamp.stops / (1 + 4 * near) -
      shadow.stops * edge * edge * (3 - 2 * edge),
  )
}

/** So that the brightest hundredth just clips. */
function expose(
  radiance: Float32Array,
  { width, height, noise }: { width: number; height: number; noise: number },
  random: Random,
): Pixels {
  const sorted = Float32Array.from({ length: 4096 }, () => radiance[random.integer(0, radiance.length - 1)]!).sort()
  const gain = 0.95 / Math.max(1e-4, sorted[Math.floor(4096 * 0.985)]!)
  const data = new Uint8Array(radiance.length)
  for (let i = 0; i < data.length; i++) {
    const grain = (random() + random() + random() - 1.5) * 2 * noise
    data[i] = fromLinear(radiance[i]! * gain + grain * (0.2 + pow(Math.max(0, radiance[i]! * gain), 0.5)))
  }
  return { width, height, channels: 3, data }
}
