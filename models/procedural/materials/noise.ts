import { cos, sin } from '../exact-math.ts'
import { createRandom } from '../random.ts'

/** A number for every point of the tile; u and v are fractions of its width and height and may run over: everything wraps. */
export type Field = (u: number, v: number) => number

/** How many lattice cells fit across the tile: [along the width, along the height], both whole so that the lattice closes. */
export type Cells = readonly [columns: number, rows: number]

const SIZE = 2048
const MASK = SIZE - 1
const permutation = shuffled()
const gradientX = new Float64Array(SIZE)
const gradientY = new Float64Array(SIZE)
const unit = new Float64Array(SIZE)
for (let i = 0; i < SIZE; i++) {
  gradientX[i] = cos((i * 6.283185307179586) / SIZE)
  gradientY[i] = sin((i * 6.283185307179586) / SIZE)
  unit[i] = (permutation[i]! + 0.5) / SIZE
}

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

/** Perlin's gradient noise on a lattice that closes after nx × ny cells, about -1..1; u, v in [0, 1). */
export function gradientNoise(u: number, v: number, nx: number, ny: number, keyX: number, keyY: number): number {
  const x = u * nx
  const y = v * ny
  const x0 = x | 0
  const y0 = y | 0
  const fx = x - x0
  const fy = y - y0
  const x1 = x0 + 1 >= nx ? 0 : x0 + 1
  const y1 = y0 + 1 >= ny ? 0 : y0 + 1
  const left = permutation[(x0 ^ keyX) & MASK]! ^ keyY
  const right = permutation[(x1 ^ keyX) & MASK]! ^ keyY
  const h00 = permutation[(left ^ y0) & MASK]!
  const h10 = permutation[(right ^ y0) & MASK]!
  const h01 = permutation[(left ^ y1) & MASK]!
  const h11 = permutation[(right ^ y1) & MASK]!
  const sx = fx * fx * fx * (fx * (fx * 6 - 15) + 10)
  const sy = fy * fy * fy * (fy * (fy * 6 - 15) + 10)
  const n00 = gradientX[h00]! * fx + gradientY[h00]! * fy
  const n10 = gradientX[h10]! * (fx - 1) + gradientY[h10]! * fy
  const n01 = gradientX[h01]! * fx + gradientY[h01]! * (fy - 1)
  const n11 = gradientX[h11]! * (fx - 1) + gradientY[h11]! * (fy - 1)
  const top = n00 + (n10 - n00) * sx
  const bottom = n01 + (n11 - n01) * sx
  return (top + (bottom - top) * sy) * Math.SQRT2
}

export interface Octaves {
  readonly cells: Cells
  /** As many as given, or down to the finest lattice that the pixels can show. */
  readonly octaves: number
  /** How much weaker each finer octave is. */
  readonly gain: number
  /** Lattices finer than this many columns are left out; their mean is 0, so the look does not change. */
  readonly finest: number
  readonly random: () => number
}

interface Lattices {
  readonly count: number
  readonly nx: Int32Array
  readonly ny: Int32Array
  readonly keys: Int32Array
  readonly offsets: Float64Array
  readonly amplitudes: Float64Array
}

/** The lattice of each octave. Each is shifted at random, or their common zeros would show as a grid of dots. */
function layLattices({ cells, octaves, gain, finest, random }: Octaves): Lattices {
  const total = Math.min(octaves, 12)
  const nx = new Int32Array(total)
  const ny = new Int32Array(total)
  const keys = new Int32Array(total * 2)
  const offsets = new Float64Array(total * 2)
  const amplitudes = new Float64Array(total)
  let count = 0
  let power = 0
  let amplitude = 1
  for (let i = 0; i < total; i++) {
    nx[i] = cells[0] * 2 ** i
    ny[i] = cells[1] * 2 ** i
    amplitudes[i] = amplitude
    power += amplitude * amplitude
    amplitude *= gain
    for (let k = 0; k < 2; k++) {
      keys[i * 2 + k] = Math.floor(random() * SIZE)
      offsets[i * 2 + k] = random()
    }
    if (Math.max(nx[i]!, ny[i]!) <= finest || i === 0) count = i + 1
  }
  // The standard deviation of one octave is about 0.36; octaves are independent, so their powers add up.
  const scale = 1 / Math.sqrt(power)
  for (let i = 0; i < total; i++) amplitudes[i]! *= scale
  return { count, nx, ny, keys, offsets, amplitudes }
}

/** Sum of octaves of gradient noise around 0; most values lie in -0.8..0.8 whatever the number of octaves. */
export function fractalNoise(octaves: Octaves): Field {
  const { count, nx, ny, keys, offsets, amplitudes } = layLattices(octaves)
  return (u, v) => {
    const wu = wrap01(u)
    const wv = wrap01(v)
    let sum = 0
    for (let i = 0; i < count; i++) {
      let x = wu + offsets[i * 2]!
      let y = wv + offsets[i * 2 + 1]!
      if (x >= 1) x -= 1
      if (y >= 1) y -= 1
      sum += amplitudes[i]! * gradientNoise(x, y, nx[i]!, ny[i]!, keys[i * 2]!, keys[i * 2 + 1]!)
    }
    return sum
  }
}

