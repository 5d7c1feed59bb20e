import { type Cells, hashCell, permutation, unit, wrapIndex } from './noise.ts'

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

/** Worley's cellular noise. The returned object is the same one at every call. */
export function cellularNoise(options: CellularOptions): (u: number, v: number) => Cell {
  const { borders = false, rounding = 0, cells, ratio } = options
  const [nx, ny] = cells
  const tall = (ratio * nx) / ny // height of a row, in columns
  const { pointX, pointY, ids, stride } = featurePoints(options, tall)
  const cell: Cell = { near: 0.5, border: 0.5, x: 0.5, y: 0.5, id: 0 }
  return (u, v) => {
    const px = (u - Math.floor(u)) * nx
    const py = (v - Math.floor(v)) * ny
    const column = Math.min(px | 0, nx - 1)
    const row = Math.min(py | 0, ny - 1)
    const down = py * tall
    let near = 1e9
    let nearest = 0
    for (let j = 2; j <= 4; j++) {
      const start = (row + j) * stride + column + 2
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
    const x = px - pointX[nearest]!
    const y = down - pointY[nearest]!
    const distance = Math.sqrt(near)
    cell.near = distance
    cell.x = x
    cell.y = y
    cell.id = ids[nearest]!
    if (!borders) return cell
    let border = 1e9
    // A point further than this cannot have its border with the nearest one closer than what is found.
    let limit = 1e9
    for (let ring = 1; ring <= 2; ring++) {
      for (let j = -ring; j <= ring; j++) {
        const step = ring === 1 || j === -ring || j === ring ? 1 : 2 * ring
        const start = nearest + j * stride
        for (let i = -ring; i <= ring; i += step) {
          const k = start + i
          if (k === nearest) continue
          const dx = px - pointX[k]!
          const dy = down - pointY[k]!
          const squared = dx * dx + dy * dy
          if (squared > limit) continue
          const ex = x - dx
          const ey = y - dy
          // Distance to the perpendicular bisector between the nearest point and this one.
          const d = (squared - near) / (2 * Math.sqrt(ex * ex + ey * ey))
          if (d >= border + rounding) continue
          if (rounding > 0) {
            const gap = rounding - Math.abs(border - d)
            border = Math.min(border, d) - (gap > 0 ? (gap * gap * 0.25) / rounding : 0)
          } else border = d
          const reach = distance + 2 * (border + rounding)
          limit = reach * reach
        }
      }
    }
    cell.border = border
    return cell
  }
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
