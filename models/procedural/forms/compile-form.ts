import { WorkspaceError } from '../../../base/error.ts'
import { type Box, boundsOf, isEmpty, isFinite3 } from './compiler/bounds.ts'
import { writeKernels } from './compiler/kernels.ts'
import { writeDistanceFunctions } from './compiler/node-distance.ts'
import { createWasmModule } from './compiler/wasm-module.ts'
import type { FormMaterial, FormProgram, Vec3 } from './form-program.ts'
import { coarseValues, type FormRunner, instantiateForm, planeCount } from './run-form.ts'

/** A form as machine code: a signed distance field with materials. */
export interface CompiledForm extends FormRunner {
  readonly name: string
  /** Tight around the surface, with a margin of about 1 % of its size. */
  readonly bounds: { readonly min: Vec3; readonly max: Vec3 }
  readonly materials: readonly { readonly name: string; readonly spec: FormMaterial }[]
  /** Some thousand points spread over the surface, x, y, z interleaved: for framing a camera and finding the floor. */
  surfacePoints(): Float32Array
}

/** Room for the arrays that are evaluated at once, 16 planes of 16,384 floats: large enough that calls cost nothing. */
export const batchPoints = 16384
const heapBytes = batchPoints * 4 * planeCount + coarseValues * 4

/** Compiles a checked form program (see parseFormProgram) to a WebAssembly module and finds its bounds. */
export function compileForm(program: FormProgram): CompiledForm {
  const materials = Object.entries(program.materials).map(([name, spec]) => ({ name, spec }))
  const define = program.define ?? {}
  const loose = boundsOf(program.root, define)
  if (isEmpty(loose)) throw empty(program)
  if (!isFinite3(loose)) {
    throw new WorkspaceError('bad-input', `The form "${program.name}" has no end: a half-space is not cut off.`, {
      hint: 'Use "halfspace" only inside "subtract" or "intersect" with something finite.',
    })
  }
  const module = createWasmModule({ heapBytes })
  const functions = writeDistanceFunctions(
    module,
    program.root,
    define,
    materials.map(({ name }) => name),
  )
  const { headerAddress } = writeKernels(module, functions)
  const { bytes, heapStart } = module.finish()
  const runner = instantiateForm({
    wasm: new WebAssembly.Module(bytes),
    heapStart,
    batchPoints,
    coarseHeader: headerAddress,
  })
  const bounds = tighten(runner, tighten(runner, loose, program), program)
  let points: Float32Array | undefined
  const surfacePoints = () => {
    points ??= settleOnSurface(runner, bounds)
    return points
  }
  return { ...runner, name: program.name, bounds, materials, surfacePoints }
}

/** Takes the points of a grid that are near the surface and moves them onto it, along the normals. */
function settleOnSurface(runner: FormRunner, box: Box): Float32Array {
  const cells = 28
  const grid = gridPoints(box, cells)
  const distances = new Float32Array(grid.length / 3)
  runner.distances(grid, distances)
  const cell = Math.max(...box.max.map((v, i) => v - box.min[i]!)) / cells
  const touching = [...distances.keys()].filter((i) => Math.abs(distances[i]!) < cell * 0.87)
  // About two thousand, but all near the bottom: a form may stand on small feet.
  const stride = Math.ceil(touching.length / 2000)
  const foot = box.min[1] + 2 * cell
  const near = touching.filter((at, i) => i % stride === 0 || grid[at * 3 + 1]! < foot)
  const points = Float32Array.from(near.flatMap((i) => [grid[i * 3]!, grid[i * 3 + 1]!, grid[i * 3 + 2]!]))
  const normals = new Float32Array(points.length)
  const gaps = new Float32Array(points.length / 3)
  // Fields that understate the distance, such as displaced ones, need a few rounds.
  for (let round = 0; round < 4; round++) {
    runner.distances(points, gaps)
    runner.gradients(points, normals)
    for (let i = 0; i < points.length; i++) points[i]! -= normals[i]! * gaps[Math.floor(i / 3)]!
  }
  return points
}

/** Keeps the cells of a grid over the box that the surface may pass through; as the field never overstates, none is missed. */
function tighten(runner: FormRunner, box: Box, program: FormProgram): Box {
  const cells = 28
  const cell = box.max.map((v, i) => Math.max(v - box.min[i]!, 1e-6) / cells)
  const half = Math.sqrt(cell[0]! ** 2 + cell[1]! ** 2 + cell[2]! ** 2) / 2
  const points = gridPoints(box, cells)
  const distances = new Float32Array(points.length / 3)
  runner.distances(points, distances)
  const min: Vec3 = [Infinity, Infinity, Infinity]
  const max: Vec3 = [-Infinity, -Infinity, -Infinity]
  for (let n = 0; n < distances.length; n++) {
    if (distances[n]! > half) continue
    for (let axis = 0; axis < 3; axis++) {
      min[axis] = Math.min(min[axis]!, points[n * 3 + axis]! - cell[axis]! / 2)
      max[axis] = Math.max(max[axis]!, points[n * 3 + axis]! + cell[axis]! / 2)
    }
  }
  if (min[0] > max[0]) throw empty(program)
  return { min, max }
}

/** Centres of cells³ boxes that fill a box. */
function gridPoints(box: Box, cells: number): Float32Array {
  const cell = box.max.map((v, i) => (v - box.min[i]!) / cells)
  const points = new Float32Array(cells * cells * cells * 3)
  let at = 0
  for (let k = 0; k < cells; k++) {
    for (let j = 0; j < cells; j++) {
      for (let i = 0; i < cells; i++) {
        points[at++] = box.min[0] + (i + 0.5) * cell[0]!
        points[at++] = box.min[1] + (j + 0.5) * cell[1]!
        points[at++] = box.min[2] + (k + 0.5) * cell[2]!
      }
    }
  }
  return points
}

function empty(program: FormProgram): WorkspaceError {
  return new WorkspaceError('bad-input', `The form "${program.name}" is empty: nothing of it is left.`, {
    hint: 'Check what its "subtract" and "intersect" nodes remove.',
  })
}