/** Musgrave's ridged multifractal: sharp crests whose flanks carry finer crests; about 0..1, crests near 1. */
export function ridgedNoise(octaves: Octaves): Field {
  const { count, nx, ny, keys, offsets } = layLattices(octaves)
  const { gain } = octaves
  let total = 0
  for (let i = 0, amplitude = 1; i < Math.min(octaves.octaves, 12); i++, amplitude *= gain) total += amplitude
  return (u, v) => {
    const wu = wrap01(u)
    const wv = wrap01(v)
    let sum = 0
    let amplitude = 1
    let weight = 1
    for (let i = 0; i < count; i++) {
      let x = wu + offsets[i * 2]!
      let y = wv + offsets[i * 2 + 1]!
      if (x >= 1) x -= 1
      if (y >= 1) y -= 1
      const n = 1 - Math.abs(gradientNoise(x, y, nx[i]!, ny[i]!, keys[i * 2]!, keys[i * 2 + 1]!))
      const crest = n * n * weight
      sum += crest * amplitude
      weight = crest > 0.5 ? 1 : crest * 2
      amplitude *= gain
    }
    return sum / total
  }
}

/** What cellular noise knows about a point. Lengths are in columns of the lattice. */
export interface Cell {
  /** Distances to the nearest and the second nearest feature point. */
  near: number
  second: number
  /** Distance to the border of the Voronoi cell, rounded at the corners by `rounding`. 0 unless borders were asked for. */
  border: number
  /** From the feature point to here. */
  x: number
  y: number
  /** 0..2047, the same for the whole cell; see unitOf. */
  id: number
}

export interface CellularOptions {
  readonly cells: Cells
  /** Height of the tile over its width: keeps cells round when rows and columns are not square. */
  readonly ratio: number
  /** 0: a square lattice, 1: feature points anywhere in their cell. */
  readonly jitter: number
  /** Odd rows shifted by half a column, which with little jitter gives hexagons; needs an even number of rows. */
  readonly staggered?: boolean
  readonly borders?: boolean
  readonly rounding?: number
  readonly random: () => number
}

/** Worley's cellular noise. The returned object is the same one at every call. */
export function cellularNoise(options: CellularOptions): (u: number, v: number) => Cell {
  const { ratio, jitter, staggered = false, borders = false, rounding = 0, random } = options
  const [nx, ny] = options.cells
  const keyX = Math.floor(random() * SIZE)
  const keyY = Math.floor(random() * SIZE)
  const tall = (ratio * nx) / ny // height of a row in columns
  const margin = (1 - jitter) / 2
  const cell: Cell = { near: 0.5, second: 0.5, border: 0.5, x: 0.5, y: 0.5, id: 0 }
  return (u, v) => {
    const px = wrap01(u) * nx
    const py = wrap01(v) * ny
    const cx = px | 0
    const cy = py | 0
    let near = 1e9
    let second = 1e9
    let nearX = 0
    let nearY = 0
    let nearColumn = 0
    let nearRow = 0
    let id = 0
    for (let j = -1; j <= 1; j++) {
      const row = cy + j
      const wrappedRow = wrapIndex(row, ny)
      const shift = staggered && (wrappedRow & 1) === 1 ? 0.5 : 0
      for (let i = -1; i <= 1; i++) {
        const column = cx + i
        const wrappedColumn = wrapIndex(column, nx)
        const hash = permutation[(permutation[(wrappedColumn ^ keyX) & MASK]! ^ wrappedRow ^ keyY) & MASK]!
        const dx = column + shift + margin + jitter * unit[hash]! - px
        const dy = (row + margin + jitter * unit[hash ^ 1365]! - py) * tall
        const d = dx * dx + dy * dy
        if (d < near) {
          second = near
          near = d
          nearX = dx
          nearY = dy
          nearColumn = i
          nearRow = j
          id = hash
        } else if (d < second) second = d
      }
    }
    let border = 0
    if (borders) {
      border = 1e9
      for (let j = nearRow - 2; j <= nearRow + 2; j++) {
        const row = cy + j
        const wrappedRow = wrapIndex(row, ny)
        const shift = staggered && (wrappedRow & 1) === 1 ? 0.5 : 0
        for (let i = nearColumn - 2; i <= nearColumn + 2; i++) {
          if (i === nearColumn && j === nearRow) continue
          const column = cx + i
          const wrappedColumn = wrapIndex(column, nx)
          const hash = permutation[(permutation[(wrappedColumn ^ keyX) & MASK]! ^ wrappedRow ^ keyY) & MASK]!
          const dx = column + shift + margin + jitter * unit[hash]! - px
          const dy = (row + margin + jitter * unit[hash ^ 1365]! - py) * tall
          const ex = dx - nearX
          const ey = dy - nearY
          const length = Math.sqrt(ex * ex + ey * ey)
          // Distance to the perpendicular bisector between the nearest point and this one.
          const d = ((nearX + dx) * ex + (nearY + dy) * ey) / (2 * length)
          if (d < border + rounding) {
            if (rounding > 0) {
              const gap = rounding - Math.abs(border - d)
              border = Math.min(border, d) - (gap > 0 ? (gap * gap * 0.25) / rounding : 0)
            } else border = d
          }
        }
      }
    }
    cell.near = Math.sqrt(near)
    cell.second = Math.sqrt(second)
    cell.border = border
    cell.x = -nearX
    cell.y = -nearY
    cell.id = id
    return cell
  }
}
