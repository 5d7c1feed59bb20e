import { cos, sin } from '../exact-math.ts'
import { createRandom } from '../random.ts'
import { hashCell, wrap01, wrapIndex } from './hash.ts'
import type { Cells } from './noise.ts'

/** A piece of a layout under a point. The returned object is the same one at every call. */
export interface Piece {
  /** Distance to the border of the piece, in tile widths. */
  edge: number
  /** Position inside the piece, 0..1 each. */
  x: number
  y: number
  /** Size of the piece, in tile widths. */
  width: number
  height: number
  /** 0..2047, the same for the whole piece; see unitOf. */
  id: number
}

export type Layout = (u: number, v: number) => Piece

function createPiece(): Piece {
  return { edge: 0.5, x: 0.5, y: 0.5, width: 0.5, height: 0.5, id: 0 }
}

export interface CoursesOptions {
  /** Pieces per row and rows: brick courses, ashlar, planks (upright with `turned`). */
  readonly cells: Cells
  readonly ratio: number
  /** 'half' is a running bond (wants an even number of rows), 'random' shifts every row anyhow. */
  readonly shift: 'none' | 'half' | 'random'
  /** How far borders stray from an even division, 0..1. */
  readonly jitterRows?: number
  readonly jitterJoints?: number
  /** Rows run from top to bottom instead. */
  readonly turned?: boolean
  readonly random: () => number
}

/** Rows of pieces that close around the tile. */
export function courses(options: CoursesOptions): Layout {
  const { cells, ratio, shift, jitterRows = 0, jitterJoints = 0, turned = false, random } = options
  const [perRow, rows] = cells
  const rowLength = turned ? ratio : 1 // tile widths
  const rowsDepth = turned ? 1 : ratio
  const borders = division(rows, jitterRows, random)
  const joints = Array.from({ length: rows }, () => division(perRow, jitterJoints, random))
  const shifts = Array.from({ length: rows }, (_, row) =>
    shift === 'half' ? ((row & 1) * 0.5) / perRow : shift === 'random' ? random() : 0,
  )
  const keyX = Math.floor(random() * 2048)
  const keyY = Math.floor(random() * 2048)
  const piece = createPiece()
  return (u, v) => {
    const along = wrap01(turned ? v : u)
    const across = wrap01(turned ? u : v)
    const row = indexIn(borders, across)
    const line = joints[row]!
    const shifted = wrap01(along + shifts[row]!)
    const column = indexIn(line, shifted)
    const x = (shifted - line[column]!) * rowLength
    const y = (across - borders[row]!) * rowsDepth
    piece.width = (line[column + 1]! - line[column]!) * rowLength
    piece.height = (borders[row + 1]! - borders[row]!) * rowsDepth
    piece.edge = Math.min(Math.min(x, piece.width - x), Math.min(y, piece.height - y))
    piece.x = x / piece.width
    piece.y = y / piece.height
    piece.id = hashCell(column, row, keyX, keyY)
    return piece
  }
}

/** n + 1 borders from 0 to 1. */
function division(n: number, jitter: number, random: () => number): Float64Array {
  const borders = new Float64Array(n + 1)
  for (let i = 1; i < n; i++) borders[i] = (i + jitter * (random() - 0.5) * 0.9) / n
  borders[n] = 1
  return borders
}

/** The piece of a division that x in [0, 1) lies in: the even guess is off by at most one. */
function indexIn(borders: Float64Array, x: number): number {
  const n = borders.length - 1
  let i = Math.min((x * n) | 0, n - 1)
  if (x < borders[i]!) i--
  else if (i < n - 1 && x >= borders[i + 1]!) i++
  return i
}

export interface PanelsOptions {
  readonly ratio: number
  /** Full-width bands that everything else is cut from; their own cuts do not line up, so the tile's border is no seam. */
  readonly bands: number
  /** Panels are cut until they are smaller than this, tile widths. */
  readonly size: number
  readonly random: () => number
}

/** Rectangles of many sizes by random guillotine cuts, as on a ship's hull, closing around the tile. */
export function panels({ ratio, bands, size, random }: PanelsOptions): Layout {
  const pieces: { x: number; y: number; width: number; height: number; id: number }[] = []
  const borders = division(bands, 0.7, random)
  const shifts: number[] = []
  const perBand: number[][] = []
  for (let band = 0; band < bands; band++) {
    shifts.push(random())
    const list: number[] = []
    cut(0, borders[band]! * ratio, 1, (borders[band + 1]! - borders[band]!) * ratio, list, 0)
    perBand.push(list)
  }

  function cut(x: number, y: number, width: number, height: number, list: number[], depth: number): void {
    const longer = Math.max(width, height)
    const shorter = Math.min(width, height)
    const done =
      longer < size * 1.1 || (longer < size * 2.6 && shorter < size * 0.55) || (longer < size * 2 && random() < 0.22)
    if (depth > 12 || (done && depth > 1)) {
      list.push(pieces.length)
      pieces.push({ x, y, width, height, id: Math.floor(random() * 2048) })
      return
    }
    const at = 0.5 + (random() - 0.5) * (random() < 0.6 ? 0.12 : 0.6)
    if (width > height * (0.75 + random() * 0.5)) {
      cut(x, y, width * at, height, list, depth + 1)
      cut(x + width * at, y, width * (1 - at), height, list, depth + 1)
    } else {
      cut(x, y, width, height * at, list, depth + 1)
      cut(x, y + height * at, width, height * (1 - at), list, depth + 1)
    }
  }

  const piece = createPiece()
  const shiftDown = random()
  let last = pieces[0]!
  return (u, v) => {
    const y = wrap01(v + shiftDown)
    const band = indexIn(borders, y)
    const px = wrap01(u + shifts[band]!)
    const py = y * ratio
    if (!(px >= last.x && px < last.x + last.width && py >= last.y && py < last.y + last.height)) {
      for (const index of perBand[band]!) {
        const candidate = pieces[index]!
        if (
          px >= candidate.x &&
          px < candidate.x + candidate.width &&
          py >= candidate.y &&
          py < candidate.y + candidate.height
        ) {
          last = candidate
          break
        }
      }
    }
    const x = px - last.x
    const down = py - last.y
    piece.width = last.width
    piece.height = last.height
    piece.edge = Math.max(0, Math.min(Math.min(x, last.width - x), Math.min(down, last.height - down)))
    piece.x = x / last.width
    piece.y = down / last.height
    piece.id = last.id
    return piece
  }
}

