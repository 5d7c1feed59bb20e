import { boxRange, pad, sizeOf } from './ray-batches.ts'
import type { LiveScene } from './scene.ts'

/** Points where rays met the form, with all that shading wants to know of them. */
export interface Hits {
  readonly count: number
  /** Which ray it was. */
  readonly source: Int32Array
  readonly distance: Float32Array
  readonly px: Float32Array
  readonly py: Float32Array
  readonly pz: Float32Array
  /** Direction of the ray. */
  readonly dx: Float32Array
  readonly dy: Float32Array
  readonly dz: Float32Array
  readonly nx: Float32Array
  readonly ny: Float32Array
  readonly nz: Float32Array
  readonly material: Int32Array
  /** Size of a pixel at the hit, metres. */
  readonly footprint: Float32Array
  /** Filled by shading. */
  readonly openness: Float32Array
}

/** Follows camera rays (unit directions, x, y, z interleaved) to the form. */
export function traceCamera(scene: LiveScene, directions: Float32Array, count: number): Hits {
  const { position } = scene.view
  const origins = (_: number) => position
  return trace(scene, count, origins, directions, pixelSize(scene), 0)
}

/** Follows rays that leave hits: number k starts at hit `which[k]`. */
export function traceAlong(scene: LiveScene, from: Hits, which: readonly number[], directions: Float32Array): Hits {
  const size = sizeOf(scene)
  const lift = size * 2e-3
  const origin = [0, 0, 0] as [number, number, number]
  const origins = (k: number) => {
    const i = which[k]!
    origin[0] = from.px[i]! + from.nx[i]! * lift
    origin[1] = from.py[i]! + from.ny[i]! * lift
    origin[2] = from.pz[i]! + from.nz[i]! * lift
    return origin
  }
  return trace(scene, which.length, origins, directions, pixelSize(scene) * 6, size * 2e-3)
}

/** Size of a pixel at a distance of 1 m. */
export function pixelSize({ view, height }: Pick<LiveScene, 'view' | 'height'>): number {
  return (2 * view.halfHeight) / height
}

function trace(
  scene: LiveScene,
  count: number,
  originOf: (i: number) => readonly [number, number, number],
  directions: Float32Array,
  pixel: number,
  start: number,
): Hits {
  const { runner, bounds } = scene
  const planes = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => runner.plane(i))
  const source = new Int32Array(count)
  let live = 0
  for (let i = 0; i < count; i++) {
    const origin = originOf(i)
    const direction = [directions[i * 3]!, directions[i * 3 + 1]!, directions[i * 3 + 2]!] as const
    const range = boxRange(bounds, origin[0], origin[1], origin[2], direction, 0)
    if (range === undefined) continue
    for (let axis = 0; axis < 3; axis++) {
      planes[axis]![live] = origin[axis]!
      planes[3 + axis]![live] = direction[axis]!
    }
    planes[6]![live] = Math.max(range.from, start)
    planes[7]![live] = range.to
    source[live++] = i
  }
  if (live > 0) runner.kernels.trace(pad(planes, live), runner.heap.at, runner.heap.stride, pixel)
  let hitCount = 0
  for (let k = 0; k < live; k++) if (planes[6]![k]! < planes[7]![k]!) hitCount++
  const floats = () => new Float32Array(hitCount)
  const hits: Hits = {
    count: hitCount,
    source: new Int32Array(hitCount),
    distance: floats(),
    px: floats(),
    py: floats(),
    pz: floats(),
    dx: floats(),
    dy: floats(),
    dz: floats(),
    nx: floats(),
    ny: floats(),
    nz: floats(),
    material: new Int32Array(hitCount),
    footprint: floats(),
    openness: floats(),
  }
  let at = 0
  for (let k = 0; k < live; k++) {
    const t = planes[6]![k]!
    if (t >= planes[7]![k]!) continue
    hits.source[at] = source[k]!
    hits.distance[at] = t
    hits.dx[at] = planes[3]![k]!
    hits.dy[at] = planes[4]![k]!
    hits.dz[at] = planes[5]![k]!
    hits.px[at] = planes[0]![k]! + planes[3]![k]! * t
    hits.py[at] = planes[1]![k]! + planes[4]![k]! * t
    hits.pz[at] = planes[2]![k]! + planes[5]![k]! * t
    hits.footprint[at] = t * pixel
    at++
  }
  describe(scene, hits, pixel)
  return hits
}

/** Normals and materials of hits. */
function describe({ runner }: LiveScene, hits: Hits, pixel: number): void {
  const { count } = hits
  if (count === 0) return
  const { kernels, heap } = runner
  const [x, y, z, nx, ny, nz] = [0, 1, 2, 3, 4, 5].map((i) => runner.plane(i)) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ]
  x.set(hits.px)
  y.set(hits.py)
  z.set(hits.pz)
  const padded = pad([x, y, z], count)
  kernels.surfaces(padded, heap.at, heap.stride)
  hits.material.set(runner.integerPlane(4).subarray(0, count))
  // Half a pixel wide: finer detail would only sparkle. Not below the noise of 32-bit floats.
  let middle = 0
  for (let i = 0; i < count; i++) middle += hits.distance[i]!
  const step = Math.max((middle / count) * pixel * 0.5, 2e-4)
  kernels.normals(padded, heap.at, heap.stride, step)
  hits.nx.set(nx.subarray(0, count))
  hits.ny.set(ny.subarray(0, count))
  hits.nz.set(nz.subarray(0, count))
  for (let i = 0; i < count; i++) {
    // In the middle of a gap or a sheet thinner than the step all differences cancel: there the surface faces the ray.
    if (hits.nx[i]! !== 0 || hits.ny[i]! !== 0 || hits.nz[i]! !== 0) continue
    hits.nx[i] = -hits.dx[i]!
    hits.ny[i] = -hits.dy[i]!
    hits.nz[i] = -hits.dz[i]!
  }
}
