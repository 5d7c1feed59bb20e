import { hashCell, permutation, unit, wrapIndex } from './hash.ts'
import type { Cells } from './noise.ts'
import type { Sample } from './sample.ts'
import type { RowKernels } from './wasm/row-kernels.ts'

/** What cellular noise knows about a point. Lengths are in columns of the lattice. */
export interface Cell {
  /** Distance to the nearest feature point. */
  near: number
  /** Distance to the border of the Voronoi cell, rounded at the corners by `rounding`. 0 unless borders were asked for. */
  border: number
  /** From the feature point to here. */
  x: number
  y: number
  /** 0..2047, the same for the whole cell; see unitOf. */
  id: number
}

export interface CellularOptions {
  /** Pixels of a row. */
  readonly width: number
  readonly kernels: RowKernels
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

/** Rows and columns by which the table of feature points overlaps itself, so that no index has to wrap: 1 to the nearest, 2 more to its neighbours. */
const OVERLAP = 3

/** Worley's cellular noise over the tile. Whole rows of pixels are worked out at once (`cellHere`), other points one by one (`cellAt`). */
export interface CellField {
  /** The row that `distances` and `found` hold. */
  row: number
  readonly distances: Float32Array
  /** The address of the nearest point. */
  readonly found: Int32Array
  readonly width: number
  readonly nx: number
  readonly ny: number
  /** Height of a lattice row, in columns. */
  readonly tall: number
  readonly borders: boolean
  readonly rounding: number
  readonly pointX: Float64Array
  readonly pointY: Float64Array
  readonly ids: Int32Array
  readonly stride: number
  /** For cells with borders: of each point, where the borders with its neighbours lie; NaN where that is not worked out yet. */
  readonly bisectors: Float64Array
  readonly kernels: RowKernels
  /** Addresses: of the pixels' places in columns, the points, and the two rows above. */
  readonly xs: number
  readonly points: number
  readonly distancesAt: number
  readonly foundAt: number
  readonly cell: Cell
}

export function cellularNoise(options: CellularOptions): CellField {
  const { borders = false, rounding = 0, cells, ratio, width, kernels } = options
  const [nx, ny] = cells
  const tall = (ratio * nx) / ny
  const { pointX, pointY, ids, stride } = featurePoints(options, tall)
  const { floats, integers } = kernels
  const points = kernels.allocate(pointX.length * 2)
  pointX.forEach((x, k) => {
    floats[points / 4 + 2 * k] = x
    floats[points / 4 + 2 * k + 1] = pointY[k]!
  })
  const xs = kernels.allocate(width)
  // The kernel works in fours: what is over at the end stays in the last column.
  for (let i = 0; i < width + 3; i++) floats[xs / 4 + i] = (Math.min(i, width - 1) * nx) / width
  const [distancesAt, foundAt] = [kernels.allocate(width), kernels.allocate(width)]
  const cell: Cell = { near: 0.5, border: 0.5, x: 0.5, y: 0.5, id: 0 }
  return {
    ...{ row: -1, width, nx, ny, tall, borders, rounding, pointX, pointY, ids, stride },
    ...{ kernels, xs, points, distancesAt, foundAt, cell },
    bisectors: new Float64Array(borders ? pointX.length * NEIGHBOURS * NUMBERS : 0).fill(Number.NaN),
    distances: floats.subarray(distancesAt / 4, distancesAt / 4 + width),
    found: integers.subarray(foundAt / 4, foundAt / 4 + width),
  }
}

/** The cell at the pixel that the pass is at. The returned object is the same one at every call. */
export function cellHere(field: CellField, s: Sample): Cell {
  if (field.row !== s.row) fillRow(field, s)
  const { cell } = field
  const nearest = (field.found[s.column]! - field.points) >> 3
  cell.near = field.distances[s.column]!
  cell.x = s.u * field.nx - field.pointX[nearest]!
  cell.y = s.v * field.ny * field.tall - field.pointY[nearest]!
  cell.id = field.ids[nearest]!
  if (field.borders) findBorder(field, nearest)
  return cell
}

/** The cell at any point of the tile. The returned object is the same one at every call. */
export function cellAt(field: CellField, u: number, v: number): Cell {
  // Handed over in the cell's own numbers, which are not boxed as arguments of a call are.
  field.cell.x = u
  field.cell.y = v
  locate(field)
  return field.cell
}

function fillRow(field: CellField, s: Sample): void {
  const { kernels, width, xs, distancesAt, foundAt, points, stride, ny, tall } = field
  field.row = s.row
  const y = s.v * ny
  const first = points + (Math.min(y | 0, ny - 1) + OVERLAP - 1) * stride * 8 + (OVERLAP - 1) * 8
  kernels.nearest(width, xs, distancesAt, foundAt, first, stride * 8, y * tall)
}

function locate(field: CellField): void {
  const { cell, nx, ny, pointX, pointY, stride } = field
  const px = (cell.x - Math.floor(cell.x)) * nx
  const py = (cell.y - Math.floor(cell.y)) * ny
  const column = Math.min(px | 0, nx - 1)
  const row = Math.min(py | 0, ny - 1)
  const down = py * field.tall
  let near = 1e9
  let nearest = 0
  for (let j = OVERLAP - 1; j <= OVERLAP + 1; j++) {
    const start = (row + j) * stride + column + OVERLAP - 1
    for (let k = start; k < start + 3; k++) {
      const dx = px - pointX[k]!
      const dy = down - pointY[k]!
      const d = dx * dx + dy * dy
      if (d < near) {
        near = d
        nearest = k
      }
    }
  }
  cell.near = Math.sqrt(near)
  cell.x = px - pointX[nearest]!
  cell.y = down - pointY[nearest]!
  cell.id = field.ids[nearest]!
  if (field.borders) findBorder(field, nearest)
}

/** Points around one: two rings of the lattice. */
const NEIGHBOURS = 24
/** Numbers of the table for each of them: half the way there, and the direction. */
const NUMBERS = 3

/** Puts the distance to the cell's border into the cell, whose nearest point is known. */
function findBorder(field: CellField, nearest: number): void {
  const { cell, bisectors, rounding } = field
  const first = nearest * NEIGHBOURS * NUMBERS
  if (Number.isNaN(bisectors[first]!)) layBisectors(field, nearest)
  const { x, y } = cell
  let border = 1e9
  // Nearest first: a bisector that is further away than the point could be past has no part in the border, nor have later ones.
  let limit = 1e9
  for (let k = first; k < first + NEIGHBOURS * NUMBERS; k += NUMBERS) {
    const half = bisectors[k]!
    if (half > limit) break
    // Distance to the perpendicular bisector between the nearest point and this one.
    const d = half - x * bisectors[k + 1]! - y * bisectors[k + 2]!
    if (d >= border + rounding) continue
    if (rounding > 0) {
      const gap = rounding - Math.abs(border - d)
      border = Math.min(border, d) - (gap > 0 ? (gap * gap * 0.25) / rounding : 0)
    } else border = d
    limit = cell.near + border + rounding
  }
  cell.border = border
}

/** Writes what `findBorder` needs of a point's neighbours into the table, the nearest first. Done for the points that are met. */
function layBisectors({ pointX, pointY, stride, bisectors }: CellField, nearest: number): void {
  const found: [half: number, x: number, y: number][] = []
  for (let j = -2; j <= 2; j++) {
    for (let i = -2; i <= 2; i++) {
      if (i === 0 && j === 0) continue
      const k = nearest + j * stride + i
      const x = pointX[k]! - pointX[nearest]!
      const y = pointY[k]! - pointY[nearest]!
      const length = Math.sqrt(x * x + y * y)
      found.push([length / 2, x / length, y / length])
    }
  }
  found.sort((a, b) => a[0] - b[0])
  bisectors.set(found.flat(), nearest * NEIGHBOURS * NUMBERS)
}

/** Where each cell's feature point lies, in columns; the table repeats itself around its rim. */
function featurePoints({ cells: [nx, ny], jitter, staggered = false, random }: CellularOptions, tall: number) {
  const keyX = Math.floor(random() * 2048)
  const keyY = Math.floor(random() * 2048)
  const margin = (1 - jitter) / 2
  const stride = nx + 2 * OVERLAP
  const size = stride * (ny + 2 * OVERLAP)
  const pointX = new Float64Array(size)
  const pointY = new Float64Array(size)
  const ids = new Int32Array(size)
  for (let j = -OVERLAP; j < ny + OVERLAP; j++) {
    const row = wrapIndex(j, ny)
    const shift = staggered && (row & 1) === 1 ? 0.5 : 0
    for (let i = -OVERLAP; i < nx + OVERLAP; i++) {
      const hash = hashCell(wrapIndex(i, nx), row, keyX, keyY)
      const at = (j + OVERLAP) * stride + i + OVERLAP
      pointX[at] = i + shift + margin + jitter * unit[hash]!
      pointY[at] = (j + margin + jitter * unit[permutation[hash ^ 1365]!]!) * tall
      ids[at] = hash
    }
  }
  return { pointX, pointY, ids, stride }
}
