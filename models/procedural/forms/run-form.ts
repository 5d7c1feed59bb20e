/** What a worker thread needs to evaluate a form; can be posted to it. */
export interface PortableForm {
  readonly wasm: WebAssembly.Module
  /** Byte address of the free memory, which holds 16 planes of `batchPoints` floats. */
  readonly heapStart: number
  readonly batchPoints: number
  /** Byte address of the coarse field's header, see compiler/coarse-field.ts. */
  readonly coarseHeader: number
}

export const planeCount = 16
/** Most values of a coarse field, for each of its two arrays: 64³ and a border. */
const gridValues = 300_000
export const coarseValues = 2 * gridValues

/** The distance on a grid; shared between threads. */
export interface CoarseGrid {
  readonly origin: readonly [number, number, number]
  readonly cell: number
  /** Points along x, y and z. */
  readonly size: readonly [number, number, number]
  /** The field itself, whose values are bounds and may be far too small near displaced surfaces. */
  readonly bounds: Float32Array
  /** The distance to the surface as the grid sees it, of even slope: for penumbras, whose width follows it. */
  readonly even: Float32Array
}

/** The module's loops over planes of floats; see compiler/kernels.ts for what each plane holds. */
export interface FormKernels {
  distances(count: number, at: number, stride: number): void
  surfaces(count: number, at: number, stride: number): void
  normals(count: number, at: number, stride: number, step: number): void
  trace(count: number, at: number, stride: number, pixelSize: number): void
  shadows(count: number, at: number, stride: number, lightRadius: number, exactReach: number, finest: number): void
  cones(count: number, at: number, stride: number, reach: number, width: number): void
  fineCones(count: number, at: number, stride: number, reach: number, width: number): void
  distance(x: number, y: number, z: number): number
}

/** A form that can be evaluated in this thread. */
export interface FormRunner {
  readonly portable: PortableForm
  readonly kernels: FormKernels
  /** Plane `index` of the module's memory. */
  plane(index: number): Float32Array
  integerPlane(index: number): Int32Array
  /** Byte address of plane 0 and bytes from plane to plane: the arguments of every kernel. */
  readonly heap: { readonly at: number; readonly stride: number }
  /** Signed distance in metres, negative inside. Never more than the true distance. */
  distance(x: number, y: number, z: number): number
  /** Index of the material at a point on, or near, the surface. */
  material(x: number, y: number, z: number): number
  /** Unit normal pointing out; `step` is the width of the differences, in metres. */
  gradient(x: number, y: number, z: number, step?: number): [number, number, number]
  /** Lets rays and cones use the grid where they are far from the surface. */
  useCoarseGrid(grid: CoarseGrid): void
  /** Signed distances of many points (x, y, z interleaved). */
  distances(points: Float32Array, out: Float32Array): void
  /** Material indices of many points. */
  surfaceMaterials(points: Float32Array, out: Uint8Array): void
  /** Unit normals of many points, interleaved like them. */
  gradients(points: Float32Array, out: Float32Array, step?: number): void
}

/** Makes a compiled form usable in this thread. */
export function instantiateForm(portable: PortableForm): FormRunner {
  const instance = new WebAssembly.Instance(portable.wasm)
  const { memory, ...exported } = instance.exports as unknown as { memory: WebAssembly.Memory } & FormKernels
  const kernels = exported as FormKernels
  const { batchPoints, heapStart } = portable
  const stride = batchPoints * 4
  const plane = (index: number) => new Float32Array(memory.buffer, heapStart + index * stride, batchPoints)
  const integerPlane = (index: number) => new Int32Array(memory.buffer, heapStart + index * stride, batchPoints)
  const [x, y, z] = [plane(0), plane(1), plane(2)]

  /** Runs a kernel over points in batches; `read` takes the answers out. */
  const batches = (points: Float32Array, run: (count: number) => void, read: (from: number, count: number) => void) => {
    const total = Math.floor(points.length / 3)
    for (let from = 0; from < total; from += batchPoints) {
      const count = Math.min(batchPoints, total - from)
      for (let i = 0, at = from * 3; i < count; i++) {
        x[i] = points[at++]!
        y[i] = points[at++]!
        z[i] = points[at++]!
      }
      const padded = (count + 3) & ~3
      for (let i = count; i < padded; i++) {
        x[i] = x[count - 1]!
        y[i] = y[count - 1]!
        z[i] = z[count - 1]!
      }
      run(padded)
      read(from, count)
    }
  }

  const runner: FormRunner = {
    portable,
    kernels,
    plane,
    integerPlane,
    heap: { at: heapStart, stride },
    distance: (px, py, pz) => kernels.distance(px, py, pz),
    material(px, py, pz) {
      const out = new Uint8Array(1)
      runner.surfaceMaterials(Float32Array.of(px, py, pz), out)
      return out[0]!
    },
    gradient(px, py, pz, step) {
      const out = new Float32Array(3)
      runner.gradients(Float32Array.of(px, py, pz), out, step)
      return [out[0]!, out[1]!, out[2]!]
    },
    useCoarseGrid({ origin, cell, size, bounds, even }) {
      const at = heapStart + planeCount * stride
      new Float32Array(memory.buffer, at, bounds.length).set(bounds)
      new Float32Array(memory.buffer, at + gridValues * 4, even.length).set(even)
      const header = new Float32Array(memory.buffer, portable.coarseHeader, 9)
      header.set([...origin, 1 / cell, size[0] - 2, size[1] - 2, size[2] - 2, cell * 1.9, cell])
      new Int32Array(memory.buffer, portable.coarseHeader + 36, 4).set([
        at,
        size[0] * 4,
        size[0] * size[1] * 4,
        at + gridValues * 4,
      ])
    },
    distances(points, out) {
      const answers = plane(3)
      batches(
        points,
        (count) => kernels.distances(count, heapStart, stride),
        (from, count) => out.set(answers.subarray(0, count), from),
      )
    },
    surfaceMaterials(points, out) {
      const answers = integerPlane(4)
      batches(
        points,
        (count) => kernels.surfaces(count, heapStart, stride),
        (from, count) => out.set(answers.subarray(0, count), from),
      )
    },
    gradients(points, out, step = 1e-3) {
      const [nx, ny, nz] = [plane(3), plane(4), plane(5)]
      batches(
        points,
        (count) => kernels.normals(count, heapStart, stride, step),
        (from, count) => {
          for (let i = 0, at = from * 3; i < count; i++) {
            out[at++] = nx[i]!
            out[at++] = ny[i]!
            out[at++] = nz[i]!
          }
        },
      )
    },
  }
  return runner
}
