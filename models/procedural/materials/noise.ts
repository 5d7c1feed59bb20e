import { cos, sin } from '../exact-math.ts'
import { createRandom } from '../random.ts'

/** A number for every point of the tile; u and v are fractions of its width and height and may run over: everything wraps. */
export type Field = (u: number, v: number) => number

/** How many lattice cells fit across the tile: [along the width, along the height], both whole so that the lattice closes. */
export type Cells = readonly [columns: number, rows: number]

const SIZE = 2048
const MASK = SIZE - 1
export const permutation = shuffled()
// 256 directions: few enough to stay in the first-level cache, many enough not to show.
const gradientX = new Float64Array(256)
const gradientY = new Float64Array(256)
for (let i = 0; i < 256; i++) {
  gradientX[i] = cos((i * 6.283185307179586) / 256) * Math.SQRT2
  gradientY[i] = sin((i * 6.283185307179586) / 256) * Math.SQRT2
}
export const unit = Float64Array.from(permutation, (value) => (value + 0.5) / SIZE)

function shuffled(): Uint16Array {
  const random = createRandom(0x6e6f6973)
  const table = Uint16Array.from({ length: SIZE }, (_, i) => i)
  for (let i = SIZE - 1; i > 0; i--) {
    const j = random.integer(0, i)
    const held = table[i]!
    table[i] = table[j]!
    table[j] = held
  }
  return table
}

/** A hash in 0..2047 of a lattice point, under a key of two numbers. */
export function hashCell(x: number, y: number, keyX: number, keyY: number): number {
  return permutation[(permutation[(x ^ keyX) & MASK]! ^ y ^ keyY) & MASK]!
}

/** The nth independent number in (0, 1) that belongs to a hash. */
export function unitOf(hash: number, nth: number): number {
  return unit[(permutation[(hash + nth * 389) & MASK]! ^ (nth * 1021)) & MASK]!
}

export function wrap01(x: number): number {
  const wrapped = x - Math.floor(x)
  return wrapped >= 1 ? 0 : wrapped
}

/** The index of a lattice of n that i falls on; made for i a few steps outside, where it beats a remainder. */
export function wrapIndex(i: number, n: number): number {
  while (i < 0) i += n
  while (i >= n) i -= n
  return i
}

/** The pixel that a pass is at. Fields asked for just this point answer from a whole row that they work out at once. */
export interface Scan {
  readonly width: number
  x: number
  u: number
  v: number
}

export interface Octaves {
  readonly scan: Scan
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
}

/** Perlin's gradient noise, one lattice per octave. Each is shifted at random, or their common zeros would show as dots. */
function layLattices({ cells, octaves, gain, finest, random }: Octaves): Lattices {
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

  return { count, amplitudes, table, keys, values: new Float64Array(total) }
}

// Functions of their own, not closures over a lattice: called from everywhere, they can only be inlined this way (2 × faster).

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

