import { GrowingFloats, GrowingIndices } from './growing-arrays.ts'
import { triangleTable } from './marching-cubes-table.ts'

/** Triangles over a grid's samples. */
export interface Surface {
  /** Three coordinates a vertex in steps of the grid: along the first, the second and the third axis. */
  readonly positions: Float32Array<ArrayBuffer>
  /** Counter-clockwise seen from where the values are below the level. */
  readonly indices: Uint32Array<ArrayBuffer>
}

/**
 * The surface where a sampled field passes through `level` (Lorensen & Cline 1987), inside where it is at least that. `values` are
 * [x, y, z], the last axis fastest. Every edge of the grid has at most one vertex, so that the surface is closed except where it
 * leaves the grid. A value that is no number lies outside.
 */
export function marchingCubes(values: Float32Array, sides: readonly [number, number, number], level: number): Surface {
  const [nx, ny, nz] = sides
  const layer = ny * nz
  const positions = new GrowingFloats(3 << 15)
  const indices = new GrowingIndices(3 << 16)
  // The vertices on the edges that begin at each point of this layer and of the next one; 0 where there is none yet, else 1 more.
  const alongX = new Int32Array(layer)
  const alongY = [new Int32Array(layer), new Int32Array(layer)] as const
  const alongZ = [new Int32Array(layer), new Int32Array(layer)] as const

  for (let x = 0; x + 1 < nx; x++) {
    alongX.fill(0)
    // Layers take turns: what was the next one is this one now.
    alongY[(x + 1) & 1]!.fill(0)
    alongZ[(x + 1) & 1]!.fill(0)
    for (let y = 0; y + 1 < ny; y++) {
      const row = x * layer + y * nz
      let column = belowLevel(values, row, nz, layer, level)
      for (let z = 0; z + 1 < nz; z++) {
        const next = belowLevel(values, row + z + 1, nz, layer, level)
        // Most cells: all eight corners lie on one side.
        if ((column | next) !== 0 && (column & next) !== 15) {
          const triangles = triangleTable[nearCorners[column]! | farCorners[next]!]!
          for (let n = 0; n < triangles.length; n++) indices.push(vertexOn(triangles[n]!, x, y, z))
        }
        column = next
      }
    }
  }
  return { positions: positions.take(), indices: indices.take() }

  /** The vertex on an edge of the cell at x, y, z; made when it is first asked for. */
  function vertexOn(edge: number, x: number, y: number, z: number): number {
    const [dx, dy, dz, axis] = cellEdges[edge]!
    const [px, py, pz] = [x + dx, y + dy, z + dz]
    const made = axis === 0 ? alongX : (axis === 1 ? alongY : alongZ)[px & 1]!
    const slot = py * nz + pz
    const known = made[slot]!
    if (known !== 0) return known - 1
    const from = values[px * layer + slot]!
    const to = values[px * layer + slot + (axis === 0 ? layer : axis === 1 ? nz : 1)]!
    const share = (level - from) / (to - from)
    // Beside a value that is no number or without end: half-way.
    const t = share >= 0 && share <= 1 ? share : 0.5
    const vertex = positions.push3(axis === 0 ? px + t : px, axis === 1 ? py + t : py, axis === 2 ? pz + t : pz)
    made[slot] = vertex + 1
    return vertex
  }
}

/** Which of the four corners of a cell's side at one z lie outside: bits 0 to 3 for (x, y), (x+1, y), (x, y+1), (x+1, y+1). */
function belowLevel(values: Float32Array, at: number, nz: number, layer: number, level: number): number {
  return (
    (values[at]! >= level ? 0 : 1) |
    (values[at + layer]! >= level ? 0 : 2) |
    (values[at + nz]! >= level ? 0 : 4) |
    (values[at + layer + nz]! >= level ? 0 : 8)
  )
}

/** Those four corners as bits of the table's case: the side at z has corners 0, 3, 4 and 7, the one at z + 1 has 1, 2, 5 and 6. */
const nearCorners = casesOf([0, 3, 4, 7])
const farCorners = casesOf([1, 2, 5, 6])

function casesOf(corners: readonly number[]): Uint8Array {
  return Uint8Array.from({ length: 16 }, (_, sides) =>
    corners.reduce((bits, corner, n) => bits | (((sides >> n) & 1) << corner), 0),
  )
}

/** Where each edge of the table begins, as steps from the cell's first corner, and along which axis it goes. */
export const cellEdges: readonly (readonly [dx: number, dy: number, dz: number, axis: number])[] = [
  [0, 0, 0, 2],
  [0, 0, 1, 0],
  [1, 0, 0, 2],
  [0, 0, 0, 0],
  [0, 1, 0, 2],
  [0, 1, 1, 0],
  [1, 1, 0, 2],
  [0, 1, 0, 0],
  [0, 0, 0, 1],
  [0, 0, 1, 1],
  [1, 0, 1, 1],
  [1, 0, 0, 1],
]
