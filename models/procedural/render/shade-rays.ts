import { type Light, radiance } from './environment.ts'
import { boxRange, pad, sizeOf } from './ray-batches.ts'
import type { LiveScene } from './scene.ts'
import { addSample, SAMPLE } from './surface-texture.ts'
import type { Hits } from './trace-rays.ts'
import { traceAlong } from './trace-rays.ts'

/** Cones that gather the ambient light: one along the normal, five around it at 60° (their weights follow the cosine). */
const coneTilt = 0.5 // cos 60°
const coneLean = 0.8660254037844386
const ring = [
  [1, 0],
  [0.30901699437494745, 0.9510565162951535],
  [-0.8090169943749473, 0.5877852522924732],
  [-0.8090169943749476, -0.587785252292473],
  [0.30901699437494723, -0.9510565162951536],
] as const
const coneWidth = 0.6

/** Of the light around, what the form throws back at itself where it stands in its own way: without it, undersides are black. */
const throwsBack = 0.25

/** How strongly a glowing material shines, against the same colour lit by the studio. */
const emissionStrength = 3.2

/**
 * The light that leaves each hit towards the camera, into `light` (r, g, b): GGX and Lambert under a key and a rim light with
 * soft shadows, ambient light by cones, reflections of the environment and, where smooth, of the form itself.
 */
export function shadeHits(scene: LiveScene, hits: Hits, light: Float32Array): void {
  const { count } = hits
  if (count === 0) return
  const { environment } = scene
  const { key, rim } = environment
  const surface = sampleSurfaces(scene, hits)
  const size = sizeOf(scene)
  const keyLight = lightReaching(scene, hits, key, size * 0.25, surface.normal)
  const rimLight = lightReaching(scene, hits, rim, size * 0.03, surface.normal)
  const ambient = gatherAmbient(scene, hits)
  const reflected = reflect(scene, hits, surface)

  for (let i = 0; i < count; i++) {
    const s = i * SAMPLE
    const [nx, ny, nz] = [surface.normal[i * 3]!, surface.normal[i * 3 + 1]!, surface.normal[i * 3 + 2]!]
    const [vx, vy, vz] = [-hits.dx[i]!, -hits.dy[i]!, -hits.dz[i]!]
    const nv = Math.max(1e-3, nx * vx + ny * vy + nz * vz)
    const roughness = surface.values[s + 5]!
    const metal = surface.values[s + 6]!
    const cavity = surface.values[s + 7]!
    const alpha = Math.max(0.002, roughness * roughness)
    const fresnelBase = 0.04 * (1 - metal)
    const e = 1 - nv
    const e2 = e * e
    // Environment BRDF after Karis (2014), its exponential replaced by (1 − n·v)⁶.
    const rx = 1 - roughness
    const a004 = Math.min(rx * rx, e2 * e2 * e2) * rx + (0.0425 - 0.0275 * roughness)
    const scaleTerm = -1.04 * a004 + 1.04 - 0.572 * roughness
    const biasTerm = 1.04 * a004 - 0.04 + 0.022 * roughness
    const open = cavity * (0.35 + 0.65 * hits.openness[i]!)

    const lobe = (l: typeof key, widen: number) => {
      const [lx, ly, lz] = l.direction
      const nl = nx * lx + ny * ly + nz * lz
      if (nl <= 0) return { nl: 0, specular: 0, vh5: 0 }
      const [hx, hy, hz] = [lx + vx, ly + vy, lz + vz]
      const inverse = 1 / Math.sqrt(hx * hx + hy * hy + hz * hz)
      const nh = (nx * hx + ny * hy + nz * hz) * inverse
      const vh = (vx * hx + vy * hy + vz * hz) * inverse
      // The lobe is widened by the size of the light, and dimmed as much (Karis' representative sphere).
      const wide = Math.min(1, alpha + widen)
      const norm = alpha / wide
      const a2 = wide * wide
      const d = nh * nh * (a2 - 1) + 1
      const k = wide * 0.5
      const visibility = 0.25 / ((nv * (1 - k) + k) * (nl * (1 - k) + k))
      const f = 1 - vh
      const f2 = f * f
      return { nl, specular: ((a2 / (d * d)) * norm * norm * visibility * nl) / Math.PI, vh5: f2 * f2 * f }
    }
    const keyLobe = lobe(key, key.radius * 0.5)
    const rimLobe = lobe(rim, rim.radius * 0.5)
    const keyShare = keyLight[i]!
    const rimShare = rimLight[i]!
    for (let c = 0; c < 3; c++) {
      const albedo = surface.values[s + c]!
      const f0 = fresnelBase + albedo * metal
      const diffuse = albedo * (1 - metal)
      const direct =
        key.colour[c]! *
          keyShare *
          (diffuse * keyLobe.nl + Math.PI * keyLobe.specular * (f0 + (1 - f0) * keyLobe.vh5)) +
        rim.colour[c]! * rimShare * (diffuse * rimLobe.nl + Math.PI * rimLobe.specular * (f0 + (1 - f0) * rimLobe.vh5))
      // Light that is caught in cavities takes on the colour of the surface: multiple bounces (Jimenez 2016).
      const bounced = open / (1 - albedo * 0.7 * (1 - open))
      const fromAround = diffuse * ambient[i * 3 + c]! * bounced
      const mirrored = reflected[i * 3 + c]! * (f0 * scaleTerm + biasTerm) * Math.min(1, open + 0.25 * cavity)
      light[i * 3 + c] =
        (direct + fromAround + mirrored + surface.values[s + 8 + c]! * emissionStrength) * environment.exposure
    }
  }
}

