import type { DistanceField } from './distance-field.ts'
import { shared } from './distance-field.ts'

/** Distances on a regular grid; exact near the surface, elsewhere only their sign counts. */
export interface SampledGrid {
  /** Points along x, y and z. */
  readonly size: readonly [number, number, number]
  readonly origin: readonly [number, number, number]
  readonly step: number
  /** x fastest, then y, then z. */
  readonly values: Float32Array
}

/** Sides of the blocks that are looked at before their points, in cells. */
const COARSE = 16
const FINE = 4
/** Points of one batch: 3 MB, small enough to look at `signal` often, large enough to be worth sending to two threads. */
const BATCH = 262_144

/**
 * Samples only where the surface can be: a block is skipped when the distance at its centre is more than its half diagonal.
 * `slack` > 1 keeps more blocks, for fields that overestimate.
 */
export async function sampleGrid(
  field: DistanceField,
  step: number,
  { signal, slack = 1.05 }: { signal?: AbortSignal | undefined; slack?: number } = {},
): Promise<SampledGrid> {
  const { min, max } = field.bounds
  // One cell of air on each side, and a whole number of coarse blocks.
  const size = [0, 1, 2].map((a) => Math.ceil((max[a]! - min[a]!) / step) + 4) as [number, number, number]
  const origin = [0, 1, 2].map((a) => (min[a]! + max[a]!) / 2 - ((size[a]! - 1) / 2) * step) as [number, number, number]
  const [nx, ny, nz] = size
  const values = new Float32Array(nx * ny * nz).fill(1)

  const coarse: number[] = []
  for (let z = 0; z < nz - 1; z += COARSE)
    for (let y = 0; y < ny - 1; y += COARSE) for (let x = 0; x < nx - 1; x += COARSE) coarse.push(x, y, z)
  const keptCoarse = await keepNear(coarse, COARSE)
  const fine: number[] = []
  for (let i = 0; i < keptCoarse.length; i += 3) {
    for (let z = 0; z < COARSE; z += FINE)
      for (let y = 0; y < COARSE; y += FINE)
        for (let x = 0; x < COARSE; x += FINE) {
          const [bx, by, bz] = [keptCoarse[i]! + x, keptCoarse[i + 1]! + y, keptCoarse[i + 2]! + z]
          if (bx < nx - 1 && by < ny - 1 && bz < nz - 1) fine.push(bx, by, bz)
        }
  }
  const keptFine = await keepNear(fine, FINE)

  const wanted = new Uint8Array(values.length)
  let count = 0
  for (let i = 0; i < keptFine.length; i += 3) {
    const endX = Math.min(keptFine[i]! + FINE, nx - 1)
    const endY = Math.min(keptFine[i + 1]! + FINE, ny - 1)
    const endZ = Math.min(keptFine[i + 2]! + FINE, nz - 1)
    for (let z = keptFine[i + 2]!; z <= endZ; z++)
      for (let y = keptFine[i + 1]!; y <= endY; y++)
        for (let x = keptFine[i]!, at = x + nx * (y + ny * z); x <= endX; x++, at++) {
          if (wanted[at] === 0) {
            wanted[at] = 1
            count++
          }
        }
  }
  const places = new Uint32Array(count)
  for (let at = 0, next = 0; at < wanted.length; at++) if (wanted[at] === 1) places[next++] = at

  for (let from = 0; from < count; from += BATCH) {
    signal?.throwIfAborted()
    const many = Math.min(BATCH, count - from)
    const points = shared(many * 3)
    for (let i = 0; i < many; i++) {
      const at = places[from + i]!
      const plane = Math.floor(at / (nx * ny))
      const inPlane = at - plane * nx * ny
      const row = Math.floor(inPlane / nx)
      points[i * 3] = origin[0] + (inPlane - row * nx) * step
      points[i * 3 + 1] = origin[1] + row * step
      points[i * 3 + 2] = origin[2] + plane * step
    }
    const out = shared(many)
    await field.distances(points, out)
    for (let i = 0; i < many; i++) values[places[from + i]!] = out[i]!
  }
  closeBorder(values, size)
  return { size, origin, step, values }

  /** The blocks that the surface may pass; the points of all others get the sign of their centre. */
  async function keepNear(blocks: readonly number[], side: number): Promise<number[]> {
    signal?.throwIfAborted()
    const points = shared(blocks.length)
    for (let i = 0; i < blocks.length; i++) points[i] = origin[i % 3]! + (blocks[i]! + side / 2) * step
    const out = shared(blocks.length / 3)
    await field.distances(points, out)
    const reach = side * step * 0.8660254037844386 * slack
    const kept: number[] = []
    for (let b = 0; b < out.length; b++) {
      const [x, y, z] = [blocks[b * 3]!, blocks[b * 3 + 1]!, blocks[b * 3 + 2]!]
      if (Math.abs(out[b]!) <= reach) kept.push(x, y, z)
      else if (out[b]! < 0) {
        const endX = Math.min(x + side, nx - 1)
        for (let k = z; k <= Math.min(z + side, nz - 1); k++)
          for (let j = y; j <= Math.min(y + side, ny - 1); j++) {
            const row = nx * (j + ny * k)
            values.fill(-1, row + x, row + endX + 1)
          }
      }
    }
    return kept
  }
}

/** Air all round, so that a form which fills its bounds still gives a closed surface. */
function closeBorder(values: Float32Array, [nx, ny, nz]: readonly [number, number, number]): void {
  for (let z = 0, at = 0; z < nz; z++)
    for (let y = 0; y < ny; y++)
      for (let x = 0; x < nx; x++, at++) {
        if (x > 0 && x < nx - 1 && y > 0 && y < ny - 1 && z > 0 && z < nz - 1) continue
        if (!(values[at]! > 0)) values[at] = 1e-6
      }
}
