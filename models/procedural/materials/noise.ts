import { cos, sin } from '../exact-math.ts'
import { hashCell, SIZE } from './hash.ts'
import type { Sample } from './sample.ts'
import type { RowKernels } from './wasm/row-kernels.ts'

/** How many lattice cells fit across the tile: [along the width, along the height], both whole so that the lattice closes. */
export type Cells = readonly [columns: number, rows: number]

// 256 directions: few enough to stay in the first-level cache, many enough not to show.
const gradientX = new Float64Array(256)
const gradientY = new Float64Array(256)
for (let i = 0; i < 256; i++) {
  gradientX[i] = cos((i * 6.283185307179586) / 256) * Math.SQRT2
  gradientY[i] = sin((i * 6.283185307179586) / 256) * Math.SQRT2
}

/** A number for every point of the tile. Whole rows of pixels are worked out at once (`here`), other points one by one (`at`). */
export interface Field {
  /** The row that `values` hold. */
  row: number
  readonly values: Float32Array
  readonly lattices: Lattices
  readonly fillRow: (field: Field, v: number) => void
  readonly samplePoint: (field: Field) => void
}

/** The field at the pixel that the pass is at. */
export function here(field: Field, s: Sample): number {
  if (field.row !== s.row) {
    field.fillRow(field, s.v)
    field.row = s.row
  }
  return field.values[s.column]!
}

/** A point and the field there: numbers handed over in an array are not boxed, as arguments of a call are. */
const point = new Float64Array(3)

/** The field anywhere; u and v are fractions of the tile's width and height and may run over: everything wraps. */
export function at(field: Field, u: number, v: number): number {
  point[0] = u
  point[1] = v
  field.samplePoint(field)
  return point[2]!
}

export interface Octaves {
  /** Pixels of a row. */
  readonly width: number
  readonly kernels: RowKernels
  readonly cells: Cells
  /** As many as given, or down to the finest lattice that the pixels can show. */
  readonly octaves: number
  /** How much weaker each finer octave is. */
  readonly gain: number
  /** Lattices finer than this many columns are left out; their mean is 0, so the look does not change. */
  readonly finest: number
  readonly random: () => number
}

/** What an octave keeps in the table: its shift, its lattice, the lattice cell it was last asked for and that cell's gradients. */
const SHIFT_U = 0
const SHIFT_V = 1
const COLUMNS = 2
const ROWS = 3
const CELL_X = 4
const CELL_Y = 5
const GRADIENTS = 6
const STRIDE = 14

interface Lattices {
  readonly count: number
  readonly amplitudes: Float64Array
  readonly table: Float64Array
  readonly keys: Int32Array
  readonly values: Float64Array
  readonly kernels: RowKernels
  readonly width: number
  /** Addresses in the memory of the kernels: the row, and what the lattice columns add to it. */
  readonly row: number
  readonly columns: number
  /** For ridges: how strongly each pixel's next octave counts. */
  readonly weights: number
  readonly rows: readonly LatticeRow[]
}

/** What the kernels need of an octave, as addresses: gradients of two lattice rows; of each pixel its column and place in it. */
interface LatticeRow {
  readonly gradients: number
  readonly columnOf: number
  readonly fractions: number
  /** The lattice row above whose gradients are there. */
  y: number
}

/** Sum of octaves of gradient noise around 0; most values lie in -0.8..0.8 whatever the number of octaves. */
export function fractalNoise(octaves: Octaves): Field {
  return createField(layLattices(octaves), fillFractal, sampleFractal)
}

/** Musgrave's ridged multifractal: sharp crests whose flanks carry finer crests; about 0..1, crests near 1. */
export function ridgedNoise(octaves: Octaves): Field {
  const lattices = layLattices(octaves)
  let total = 0
  for (let i = 0, amplitude = 1; i < lattices.amplitudes.length; i++, amplitude *= octaves.gain) total += amplitude
  for (let i = 0, amplitude = 1 / total; i < lattices.amplitudes.length; i++, amplitude *= octaves.gain)
    lattices.amplitudes[i] = amplitude
  return createField(lattices, fillRidged, sampleRidged)
}

function createField(lattices: Lattices, fillRow: Field['fillRow'], samplePoint: Field['samplePoint']): Field {
  const { kernels, row, width } = lattices
  return { row: -1, values: kernels.floats.subarray(row / 4, row / 4 + width), lattices, fillRow, samplePoint }
}