interface Surfaces {
  readonly values: Float64Array
  /** With the material's relief. */
  readonly normal: Float64Array
}

/** Samples the materials of all hits, from three sides blended by the normal. */
function sampleSurfaces(scene: LiveScene, hits: Hits): Surfaces {
  const { count } = hits
  const values = new Float64Array(count * SAMPLE)
  const normal = new Float64Array(count * 3)
  const one = new Float64Array(SAMPLE)
  for (let i = 0; i < count; i++) {
    const texture = scene.textures[hits.material[i]!] ?? scene.textures[0]!
    const [nx, ny, nz] = [hits.nx[i]!, hits.ny[i]!, hits.nz[i]!]
    const [px, py, pz] = [hits.px[i]!, hits.py[i]!, hits.pz[i]!]
    const facing = Math.max(0.12, -(nx * hits.dx[i]! + ny * hits.dy[i]! + nz * hits.dz[i]!))
    const footprint = hits.footprint[i]! / Math.sqrt(facing)
    const weights = [Math.abs(nx), Math.abs(ny), Math.abs(nz)].map((w) => {
      const square = Math.max(0, w - 0.2) * Math.max(0, w - 0.2)
      return square * square
    })
    const total = weights[0]! + weights[1]! + weights[2]!
    let [sx, sy, sz] = [0, 0, 0]
    const s = i * SAMPLE
    for (let side = 0; side < 3; side++) {
      const weight = weights[side]! / total
      if (weight < 0.015) continue
      one.fill(0)
      if (side === 0) {
        const turn = nx < 0 ? -1 : 1
        addSample(texture, -turn * pz, py, footprint, 1, one)
        sz -= turn * slope(one[3]!) * weight
        sy += slope(one[4]!) * weight
      } else if (side === 1) {
        const turn = ny < 0 ? -1 : 1
        addSample(texture, px, -turn * pz, footprint, 1, one)
        sx += slope(one[3]!) * weight
        sz -= turn * slope(one[4]!) * weight
      } else {
        const turn = nz < 0 ? -1 : 1
        addSample(texture, turn * px, py, footprint, 1, one)
        sx += turn * slope(one[3]!) * weight
        sy += slope(one[4]!) * weight
      }
      for (let c = 0; c < SAMPLE; c++) values[s + c]! += one[c]! * weight
    }
    for (let c = 5; c < 8; c++) values[s + c]! /= 255
    // Roughness 0 would be a perfect mirror, which nothing is.
    values[s + 5] = Math.max(0.06, values[s + 5]!)
    const [mx, my, mz] = [nx + sx, ny + sy, nz + sz]
    const inverse = 1 / Math.sqrt(mx * mx + my * my + mz * mz)
    normal[i * 3] = mx * inverse
    normal[i * 3 + 1] = my * inverse
    normal[i * 3 + 2] = mz * inverse
  }
  return { values, normal }
}

