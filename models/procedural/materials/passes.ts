import { createRandom } from '../random.ts'
import { families } from './families.ts'
import type { MaterialProgram, TraitProgram } from './family.ts'
import { blurColumns, blurRows } from './fields.ts'
import { createKit } from './kit.ts'
import { clamp01, createSample } from './sample.ts'
import { traits } from './traits.ts'
import { createFinish } from './wasm/finish-kernel.ts'
import { createRowKernels, type RowKernels } from './wasm/row-kernels.ts'

/** The passes of a material that run in worker threads, each on a band of rows or columns of shared memory. */

export interface Recipe {
  readonly family: string
  readonly traits: readonly string[]
  /** Of those traits that are not meant plainly. */
  readonly strengths: Readonly<Record<string, number>>
  readonly colours: readonly string[]
  readonly seed: number
  readonly width: number
  readonly height: number
}

export interface Band {
  readonly from: number
  readonly to: number
}

export interface ShapeTask extends Band {
  readonly recipe: Recipe
  readonly field: Float32Array
  readonly masks: Uint16Array
}

export interface BlurTask extends Band {
  readonly input: Float32Array
  readonly output: Float32Array
  readonly width: number
  readonly height: number
  readonly radius: number
}

/** Sums over a band from which the whole tile's spread is made, in band order so that it is the same on any machine. */
export interface BandStatistics {
  readonly lowest: number
  readonly highest: number
  readonly sum: number
  readonly squares: number
  readonly narrowSquares: number
  readonly wideSquares: number
}

export interface MeasureTask extends Band {
  readonly field: Float32Array
  readonly narrow: Float32Array
  readonly wide: Float32Array
  readonly width: number
}

export interface PaintTask extends Band {
  readonly recipe: Recipe
  readonly field: Float32Array
  readonly narrow: Float32Array
  readonly wide: Float32Array
  readonly masks: Uint16Array
  readonly lowest: number
  readonly highest: number
  readonly middle: number
  readonly spread: number
  readonly narrowSpread: number
  readonly wideSpread: number
  readonly albedo: Uint8Array
  readonly roughness: Uint8Array
  readonly metalness: Uint8Array
  readonly emission: Uint8Array
}

export interface PaintedBand {
  readonly lowest: number
  readonly highest: number
  readonly glows: boolean
}

export interface FinishTask extends Band {
  readonly field: Float32Array
  readonly width: number
  readonly height: number
  readonly lowest: number
  readonly highest: number
  readonly heightMap: Uint16Array
  readonly normal: Uint8Array
  readonly occlusion: Uint8Array
}

interface Program {
  readonly family: MaterialProgram
  readonly traits: readonly TraitProgram[]
}

// The tables of the last recipe of this thread: its bands come one after another and share them.
let last: { readonly key: string; readonly program: Program } | undefined
let kernels: RowKernels | undefined
let finish: { readonly width: number; readonly run: ReturnType<typeof createFinish> } | undefined

function programOf(recipe: Recipe): Program {
  const key = JSON.stringify(recipe)
  if (last?.key !== key) {
    kernels ??= createRowKernels()
    kernels.reset()
    last = { key, program: compile(recipe, kernels) }
  }
  return last.program
}

/** Family and traits each draw from their own random stream, so adding a trait leaves the rest of the look as it was. */
function compile(recipe: Recipe, kernels: RowKernels): Program {
  const { width, height, colours, seed } = recipe
  const family = families.find(({ id }) => id === recipe.family)!
  // A material that is painted keeps its own colours: those that were given are the paint's.
  const own = recipe.traits.includes('painted') ? [] : colours
  const kitFor = (name: string, colours: readonly string[], strength = 1) =>
    createKit({
      random: createRandom(`${seed}/${name}`),
      ...{ kernels, width, height, colours, strength },
      metallic: family.metallic === true,
    })
  return {
    family: family.build(kitFor(family.id, own)),
    traits: traits
      .filter(({ id }) => recipe.traits.includes(id))
      .map((trait) => trait.build(kitFor(`trait/${trait.id}`, colours, recipe.strengths[trait.id]))),
  }
}

/** First pass: height and masks from position alone. */
export function shapeBand({ recipe, field, masks, from, to }: ShapeTask): void {
  const { width, height } = recipe
  const program = programOf(recipe)
  const { traits } = program
  const stride = 4 + traits.length
  const s = createSample()
  for (let y = from; y < to; y++) {
    s.row = y
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      s.u = x / width
      s.v = y / height
      s.column = x
      s.height = 0
      s.a = 0
      s.b = 0
      s.c = 0
      s.d = 0
      program.family.shape(s)
      const mask = at * stride
      for (let k = 0; k < traits.length; k++) {
        const carve = traits[k]!.carve
        if (carve !== undefined) masks[mask + 4 + k] = clamp01(carve(s)) * 65535 + 0.5
      }
      field[at] = s.height
      masks[mask] = clamp01(s.a) * 65535 + 0.5
      masks[mask + 1] = clamp01(s.b) * 65535 + 0.5
      masks[mask + 2] = clamp01(s.c) * 65535 + 0.5
      masks[mask + 3] = clamp01(s.d) * 65535 + 0.5
    }
  }
}

