import { pad, sizeOf } from './ray-batches.ts'
import type { LiveScene } from './scene.ts'
import { lightReaching } from './shade-rays.ts'
import type { Hits } from './trace-rays.ts'

/**
 * What is behind and under the form: a smooth sweep of colour, as in a photographer's studio, on which the form throws its
 * soft shadow. Rays that hit the form are painted over afterwards.
 */
export function shadeBackdrop(
  scene: LiveScene,
  hits: Hits,
  directions: Float32Array,
  count: number,
  light: Float32Array,
): void {
  const { view, ground, environment } = scene
  const { middle, top, bottom } = environment.backdrop
  const hidden = new Uint8Array(count)
  for (let k = 0; k < hits.count; k++) hidden[hits.source[k]!] = 1
  const floor = { at: [] as number[], t: [] as number[] }
  for (let i = 0; i < count; i++) {
    const [dx, dy, dz] = [directions[i * 3]!, directions[i * 3 + 1]!, directions[i * 3 + 2]!]
    const ahead = dx * view.forward[0] + dy * view.forward[1] + dz * view.forward[2]
    // Position in the picture, −1 … 1.
    const u = (dx * view.right[0] + dy * view.right[1] + dz * view.right[2]) / ahead / view.halfWidth
    const v = (dx * view.up[0] + dy * view.up[1] + dz * view.up[2]) / ahead / view.halfHeight
    const high = v + 0.12
    const share = Math.min(1, high * high * 0.75 + u * u * 0.42)
    const smooth = share * share * (3 - 2 * share)
    // Sideways the pole's colour must not jump at the middle line: both sides take the mean there.
    const blend = Math.min(1, Math.max(0, high * 1.6 + 0.5))
    for (let c = 0; c < 3; c++) {
      const edge = bottom[c]! + (top[c]! - bottom[c]!) * blend * blend * (3 - 2 * blend)
      light[i * 3 + c] = (middle[c]! + (edge - middle[c]!) * smooth) * environment.exposure
    }
    if (hidden[i] === 1 || ground === undefined || dy > -1e-4) continue
    const t = (ground - view.position[1]) / dy
    if (t > 0) {
      floor.at.push(i)
      floor.t.push(t)
    }
  }
  if (floor.at.length > 0) shadeFloor(scene, directions, floor, light)
}

function shadeFloor(
  scene: LiveScene,
  directions: Float32Array,
  floor: { at: readonly number[]; t: readonly number[] },
  light: Float32Array,
): void {
  const { view, ground, environment, bounds } = scene
  const size = sizeOf(scene)
  // Only where the form can matter: nearer than three sizes.
  const centre = [(bounds.min[0] + bounds.max[0]) / 2, (bounds.min[2] + bounds.max[2]) / 2] as const
  const near: number[] = []
  const points = { px: [] as number[], py: [] as number[], pz: [] as number[] }
  const fades: number[] = []
  for (let k = 0; k < floor.at.length; k++) {
    const i = floor.at[k]!
    const x = view.position[0] + directions[i * 3]! * floor.t[k]!
    const z = view.position[2] + directions[i * 3 + 2]! * floor.t[k]!
    const [ax, az] = [x - centre[0], z - centre[1]]
    const away = Math.sqrt(ax * ax + az * az) / size
    if (away > 3) continue
    near.push(i)
    points.px.push(x)
    points.py.push(ground!)
    points.pz.push(z)
    const fade = Math.min(1, (3 - away) / 1.5)
    fades.push(fade * fade * (3 - 2 * fade))
  }
  const count = near.length
  if (count === 0) return
  const asFloats = {
    count,
    px: Float32Array.from(points.px),
    py: Float32Array.from(points.py),
    pz: Float32Array.from(points.pz),
    nx: new Float32Array(count),
    ny: new Float32Array(count).fill(1),
    nz: new Float32Array(count),
  }
  const key = lightReaching(scene, asFloats, environment.key, size * 0.12)
  const open = floorOpenness(scene, asFloats, size)
  for (let k = 0; k < count; k++) {
    const i = near[k]!
    const { keyShare } = environment
    const lit = keyShare * key[k]! + (1 - keyShare) * open[k]!
    // Right under the form even scattered light is gone.
    const factor = 1 + (lit * (0.4 + 0.6 * open[k]!) - 1) * fades[k]!
    light[i * 3]! *= factor
    light[i * 3 + 1]! *= factor
    light[i * 3 + 2]! *= factor
  }
}

/** Share of the sky that points of the floor see past the form. */
function floorOpenness(
  { runner }: LiveScene,
  { count, px, py, pz }: { count: number; px: Float32Array; py: Float32Array; pz: Float32Array },
  size: number,
): Float32Array {
  const out = new Float32Array(count)
  const planes = [0, 1, 2, 3, 4, 5, 6].map((i) => runner.plane(i))
  planes[0]!.set(px)
  planes[1]!.set(py)
  planes[2]!.set(pz)
  const leans = [
    [0, 1, 0, 0.28],
    [0.8, 0.6, 0, 0.18],
    [-0.8, 0.6, 0, 0.18],
    [0, 0.6, 0.8, 0.18],
    [0, 0.6, -0.8, 0.18],
  ] as const
  for (const [x, y, z, weight] of leans) {
    planes[3]!.fill(x, 0, count)
    planes[4]!.fill(y, 0, count)
    planes[5]!.fill(z, 0, count)
    runner.kernels.cones(pad(planes, count), runner.heap.at, runner.heap.stride, size * 0.45, 0.75)
    for (let i = 0; i < count; i++) out[i]! += planes[6]![i]! * weight
  }
  return out
}
