import type { CompiledForm } from '../forms/compile-form.ts'
import { type CoarseGrid, instantiateForm, type PortableForm } from '../forms/run-form.ts'
import type { Pool } from '../parallel.ts'

/** Cells along the longest side: fine enough that the exact field is needed only within 3 % of the form's size. */
const cells = 56

/** Room around the bounds, in parts of their longest side: shadows and ambient light look that far past the form. */
const border = 0.06

interface SlabJob {
  readonly form: PortableForm
  readonly grid: CoarseGrid
  /** Layers of every second point: from and to, in even steps. */
  readonly from: number
  readonly to: number
}

const gridModule = new URL('./coarse-grid.ts', import.meta.url)

/** Evaluates the form on a grid: everywhere at every second point, and at all points near the surface. */
export async function buildCoarseGrid(
  form: CompiledForm,
  { pool, signal }: { pool: Pool; signal?: AbortSignal | undefined },
): Promise<CoarseGrid> {
  const { min, max } = form.bounds
  const extent = max.map((v, i) => v - min[i]!)
  const longest = Math.max(...extent)
  const cell = (longest * (1 + 2 * border)) / cells
  // An odd number of points, so that the last one is a point of the grid that is twice as coarse.
  const size = extent.map((v) => 2 * Math.ceil((v + 2 * border * longest) / cell / 2) + 1) as [number, number, number]
  const origin = min.map((v, i) => v + extent[i]! / 2 - ((size[i]! - 1) / 2) * cell) as [number, number, number]
  const floats = () => new Float32Array(new SharedArrayBuffer(size[0] * size[1] * size[2] * 4))
  const grid: CoarseGrid = { origin, cell, size, bounds: floats(), even: floats() }
  const layers = (size[2] - 1) / 2 + 1
  const share = Math.ceil(layers / 8)
  const slabs = Array.from({ length: Math.ceil(layers / share) }, (_, i): SlabJob => {
    return { form: form.portable, grid, from: i * share, to: Math.min(layers, (i + 1) * share) }
  })
  await pool.map(gridModule, 'fillEven', slabs, { signal })
  await pool.map(gridModule, 'fillBetween', slabs, { signal })
  await pool.map(gridModule, 'evenOut', [grid], { signal })
  return grid
}

let cached: { wasm: PortableForm['wasm']; runner: ReturnType<typeof instantiateForm> } | undefined

/** Points of the grid that are still to be evaluated. */
interface Pending {
  count: number
  readonly indices: Int32Array
  readonly places: Float32Array
}

/** Room for all points of some layers. */
function pendingFor({ size }: CoarseGrid, layers: number): Pending {
  const most = size[0] * size[1] * layers
  return { count: 0, indices: new Int32Array(most), places: new Float32Array(most * 3) }
}

function append(pending: Pending, { origin, cell, size }: CoarseGrid, x: number, y: number, z: number): void {
  const at = pending.count++
  pending.indices[at] = (z * size[1] + y) * size[0] + x
  pending.places[at * 3] = origin[0] + x * cell
  pending.places[at * 3 + 1] = origin[1] + y * cell
  pending.places[at * 3 + 2] = origin[2] + z * cell
}

function evaluate(form: PortableForm, { bounds }: CoarseGrid, { count, indices, places }: Pending): void {
  if (cached?.wasm !== form.wasm) cached = { wasm: form.wasm, runner: instantiateForm(form) }
  const distances = new Float32Array(count)
  cached.runner.distances(places.subarray(0, count * 3), distances)
  for (let i = 0; i < count; i++) bounds[indices[i]!] = distances[i]!
}

/** The exact field at points whose indices are all even. Runs in a worker thread. */
export function fillEven({ form, grid, from, to }: SlabJob): void {
  const [nx, ny] = grid.size
  const pending = pendingFor(grid, to - from)
  for (let z = from * 2; z < to * 2; z += 2) {
    for (let y = 0; y < ny; y += 2) {
      for (let x = 0; x < nx; x += 2) {
        append(pending, grid, x, y, z)
      }
    }
  }
  evaluate(form, grid, pending)
}

