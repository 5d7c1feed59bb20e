import { dualEdges, dualPatches, sharedFaces } from './dual-cases.ts'
import { GrowingFloats, GrowingIndices } from './growing-arrays.ts'
import type { Surface } from './marching-cubes.ts'

/** A field on the corners of n³ cells, inside where it is negative. */
export interface DualGrid {
  /** Cells along each side. */
  readonly n: number
  /** [n + 1, n + 1, n + 1], the last axis fastest. */
  readonly sdf: Float32Array
  /** xyz of each of these corners, wherever they were moved to. */
  readonly vertices: Float32Array
}

/** The cells that the surface passes through, in their order. */
export function surfaceCells({ n, sdf }: Pick<DualGrid, 'n' | 'sdf'>): Uint32Array {
  const cells = new GrowingIndices(1 << 14)
  for (let x = 0; x < n; x++) {
    for (let y = 0; y < n; y++) {
      for (let z = 0; z < n; z++) {
        const inside = caseOf(sdf, n, x, y, z)
        if (inside !== 0 && inside !== 255) cells.push((x * n + y) * n + z)
      }
    }
  }
  return cells.take()
}

/** The numbers of a cell's eight corners in the grid of vertices. */
export function cornersOfCell(cell: number, n: number): number[] {
  const [x, y, z] = [Math.floor(cell / (n * n)), Math.floor(cell / n) % n, cell % n]
  return [0, 1, 2, 3, 4, 5, 6, 7].map((c) => ((x + (c & 1)) * (n + 1) + y + ((c >> 1) & 1)) * (n + 1) + z + (c >> 2))
}

/**
 * FlexiCubes (Shen et al. 2023, "Flexible Isosurface Extraction for Gradient-Based Mesh Optimization", equations 4 to 6), as it extracts
 * and does not train: a vertex for each patch of dual marching cubes, a mean of where the surface crosses the cell's edges, which
 * `weights` [cells, 21] shift: 12 for edges, 8 for corners, one for how the quads between the cells are cut. `cells` are surfaceCells.
 * `scale` bounds the weights to 1 ± scale. The triangles face where the field is positive.
 */
export function flexiCubes(
  grid: DualGrid,
  cells: Uint32Array,
  weights: Float32Array,
  { scale = 0.5 }: { scale?: number } = {},
): Surface {
  const { n, sdf, vertices } = grid
  const positions = new GrowingFloats(3 << 14)
  const cases = casesOf(grid, cells)
  /** Four cells meet in an edge of the grid: the patch of each, by the edge's first corner and its axis. */
  const around = new Map<number, number[]>()
  const gammas: number[] = []
  cells.forEach((cell, at) => {
    const corners = cornersOfCell(cell, n)
    const weight = (k: number) => Math.tanh(weights[21 * at + k]!) * scale + 1
    const gamma = scale / (1 + Math.exp(-weights[21 * at + 20]!)) + (1 - scale) / 2
    for (const patch of dualPatches[cases[at]!]!) {
      const vertex = positions.push3(...patchVertex(patch, corners, weight))
      gammas.push(gamma)
      for (const edge of patch) {
        const key = 12 * corners[dualEdges[edge]![0]!]! + axisOf(edge)
        const met = around.get(key)
        if (met === undefined) around.set(key, [vertex])
        else met.push(vertex)
      }
    }
  })
  const indices = new GrowingIndices(3 << 15)
  for (const [key, met] of around) {
    // An edge on the border of the grid has no quad.
    if (met.length === 4) addQuad(met as [number, number, number, number], sdf[Math.floor(key / 12)]! > 0)
  }
  return { positions: positions.take(), indices: indices.take() }

  /** The weighted mean of where the patch crosses its edges. */
  function patchVertex(
    patch: readonly number[],
    corners: readonly number[],
    weight: (k: number) => number,
  ): [number, number, number] {
    const sum: [number, number, number] = [0, 0, 0]
    let total = 0
    for (const edge of patch) {
      const [a, b] = dualEdges[edge]!
      const [from, to] = [corners[a]!, corners[b]!]
      const [s, t] = [sdf[from]! * weight(12 + a), sdf[to]! * weight(12 + b)]
      const beta = weight(edge)
      for (let axis = 0; axis < 3; axis++) {
        sum[axis]! += (beta * (vertices[3 * from + axis]! * t - vertices[3 * to + axis]! * s)) / (t - s)
      }
      total += beta
    }
    return [sum[0] / total, sum[1] / total, sum[2] / total]
  }

  /** The cells come in the grid's order; the quad is cut along the diagonal of the larger gammas. */
  function addQuad([p, q, r, s]: [number, number, number, number], positive: boolean): void {
    const [a, b, c, d] = positive ? [p, q, s, r] : [r, s, q, p]
    const cut = gammas[a]! * gammas[c]! > gammas[b]! * gammas[d]! ? [a, b, c, a, c, d] : [a, b, d, d, b, c]
    for (const vertex of cut) indices.push(vertex)
  }
}

/** The case of each cell; where two neighbours would touch in their one alternating face, the opposite one. */
function casesOf({ n, sdf }: DualGrid, cells: Uint32Array): Uint8Array {
  const cases = new Uint8Array(cells.length)
  const doubtful = new Set<number>()
  cells.forEach((cell, at) => {
    cases[at] = caseOf(sdf, n, Math.floor(cell / (n * n)), Math.floor(cell / n) % n, cell % n)
    if (sharedFaces[cases[at]!] !== undefined) doubtful.add(cell)
  })
  cells.forEach((cell, at) => {
    const step = sharedFaces[cases[at]!]
    if (step === undefined) return
    const [x, y, z] = [Math.floor(cell / (n * n)) + step[0], (Math.floor(cell / n) % n) + step[1], (cell % n) + step[2]]
    if (Math.min(x, y, z) < 0 || Math.max(x, y, z) >= n) return
    if (doubtful.has((x * n + y) * n + z)) cases[at] = 255 - cases[at]!
  })
  return cases
}

function caseOf(sdf: Float32Array, n: number, x: number, y: number, z: number): number {
  const row = n + 1
  const at = (x * row + y) * row + z
  const [dx, dy] = [row * row, row]
  return (
    (sdf[at]! < 0 ? 1 : 0) |
    (sdf[at + dx]! < 0 ? 2 : 0) |
    (sdf[at + dy]! < 0 ? 4 : 0) |
    (sdf[at + dx + dy]! < 0 ? 8 : 0) |
    (sdf[at + 1]! < 0 ? 16 : 0) |
    (sdf[at + dx + 1]! < 0 ? 32 : 0) |
    (sdf[at + dy + 1]! < 0 ? 64 : 0) |
    (sdf[at + dx + dy + 1]! < 0 ? 128 : 0)
  )
}

/** Along which axis an edge of a cell goes. */
function axisOf(edge: number): number {
  return edge >= 8 ? 1 : edge % 2 === 0 ? 0 : 2
}
