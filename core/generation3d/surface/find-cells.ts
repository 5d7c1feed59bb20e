import { cellPatches } from './cell-patches.ts'
import type { SampledGrid } from './sample-grid.ts'

/** The cells a surface passes, each named by the index of its lowest grid point. */
export interface SurfaceCells {
  readonly cells: Uint32Array
  /** By grid point: which corners of the cell are inside, and on which faces its ambiguity is turned. */
  readonly corners: Uint8Array
  readonly flipped: Uint8Array
  /** By grid point: the first of the cell's vertices, one for each patch. */
  readonly firstVertex: Int32Array
  readonly cellOfVertex: Uint32Array
}

export function findCells({ size: [nx, ny, nz], values }: SampledGrid): SurfaceCells {
  const plane = nx * ny
  const corners = new Uint8Array(values.length)
  const found: number[] = []
  for (let z = 0; z < nz - 1; z++)
    for (let y = 0; y < ny - 1; y++) {
      let at = nx * y + plane * z
      let left = side(values, at, nx, plane)
      for (let x = 0; x < nx - 1; x++, at++) {
        const right = side(values, at + 1, nx, plane)
        const bits = left | (right << 1)
        left = right
        if (bits === 0 || bits === 255) continue
        corners[at] = bits
        found.push(at)
      }
    }
  const cells = Uint32Array.from(found)
  const flipped = turnDoubledFaces(cells, corners, [1, nx, plane])

  const firstVertex = new Int32Array(values.length)
  let count = 0
  for (const at of cells) {
    firstVertex[at] = count
    count += cellPatches(corners[at]!, flipped[at]).count
  }
  const cellOfVertex = new Uint32Array(count)
  for (const at of cells) {
    const first = firstVertex[at]!
    cellOfVertex.fill(at, first, first + cellPatches(corners[at]!, flipped[at]).count)
  }
  return { cells, corners, flipped, firstVertex, cellOfVertex }
}

/** The four corners of a cell at one x, as bits 0, 2, 4 and 6. */
function side(values: Float32Array, at: number, row: number, plane: number): number {
  return (
    (values[at]! < 0 ? 1 : 0) |
    (values[at + row]! < 0 ? 4 : 0) |
    (values[at + plane]! < 0 ? 16 : 0) |
    (values[at + plane + row]! < 0 ? 64 : 0)
  )
}

/**
 * Where both cells at a face pass it twice with one patch, their two vertices would be joined by a double edge. Turning the
 * ambiguity of that face parts the patch in two in both cells (Wenger, "Isosurfaces", 2013, for manifold dual contouring).
 */
function turnDoubledFaces(cells: Uint32Array, corners: Uint8Array, strides: readonly number[]): Uint8Array {
  const flipped = new Uint8Array(corners.length)
  for (const at of cells) {
    const doubled = cellPatches(corners[at]!, flipped[at]).doubledFaces
    if (doubled === 0) continue
    for (let axis = 0; axis < 3; axis++) {
      if (((doubled >> (axis * 2 + 1)) & 1) === 0) continue
      const next = at + strides[axis]!
      if (((cellPatches(corners[next]!, flipped[next]).doubledFaces >> (axis * 2)) & 1) === 0) continue
      flipped[at] = flipped[at]! | (1 << (axis * 2 + 1))
      flipped[next] = flipped[next]! | (1 << (axis * 2))
    }
  }
  return flipped
}