/** Perlin's gradient noise, one lattice per octave. Each is shifted at random, or their common zeros would show as dots. */
function layLattices({ cells, octaves, gain, finest, random, width, kernels }: Octaves): Lattices {
  const total = Math.min(octaves, 12)
  const keys = new Int32Array(total * 2)
  const table = new Float64Array(total * STRIDE)
  const amplitudes = new Float64Array(total)
  let count = 0
  let power = 0
  let amplitude = 1
  for (let i = 0; i < total; i++) {
    const at = i * STRIDE
    table[at + COLUMNS] = cells[0] * 2 ** i
    table[at + ROWS] = cells[1] * 2 ** i
    amplitudes[i] = amplitude
    power += amplitude * amplitude
    amplitude *= gain
    for (let k = 0; k < 2; k++) {
      keys[i * 2 + k] = Math.floor(random() * SIZE)
      table[at + SHIFT_U + k] = random()
    }
    table[at + CELL_X] = -1
    if (Math.max(table[at + COLUMNS]!, table[at + ROWS]!) <= finest || i === 0) count = i + 1
  }
  // The standard deviation of one octave is about 0.36; octaves are independent, so their powers add up.
  const scale = 1 / Math.sqrt(power)
  for (let i = 0; i < total; i++) amplitudes[i]! *= scale
  const columns = kernels.allocate(2 * (table[(count - 1) * STRIDE + COLUMNS]! + 4))
  const rows = Array.from({ length: count }, (_, i) => {
    const at = i * STRIDE
    return layRow({ columns: table[at + COLUMNS]!, shift: table[at + SHIFT_U]!, width, kernels, out: columns })
  })
  const [row, weights] = [kernels.allocate(width), kernels.allocate(width)]
  return {
    count,
    amplitudes,
    table,
    keys,
    values: new Float64Array(total),
    kernels,
    width,
    row,
    columns,
    weights,
    rows,
  }
}

interface RowToLay {
  readonly columns: number
  readonly shift: number
  readonly width: number
  readonly kernels: RowKernels
  /** Where what the columns add will lie: two numbers each. */
  readonly out: number
}

function layRow({ columns, shift, width, kernels, out }: RowToLay): LatticeRow {
  const { integers, floats } = kernels
  const [columnOf, fractions] = [kernels.allocate(width), kernels.allocate(width)]
  for (let i = 0; i < width; i++) {
    const u = i / width + shift
    const x = (u >= 1 ? u - 1 : u) * columns
    const column = Math.min(Math.floor(x), columns - 1)
    integers[columnOf / 4 + i] = out + column * 8
    floats[fractions / 4 + i] = x - column
  }
  return { gradients: kernels.allocate(4 * planeOf(columns)), columnOf, fractions, y: -1 }
}

/** Numbers from one plane of gradients to the next: one for each column, the first again, and what the kernels read over. */
function planeOf(columns: number): number {
  return columns + 5
}

/** Prepares an octave for a row of pixels: afterwards `columns` says what its lattice columns add. */
function enterRow(lattices: Lattices, octave: number, v: number, amplitude: number): LatticeRow {
  const { table, keys, kernels, rows } = lattices
  const at = octave * STRIDE
  const columns = table[at + COLUMNS]!
  const lattice = rows[octave]!
  let y = v - Math.floor(v) + table[at + SHIFT_V]!
  y = (y >= 1 ? y - 1 : y) * table[at + ROWS]!
  const y0 = y | 0
  const fy = y - y0
  if (lattice.y !== y0) {
    lattice.y = y0
    const y1 = y0 + 1 >= table[at + ROWS]! ? 0 : y0 + 1
    const from = lattice.gradients / 4
    const plane = planeOf(columns)
    const { floats } = kernels
    for (let x = 0; x <= columns; x++) {
      const column = x === columns ? 0 : x
      const above = hashCell(column, y0, keys[octave * 2]!, keys[octave * 2 + 1]!) & 255
      const below = hashCell(column, y1, keys[octave * 2]!, keys[octave * 2 + 1]!) & 255
      floats[from + x] = gradientX[above]!
      floats[from + plane + x] = gradientY[above]!
      floats[from + 2 * plane + x] = gradientX[below]!
      floats[from + 3 * plane + x] = gradientY[below]!
    }
  }
  const sy = fy * fy * fy * (fy * (fy * 6 - 15) + 10)
  kernels.columns(columns + 1, lattice.gradients, planeOf(columns) * 4, lattices.columns, amplitude, fy, sy)
  return lattice
}