/** One of many stamps strewn over the tile. The returned object is the same one at every call. */
export interface Stroke {
  /** 1 on the middle line, falling to 0 at the rim; 0 where there is none. */
  value: number
  /** 0 at the root, 1 at the tip. */
  along: number
  /** -1..1 from one side to the other. */
  side: number
  id: number
}

export interface StrokesOptions {
  readonly cells: Cells
  readonly ratio: number
  /** Of a stroke, in columns of the lattice, at most 1.6; drawn between the two. */
  readonly length: readonly [number, number]
  /** Half the width, in columns. */
  readonly width: readonly [number, number]
  /** Middle direction and spread, in turns. */
  readonly angle?: number
  readonly spread?: number
  /** How much strokes bend sideways, in columns. */
  readonly bend?: number
  /** How many of the lattice's cells carry one, 0..1. */
  readonly density?: number
  /** 'taper' narrows towards the tip (blades), 'both' towards both ends (scratches), 'none' keeps the width. */
  readonly taper?: 'none' | 'taper' | 'both'
  /** Where strokes cross: the one on top by its own rank, or the strongest. */
  readonly order?: 'rank' | 'strongest'
  readonly random: () => number
}

/** Line-shaped stamps, one per lattice cell: scratches, blades of grass, fibres, needles. */
export function strokes(options: StrokesOptions): (u: number, v: number) => Stroke {
  const { cells, ratio, length, width, angle = 0, spread = 1, bend = 0, density = 1, random } = options
  const { taper = 'both', order = 'strongest' } = options
  const [nx, ny] = cells
  const tall = (ratio * nx) / ny
  const keyX = Math.floor(random() * 2048)
  const keyY = Math.floor(random() * 2048)
  const table = strokeTable({ length, width, angle, spread, bend, density })
  const stroke: Stroke = { value: 0.5, along: 0.5, side: 0.5, id: 0 }
  return (u, v) => {
    const px = wrap01(u) * nx
    const py = wrap01(v) * ny
    const cx = px | 0
    const cy = py | 0
    let best = 0
    let bestRank = -1
    stroke.value = 0
    for (let j = -1; j <= 1; j++) {
      const row = cy + j
      const wrappedRow = wrapIndex(row, ny)
      for (let i = -1; i <= 1; i++) {
        const column = cx + i
        const wrappedColumn = wrapIndex(column, nx)
        const id = hashCell(wrappedColumn, wrappedRow, keyX, keyY)
        const at = id * 8
        if (table[at + 7] === 0) continue
        const dx = px - column - table[at]!
        const dy = (py - row - table[at + 1]!) * tall
        const half = table[at + 4]!
        const along = dx * table[at + 2]! + dy * table[at + 3]!
        if (along < -half || along > half) continue
        const t = (along + half) / (2 * half)
        const curve = table[at + 6]! * (t * t - 0.33)
        const across = dy * table[at + 2]! - dx * table[at + 3]! - curve
        const narrowing = taper === 'taper' ? 1 - t * t : taper === 'both' ? 4 * t * (1 - t) : 1
        const rim = table[at + 5]! * narrowing
        const distance = Math.abs(across)
        if (distance >= rim) continue
        const value = 1 - distance / rim
        const rank = order === 'rank' ? id : value * (taper === 'both' ? narrowing : 1)
        if (rank > bestRank) {
          bestRank = rank
          best = order === 'rank' ? value : rank
          stroke.along = t
          stroke.side = across / rim
          stroke.id = id
        }
      }
    }
    stroke.value = best
    return stroke
  }
}

/** The look of each of the 2048 strokes there can be: x, y, direction (2), half length, half width, bend, there or not. */
function strokeTable(
  options: Required<Pick<StrokesOptions, 'length' | 'width' | 'angle' | 'spread' | 'bend' | 'density'>>,
) {
  const { length, width, angle, spread, bend, density } = options
  const table = new Float64Array(2048 * 8)
  const random = createRandom(`${JSON.stringify(options)}`)
  for (let i = 0; i < 2048; i++) {
    const [dx, dy] = direction(angle + spread * (random() - 0.5))
    table.set(
      [
        random(),
        random(),
        dx,
        dy,
        random.between(length[0], length[1]) / 2,
        random.between(width[0], width[1]),
        bend * (random() - 0.5) * 2,
        random() < density ? 1 : 0,
      ],
      i * 8,
    )
  }
  return table
}

function direction(turns: number): [number, number] {
  return [cos(turns * 6.283185307179586), sin(turns * 6.283185307179586)]
}