/** The points between: exact where the even ones around them are near the surface, else their mean. */
export function fillBetween({ form, grid, from, to }: SlabJob): void {
  const { size, bounds: values, cell } = grid
  const [nx, ny, nz] = size
  const pending = pendingFor(grid, (to - from) * 2)
  const near = cell * 6
  for (let z = from * 2; z < Math.min(to * 2, nz); z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++) {
        if (((x | y | z) & 1) === 0) continue
        let sum = 0
        let least = Infinity
        for (let corner = 0; corner < 8; corner++) {
          const cx = corner & 1 ? (x + 1) & ~1 : x & ~1
          const cy = corner & 2 ? (y + 1) & ~1 : y & ~1
          const cz = corner & 4 ? (z + 1) & ~1 : z & ~1
          const v = values[(cz * ny + cy) * nx + cx]!
          sum += v
          least = Math.min(least, Math.abs(v))
        }
        const at = (z * ny + y) * nx + x
        if (least < near) {
          append(pending, grid, x, y, z)
        } else values[at] = sum / 8
      }
    }
  }
  evaluate(form, grid, pending)
}

/**
 * Turns bounds into distances of slope 1, keeping the surface: fast sweeping (Zhao 2005) from the cells that it passes.
 * Runs in a worker thread.
 */
export function evenOut({ size, cell, bounds, even }: CoarseGrid): void {
  const [nx, ny, nz] = size
  const steps = [1, nx, nx * ny] as const
  even.fill(1e9)
  for (let z = 0, at = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, at++) {
        const here = bounds[at]!
        // With a slope of at most 1, the sign can change only within a cell of the surface.
        if (Math.abs(here) > cell) continue
        // Parts thinner than a cell show only as small values.
        if (Math.abs(here) < cell * 0.3) even[at] = Math.abs(here)
        let inverse = 0
        for (let axis = 0; axis < 3; axis++) {
          const place = axis === 0 ? x : axis === 1 ? y : z
          let nearest = Infinity
          for (const way of [-1, 1]) {
            if (place + way < 0 || place + way >= size[axis]!) continue
            const there = bounds[at + way * steps[axis]!]!
            if (here < 0 !== there < 0) nearest = Math.min(nearest, (cell * here) / (here - there))
          }
          if (nearest < Infinity) inverse += 1 / Math.max(nearest * nearest, 1e-12)
        }
        if (inverse > 0) even[at] = 1 / Math.sqrt(inverse)
      }
    }
  }
  for (let sweep = 0; sweep < 8; sweep++) {
    const [sx, sy, sz] = [sweep & 1 ? -1 : 1, sweep & 2 ? -1 : 1, sweep & 4 ? -1 : 1]
    for (let k = 0; k < nz; k++) {
      const z = sz > 0 ? k : nz - 1 - k
      for (let j = 0; j < ny; j++) {
        const y = sy > 0 ? j : ny - 1 - j
        for (let i = 0; i < nx; i++) {
          const x = sx > 0 ? i : nx - 1 - i
          const at = (z * ny + y) * nx + x
          const a = Math.min(x > 0 ? even[at - 1]! : 1e9, x < nx - 1 ? even[at + 1]! : 1e9)
          const b = Math.min(y > 0 ? even[at - nx]! : 1e9, y < ny - 1 ? even[at + nx]! : 1e9)
          const c = Math.min(z > 0 ? even[at - steps[2]]! : 1e9, z < nz - 1 ? even[at + steps[2]]! : 1e9)
          if (Math.min(a, b, c) >= even[at]!) continue
          const solved = eikonal(a, b, c, cell)
          if (solved < even[at]!) even[at] = solved
        }
      }
    }
  }
  for (let at = 0; at < even.length; at++) if (bounds[at]! < 0) even[at] = -even[at]!
}

/** The distance that has slope 1 against the nearest neighbour on each axis. */
function eikonal(a: number, b: number, c: number, cell: number): number {
  const low = Math.min(a, b, c)
  const high = Math.max(a, b, c)
  const middle = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
  const one = low + cell
  if (one <= middle) return one
  const gap = middle - low
  const two = (low + middle + Math.sqrt(2 * cell * cell - gap * gap)) / 2
  if (two <= high) return two
  const sum = low + middle + high
  const squares = low * low + middle * middle + high * high
  return (sum + Math.sqrt(Math.max(0, sum * sum - 3 * (squares - cell * cell)))) / 3
}