function fillFractal({ lattices, values }: Field, v: number): void {
  const { count, amplitudes, kernels, width, row } = lattices
  values.fill(0)
  for (let i = 0; i < count; i++) {
    const { columnOf, fractions } = enterRow(lattices, i, v, amplitudes[i]!)
    kernels.octave(width, row, columnOf, fractions)
  }
}

function fillRidged({ lattices, values }: Field, v: number): void {
  const { count, amplitudes, kernels, width, row, weights } = lattices
  values.fill(0)
  kernels.floats.fill(1, weights / 4, weights / 4 + width)
  for (let i = 0; i < count; i++) {
    const { columnOf, fractions } = enterRow(lattices, i, v, 1)
    kernels.ridge(width, row, columnOf, fractions, weights, amplitudes[i]!)
  }
}

function sampleFractal({ lattices }: Field): void {
  sampleOctaves(lattices)
  const { count, amplitudes, values } = lattices
  let sum = 0
  for (let i = 0; i < count; i++) sum += amplitudes[i]! * values[i]!
  point[2] = sum
}

function sampleRidged({ lattices }: Field): void {
  sampleOctaves(lattices)
  const { count, amplitudes, values } = lattices
  let sum = 0
  let weight = 1
  for (let i = 0; i < count; i++) {
    const n = 1 - Math.abs(values[i]!)
    const crest = n * n * weight
    sum += crest * amplitudes[i]!
    weight = crest > 0.5 ? 1 : crest * 2
  }
  point[2] = sum
}

/** Puts the four gradients of a lattice cell into the table; most neighbouring pixels share them. */
function enter(table: Float64Array, keys: Int32Array, octave: number, x0: number, y0: number): void {
  const at = octave * STRIDE
  table[at + CELL_X] = x0
  table[at + CELL_Y] = y0
  const keyX = keys[octave * 2]!
  const keyY = keys[octave * 2 + 1]!
  const x1 = x0 + 1 >= table[at + COLUMNS]! ? 0 : x0 + 1
  const y1 = y0 + 1 >= table[at + ROWS]! ? 0 : y0 + 1
  for (let k = 0; k < 4; k++) {
    const hash = hashCell((k & 1) === 0 ? x0 : x1, k < 2 ? y0 : y1, keyX, keyY) & 255
    table[at + GRADIENTS + k * 2] = gradientX[hash]!
    table[at + GRADIENTS + k * 2 + 1] = gradientY[hash]!
  }
}

/** Writes the noise of every octave at the point to `values`, each about -1..1. */
function sampleOctaves({ table, keys, count, values }: Lattices): void {
  const wu = point[0]! - Math.floor(point[0]!)
  const wv = point[1]! - Math.floor(point[1]!)
  for (let octave = 0, at = 0; octave < count; octave++, at += STRIDE) {
    let x = wu + table[at + SHIFT_U]!
    let y = wv + table[at + SHIFT_V]!
    x = (x >= 1 ? x - 1 : x) * table[at + COLUMNS]!
    y = (y >= 1 ? y - 1 : y) * table[at + ROWS]!
    const x0 = x | 0
    const y0 = y | 0
    const fx = x - x0
    const fy = y - y0
    if (x0 !== table[at + CELL_X]! || y0 !== table[at + CELL_Y]!) enter(table, keys, octave, x0, y0)
    const g = at + GRADIENTS
    const sx = fx * fx * fx * (fx * (fx * 6 - 15) + 10)
    const sy = fy * fy * fy * (fy * (fy * 6 - 15) + 10)
    const top = table[g]! * fx + table[g + 1]! * fy
    const topRight = table[g + 2]! * (fx - 1) + table[g + 3]! * fy
    const bottom = table[g + 4]! * fx + table[g + 5]! * (fy - 1)
    const bottomRight = table[g + 6]! * (fx - 1) + table[g + 7]! * (fy - 1)
    const upper = top + (topRight - top) * sx
    values[octave] = upper + (bottom + (bottomRight - bottom) * sx - upper) * sy
  }
}
