import { cellEdges } from './marching-cubes.ts'
import { triangleTable } from './marching-cubes-table.ts'

/**
 * How many vertices torchmcubes (cxx/mcubes_cpu.cpp) has where marchingCubes has one for each edge. It places a vertex once for each cell
 * around the edge, two of the directions from the other end, and joins those that are equal in float32: most
 * of them, but which depends on the last bits of the values.
 */
export function torchmcubesVertices(
  values: Float32Array,
  [nx, ny, nz]: readonly [number, number, number],
  level: number,
): number {
  const seen = new Set<string>()
  const at = (x: number, y: number, z: number) => Math.fround(values[(x * ny + y) * nz + z]! - Math.fround(level))
  for (let x = 0; x + 1 < nx; x++) {
    for (let y = 0; y + 1 < ny; y++) {
      for (let z = 0; z + 1 < nz; z++) {
        const outside = corners.reduce(
          (bits, [dx, dy, dz], n) => bits | (at(x + dx, y + dy, z + dz) < 0 ? 1 << n : 0),
          0,
        )
        for (const edge of triangleTable[outside]!) seen.add(place(edge, x, y, z))
      }
    }
  }
  return seen.size

  function place(edge: number, x: number, y: number, z: number): string {
    const [dx, dy, dz, axis] = cellEdges[edge]!
    const low: [number, number, number] = [x + dx, y + dy, z + dz]
    const high = low.with(axis, low[axis]! + 1) as [number, number, number]
    const [a, b] = backwards.has(edge) ? [high, low] : [low, high]
    const [from, to] = [at(...a), at(...b)]
    const share = Math.fround(-from / Math.fround(to - from))
    const moved = Math.fround(a[axis]! + Math.fround(share * (b[axis]! - a[axis]!)))
    return `${low.with(axis, moved)}`
  }
}

const corners = [
  [0, 0, 0],
  [0, 0, 1],
  [1, 0, 1],
  [1, 0, 0],
  [0, 1, 0],
  [0, 1, 1],
  [1, 1, 1],
  [1, 1, 0],
] as const

/** Edges of the table from the higher corner to the lower one: around each square two of four. */
const backwards = new Set([2, 3, 6, 7])
