import type { MaterialMaps } from '../models/procedural/materials/build-material.ts'

/** Simple shading of a material for contact sheets: one sun with shadows, a studio sky, GGX highlights. Not used by the engine. */

const SUN = normalise([-0.55, 0.6, 0.62])

export function renderPlane(maps: MaterialMaps): Uint8Array {
  const { width, height } = maps
  const out = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      const n = normalise([
        maps.normal[at * 3]! / 127.5 - 1,
        maps.normal[at * 3 + 1]! / 127.5 - 1,
        maps.normal[at * 3 + 2]! / 127.5 - 1,
      ])
      // The eye moves a little over the plane, so that highlights do not lie everywhere or nowhere.
      const eye = normalise([0.5 - x / width, y / height - 0.5, 1.6])
      out.set(shadePoint(maps, at, n, eye, shadow(maps, x, y)), at * 3)
    }
  }
  return out
}

export function renderBall(maps: MaterialMaps, size: number): Uint8Array {
  const { width, height } = maps
  const out = new Uint8Array(size * size * 3).fill(30)
  const repeat = 1.1
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const px = (x / size - 0.5) * 2.1
      const py = (0.5 - y / size) * 2.1
      const d = px * px + py * py
      if (d > 1) continue
      const pz = Math.sqrt(1 - d)
      const u = Math.atan2(px, pz) / Math.PI
      const v = Math.acos(py) / Math.PI
      const tx = Math.floor((((u * repeat) % 1) + 1) * width) % width
      const ty = Math.floor(v * repeat * height) % height
      const at = ty * width + tx
      const mx = maps.normal[at * 3]! / 127.5 - 1
      const my = maps.normal[at * 3 + 1]! / 127.5 - 1
      const mz = maps.normal[at * 3 + 2]! / 127.5 - 1
      const tangent = normalise([pz, 0, -px])
      const up = cross([px, py, pz], tangent)
      const n = normalise([
        tangent[0] * mx + up[0] * my + px * mz,
        tangent[1] * mx + up[1] * my + py * mz,
        tangent[2] * mx + up[2] * my + pz * mz,
      ])
      out.set(shadePoint(maps, at, n, [0, 0, 1], 1), (y * size + x) * 3)
    }
  }
  return out
}

type Vector = readonly [number, number, number]

function shadePoint(maps: MaterialMaps, at: number, n: Vector, eye: Vector, lit: number): number[] {
  const roughness = maps.roughness[at]! / 255
  const metalness = maps.metalness[at]! / 255
  const open = maps.ambientOcclusion[at]! / 255
  const half = normalise([SUN[0] + eye[0], SUN[1] + eye[1], SUN[2] + eye[2]])
  const nl = Math.max(0, dot(n, SUN))
  const nv = Math.max(0.05, dot(n, eye))
  const nh = Math.max(0, dot(n, half))
  const a = Math.max(0.004, roughness ** 4)
  const k = nh * nh * (a - 1) + 1
  const ggx = a / (Math.PI * k * k)
  const visible = 0.25 / (nl * nv + 0.1 + (1 - roughness) * 0)
  const r = 2 * dot(n, eye)
  const mirror: Vector = [r * n[0] - eye[0], r * n[1] - eye[1], r * n[2] - eye[2]]
  const fresnel = (1 - nv) ** 5
  return [0, 1, 2].map((channel) => {
    const albedo = (maps.albedo[at * 3 + channel]! / 255) ** 2.2
    const f0 = 0.04 + (albedo - 0.04) * metalness
    const diffuse = albedo * (1 - metalness)
    const skyDiffuse = 0.36 + 0.18 * n[1] + (channel === 2 ? 0.05 : 0)
    const specular = (f0 + (1 - f0) * fresnel * (1 - roughness)) * studio(mirror, roughness) * (0.3 + 0.7 * open)
    const sun =
      lit * nl * (diffuse * 1.45 + 2.4 * Math.min(4, (f0 + (1 - f0) * (1 - dot(half, eye)) ** 5) * ggx * visible))
    const glow = maps.emission === undefined ? 0 : (maps.emission[at * 3 + channel]! / 255) ** 2.2 * 1.6
    const light = sun + diffuse * skyDiffuse * open + specular + glow
    return Math.min(255, 255 * (light / (1 + 0.22 * light)) ** (1 / 2.2))
  })
}

/** A studio: bright softbox above left, a weaker one to the right, grey floor; blurred by roughness. */
function studio(d: Vector, roughness: number): number {
  const soft = 0.06 + 0.9 * roughness
  const box = (x: number, y: number, z: number, size: number) => {
    const t = (dot(d, normalise([x, y, z])) - (1 - size)) / soft
    return Math.min(1, Math.max(0, 0.5 + t))
  }
  const floor = 0.28 + 0.3 * Math.min(1, Math.max(0, 0.5 + d[1] / (soft * 2)))
  return (
    floor +
    0.75 * box(-0.5, 0.7, 0.7, 0.08) * (1 - 0.5 * roughness) +
    0.4 * box(0.9, 0.1, 0.6, 0.05) * (1 - 0.6 * roughness)
  )
}

/** March over the height field towards the sun; 1 in the light, 0 in the shadow, soft between. */
function shadow(maps: MaterialMaps, x: number, y: number): number {
  const { width, height, heightMap, heightRange } = maps
  const perStep = SUN[2] / Math.sqrt(SUN[0] ** 2 + SUN[1] ** 2) / width
  const start = (heightMap[y * width + x]! / 65535) * heightRange
  let lit = 1
  const length = Math.sqrt(SUN[0] ** 2 + SUN[1] ** 2)
  for (let i = 1; i < 60; i += 1 + i * 0.1) {
    const sx = ((Math.round(x + (SUN[0] / length) * i) % width) + width) % width
    const sy = ((Math.round(y - (SUN[1] / length) * i) % height) + height) % height
    const over = (heightMap[sy * width + sx]! / 65535) * heightRange - (start + perStep * i)
    if (over > 0) lit = Math.min(lit, 1 - Math.min(1, over / (perStep * i * 0.35 + 1e-6)))
  }
  return lit
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

function normalise(v: Vector): Vector {
  const length = Math.sqrt(dot(v, v))
  return [v[0] / length, v[1] / length, v[2] / length]
}