const slope = (byte: number) => (byte - 127.5) / 127.5

/** Shorter steps along a shadow's ray, as shares of the form's size, would see less than a pixel of a picture of 700. */
const finestStep = 0.0015

/**
 * How much of a light's disc each hit sees, 0 … 1. `shaded` are the normals with the material's relief, interleaved: what
 * they turn away from the light gets nothing of it, and its ray is not followed.
 */
export function lightReaching(
  scene: LiveScene,
  hits: Pick<Hits, 'count' | 'px' | 'py' | 'pz' | 'nx' | 'ny' | 'nz'>,
  { direction, radius }: Pick<Light, 'direction' | 'radius'>,
  exactReach: number,
  shaded?: Float64Array,
): Float32Array {
  const { runner, bounds } = scene
  const out = new Float32Array(hits.count)
  const planes = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => runner.plane(i))
  const which: number[] = []
  const size = sizeOf(scene)
  const lift = size * 8e-4
  const [lx, ly, lz] = direction
  for (let i = 0; i < hits.count; i++) {
    // The surface itself hides all of a light that stands this far below it; distances are up to 1.4 times too small.
    if (hits.nx[i]! * lx + hits.ny[i]! * ly + hits.nz[i]! * lz < -1.4 * radius) continue
    if (shaded !== undefined && shaded[i * 3]! * lx + shaded[i * 3 + 1]! * ly + shaded[i * 3 + 2]! * lz <= 0) continue
    out[i] = 1
    const at = which.length
    planes[0]![at] = hits.px[i]! + hits.nx[i]! * lift
    planes[1]![at] = hits.py[i]! + hits.ny[i]! * lift
    planes[2]![at] = hits.pz[i]! + hits.nz[i]! * lift
    // Beyond the bounds there is nothing; a wide light is still dimmed by what its rays pass by.
    const range = boxRange(bounds, planes[0]![at]!, planes[1]![at]!, planes[2]![at]!, direction, radius)
    if (range === undefined) continue
    planes[3]![at] = direction[0]
    planes[4]![at] = direction[1]
    planes[5]![at] = direction[2]
    planes[6]![at] = Math.max(range.from, size * 2e-3)
    planes[7]![at] = range.to
    which.push(i)
  }
  const count = pad(planes, which.length)
  if (count === 0) return out
  runner.kernels.shadows(count, runner.heap.at, runner.heap.stride, radius, exactReach, size * finestStep)
  for (let at = 0; at < which.length; at++) out[which[at]!] = planes[6]![at]!
  return out
}

/** Ambient light at each hit, r, g, b; also fills `hits.openness`, the share of the sky that is seen. */
function gatherAmbient(scene: LiveScene, hits: Hits): Float64Array {
  const { runner, packedEnvironment: packed, ground } = scene
  const { count } = hits
  const out = new Float64Array(count * 3)
  const colour = new Float64Array(3)
  const planes = [0, 1, 2, 3, 4, 5, 6].map((i) => runner.plane(i))
  const { horizon } = scene.environment
  const size = sizeOf(scene)
  const reach = size * 0.3
  const lift = size * 1e-3
  for (let i = 0; i < count; i++) {
    planes[0]![i] = hits.px[i]! + hits.nx[i]! * lift
    planes[1]![i] = hits.py[i]! + hits.ny[i]! * lift
    planes[2]![i] = hits.pz[i]! + hits.nz[i]! * lift
  }
  hits.openness.fill(0)
  for (let cone = -1; cone < ring.length; cone++) {
    const weight = cone < 0 ? 0.25 : 0.15
    for (let i = 0; i < count; i++) {
      const [nx, ny, nz] = [hits.nx[i]!, hits.ny[i]!, hits.nz[i]!]
      if (cone < 0) {
        planes[3]![i] = nx
        planes[4]![i] = ny
        planes[5]![i] = nz
        continue
      }
      // A frame around the normal without a branch that shows (Duff et al. 2017).
      const sign = nz < 0 ? -1 : 1
      const a = -1 / (sign + nz)
      const b = nx * ny * a
      const [u, v] = [ring[cone]![0] * coneLean, ring[cone]![1] * coneLean]
      planes[3]![i] = nx * coneTilt + (1 + sign * nx * nx * a) * u + b * v
      planes[4]![i] = ny * coneTilt + sign * b * u + (sign + ny * ny * a) * v
      planes[5]![i] = nz * coneTilt - sign * nx * u - ny * v
    }
    const { kernels, heap } = runner
    const gather = cone < 0 ? kernels.fineCones : kernels.cones
    gather(pad(planes, count), heap.at, heap.stride, reach, coneWidth)
    for (let i = 0; i < count; i++) {
      const y = planes[4]![i]!
      let open = planes[6]![i]!
      // The floor hides what is below; it is lit itself, less the closer it is to the form.
      const above = ground === undefined ? 1e9 : (hits.py[i]! - ground) / reach
      if (y < -0.2) open *= Math.min(1, 0.35 + above)
      radiance(packed, planes[3]![i]!, y, planes[5]![i]!, 1, colour)
      for (let c = 0; c < 3; c++) {
        out[i * 3 + c]! += (colour[c]! * open + horizon[c]! * throwsBack * (1 - open)) * weight
      }
      hits.openness[i]! += open * weight
    }
  }
  return out
}