export function blurRowBand({ input, output, width, from, to, radius }: BlurTask): void {
  blurRows(input, output, width, from, to, radius)
}

export function blurColumnBand({ input, output, width, height, from, to, radius }: BlurTask): void {
  blurColumns(input, output, width, height, from, to, radius)
}

export function measureBand({ field, narrow, wide, width, from, to }: MeasureTask): BandStatistics {
  let lowest = Infinity
  let highest = -Infinity
  let sum = 0
  let squares = 0
  let narrowSquares = 0
  let wideSquares = 0
  for (let at = from * width; at < to * width; at++) {
    const here = field[at]!
    if (here < lowest) lowest = here
    if (here > highest) highest = here
    const n = here - narrow[at]!
    const w = here - wide[at]!
    sum += here
    squares += here * here
    narrowSquares += n * n
    wideSquares += w * w
  }
  return { lowest, highest, sum, squares, narrowSquares, wideSquares }
}

/** Second pass: colour, roughness, metalness and glow, knowing how each point stands against its surroundings. */
export function paintBand(task: PaintTask): PaintedBand {
  const { recipe, field, narrow, wide, masks, from, to } = task
  // Arrays that clamp and round by themselves.
  const [albedo, roughness, metalness, emission] = [task.albedo, task.roughness, task.metalness, task.emission].map(
    ({ buffer, byteOffset, length }) => new Uint8ClampedArray(buffer, byteOffset, length),
  ) as [Uint8ClampedArray, Uint8ClampedArray, Uint8ClampedArray, Uint8ClampedArray]
  const { width, height } = recipe
  const program = programOf(recipe)
  const { traits } = program
  const stride = 4 + traits.length
  const perLevel = 1 / Math.max(1e-9, task.highest - task.lowest)
  const perNarrow = 1 / task.narrowSpread
  const perWide = 1 / task.wideSpread
  let lowest = Infinity
  let highest = -Infinity
  let glows = false
  const s = createSample()
  for (let y = from; y < to; y++) {
    s.row = y
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      const here = field[at]!
      s.u = x / width
      s.v = y / height
      s.column = x
      s.height = here
      const mask = at * stride
      s.a = masks[mask]! / 65535
      s.b = masks[mask + 1]! / 65535
      s.c = masks[mask + 2]! / 65535
      s.d = masks[mask + 3]! / 65535
      s.level = (here - task.lowest) * perLevel
      s.curvature = limit3((here - narrow[at]!) * perNarrow)
      s.prominence = limit3((here - wide[at]!) * perWide)
      s.crevice = clamp01(Math.max(-0.55 * s.curvature, -0.5 * s.prominence) - 0.15)
      s.edge = clamp01(0.55 * s.curvature - 0.2)
      s.smooth = narrow[at]!
      s.surroundings = wide[at]!
      s.middle = task.middle
      s.spread = task.spread
      s.metalness = 0
      s.glowRed = 0
      s.glowGreen = 0
      s.glowBlue = 0
      program.family.paint(s)
      for (let k = 0; k < traits.length; k++) traits[k]!.cover?.(s, masks[mask + 4 + k]! / 65535)
      field[at] = s.height
      if (s.height < lowest) lowest = s.height
      if (s.height > highest) highest = s.height
      albedo[at * 3] = s.red * 255
      albedo[at * 3 + 1] = s.green * 255
      albedo[at * 3 + 2] = s.blue * 255
      roughness[at] = Math.max(0.03, s.roughness) * 255
      metalness[at] = s.metalness * 255
      if (s.glowRed > 0.002 || s.glowGreen > 0.002 || s.glowBlue > 0.002) {
        glows = true
        emission[at * 3] = s.glowRed * 255
        emission[at * 3 + 1] = s.glowGreen * 255
        emission[at * 3 + 2] = s.glowBlue * 255
      }
    }
  }
  return { lowest: Math.fround(lowest), highest: Math.fround(highest), glows }
}

/** Last pass: what follows from the finished height. */
export function finishBand(task: FinishTask): void {
  const { width } = task
  if (finish?.width !== width) finish = { width, run: createFinish(width) }
  finish.run(task)
}

function limit3(x: number): number {
  return x < -3 ? -3 : x > 3 ? 3 : x
}