/** Writes the noise of every octave at a point to `values`, each about -1..1. */
function samplePoint({ table, keys, count, values }: Lattices, u: number, v: number): void {
  const wu = u - Math.floor(u)
  const wv = v - Math.floor(v)
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

/** Adds the noise of one octave, times `amplitude`, to every pixel of a row. */
function addRow({ table, keys }: Lattices, octave: number, v: number, amplitude: number, row: Float64Array): void {
  const at = octave * STRIDE
  const columns = table[at + COLUMNS]!
  const shift = table[at + SHIFT_U]!
  const width = row.length
  const perPixel = 1 / width
  let y = v - Math.floor(v) + table[at + SHIFT_V]!
  y = (y >= 1 ? y - 1 : y) * table[at + ROWS]!
  const y0 = y | 0
  const fy = y - y0
  const sy = fy * fy * fy * (fy * (fy * 6 - 15) + 10)
  const g = at + GRADIENTS
  for (let i = 0; i < width; ) {
    const base = i * perPixel + shift >= 1 ? shift - 1 : shift
    const x0 = ((i * perPixel + base) * columns) | 0
    // The pixels up to `end` lie in this cell of the lattice.
    let end = Math.min(width, Math.ceil(((x0 + 1) / columns - base) * width))
    while (end < width && (end * perPixel + base) * columns < x0 + 1) end++
    if (end <= i) end = i + 1
    enter(table, keys, octave, x0, y0)
    // Both sides of the cell, mixed along y: slope and offset as functions of x.
    const leftSlope = amplitude * (table[g]! + (table[g + 4]! - table[g]!) * sy)
    const left = amplitude * (table[g + 1]! * fy + (table[g + 5]! * (fy - 1) - table[g + 1]! * fy) * sy)
    const rightSlope = amplitude * (table[g + 2]! + (table[g + 6]! - table[g + 2]!) * sy)
    const right = amplitude * (table[g + 3]! * fy + (table[g + 7]! * (fy - 1) - table[g + 3]! * fy) * sy) - rightSlope
    for (; i < end; i++) {
      const fx = (i * perPixel + base) * columns - x0
      const from = leftSlope * fx + left
      row[i]! += from + (rightSlope * fx + right - from) * (fx * fx * fx * (fx * (fx * 6 - 15) + 10))
    }
  }
}

/** Answers for the pixel of the scan from a row that `fill` works out when the row is new, for other points from `point`. */
function byRows(scan: Scan, fill: (v: number, row: Float64Array) => void, point: Field): Field {
  const row = new Float64Array(scan.width)
  let rowV = -1
  return (u, v) => {
    if (u !== scan.u || v !== scan.v) return point(u, v)
    if (v !== rowV) {
      fill(v, row)
      rowV = v
    }
    return row[scan.x]!
  }
}

/** Sum of octaves of gradient noise around 0; most values lie in -0.8..0.8 whatever the number of octaves. */
export function fractalNoise(octaves: Octaves): Field {
  const lattices = layLattices(octaves)
  const { count, amplitudes, values } = lattices
  const fill = (v: number, row: Float64Array) => {
    row.fill(0)
    for (let i = 0; i < count; i++) addRow(lattices, i, v, amplitudes[i]!, row)
  }
  return byRows(octaves.scan, fill, (u, v) => {
    samplePoint(lattices, u, v)
    let sum = 0
    for (let i = 0; i < count; i++) sum += amplitudes[i]! * values[i]!
    return sum
  })
}

/** Musgrave's ridged multifractal: sharp crests whose flanks carry finer crests; about 0..1, crests near 1. */
export function ridgedNoise(octaves: Octaves): Field {
  const lattices = layLattices(octaves)
  const { count, values } = lattices
  const { gain } = octaves
  let total = 0
  for (let i = 0, amplitude = 1; i < Math.min(octaves.octaves, 12); i++, amplitude *= gain) total += amplitude
  const octave = new Float64Array(octaves.scan.width)
  const weights = new Float64Array(octaves.scan.width)
  const fill = (v: number, row: Float64Array) => {
    row.fill(0)
    weights.fill(1)
    let amplitude = 1 / total
    for (let i = 0; i < count; i++) {
      octave.fill(0)
      addRow(lattices, i, v, 1, octave)
      for (let x = 0; x < row.length; x++) {
        const n = 1 - Math.abs(octave[x]!)
        const crest = n * n * weights[x]!
        row[x]! += crest * amplitude
        weights[x] = crest > 0.5 ? 1 : crest * 2
      }
      amplitude *= gain
    }
  }
  return byRows(octaves.scan, fill, (u, v) => {
    samplePoint(lattices, u, v)
    let sum = 0
    let amplitude = 1 / total
    let weight = 1
    for (let i = 0; i < count; i++) {
      const n = 1 - Math.abs(values[i]!)
      const crest = n * n * weight
      sum += crest * amplitude
      weight = crest > 0.5 ? 1 : crest * 2
      amplitude *= gain
    }
    return sum
  })
}