/** What each hit mirrors: the environment, or where it is smooth and the form is in the way, the form. */
function reflect(scene: LiveScene, hits: Hits, surface: Surfaces): Float64Array {
  const { packedEnvironment: packed } = scene
  const { count } = hits
  const out = new Float64Array(count * 3)
  const colour = new Float64Array(3)
  const smooth: number[] = []
  const directions = new Float32Array(count * 3)
  for (let i = 0; i < count; i++) {
    const [nx, ny, nz] = [surface.normal[i * 3]!, surface.normal[i * 3 + 1]!, surface.normal[i * 3 + 2]!]
    const [dx, dy, dz] = [hits.dx[i]!, hits.dy[i]!, hits.dz[i]!]
    const along = 2 * (nx * dx + ny * dy + nz * dz)
    let [rx, ry, rz] = [dx - along * nx, dy - along * ny, dz - along * nz]
    // Relief must not mirror what is inside: bend such rays back out.
    const below = rx * hits.nx[i]! + ry * hits.ny[i]! + rz * hits.nz[i]!
    if (below < 0.02) {
      rx += hits.nx[i]! * (0.02 - below)
      ry += hits.ny[i]! * (0.02 - below)
      rz += hits.nz[i]! * (0.02 - below)
      const inverse = 1 / Math.sqrt(rx * rx + ry * ry + rz * rz)
      rx *= inverse
      ry *= inverse
      rz *= inverse
    }
    const roughness = surface.values[i * SAMPLE + 5]!
    radiance(packed, rx, ry, rz, roughness, colour)
    out[i * 3] = colour[0]!
    out[i * 3 + 1] = colour[1]!
    out[i * 3 + 2] = colour[2]!
    const strong = surface.values[i * SAMPLE + 6]! > 0.3 || roughness < 0.35
    if (strong && roughness < 0.6) {
      directions.set([rx, ry, rz], smooth.length * 3)
      smooth.push(i)
    }
  }
  if (smooth.length === 0) return out
  const second = traceAlong(scene, hits, smooth, directions)
  for (let k = 0; k < second.count; k++) {
    const i = smooth[second.source[k]!]!
    const mean = scene.means[second.material[k]!] ?? scene.means[0]!
    const [nx, ny, nz] = [second.nx[k]!, second.ny[k]!, second.nz[k]!]
    radiance(packed, nx, ny, nz, 1, colour)
    const { key, rim } = scene.environment
    const nk = Math.max(0, nx * key.direction[0] + ny * key.direction[1] + nz * key.direction[2])
    const nr = Math.max(0, nx * rim.direction[0] + ny * rim.direction[1] + nz * rim.direction[2])
    for (let c = 0; c < 3; c++) {
      const lit = mean[c]! * (colour[c]! * 0.75 + key.colour[c]! * nk * 0.6 + rim.colour[c]! * nr * 0.6)
      out[i * 3 + c] = lit + mean[8 + c]! * emissionStrength
    }
  }
  return out
}
