import type { Mesh } from '../mesh.ts'
import { cellPatches } from './cell-patches.ts'
import { type DistanceField, shared } from './distance-field.ts'
import { findCells, type SurfaceCells } from './find-cells.ts'
import { addPlane, createPlaneSums, meanNormal, meetingPoint, type PlaneSums, within } from './place-vertices.ts'
import { type SampledGrid, sampleGrid } from './sample-grid.ts'

/**
 * The surface of a distance function as a closed manifold mesh: dual contouring (Ju et al. 2002) with one vertex for each
 * patch of a cell (Nielson 2004). `step` is the size of a cell in metres.
 */
export async function buildSurface(
  field: DistanceField,
  step: number,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<Mesh> {
  const grid = await sampleGrid(field, step, { signal })
  signal?.throwIfAborted()
  const cells = findCells(grid)
  const crossings = findCrossings(grid, cells)
  const points = await locateCrossings(field, grid, crossings)
  signal?.throwIfAborted()
  const normals = shared(points.length)
  await field.gradients(points, normals, step * 0.05)
  signal?.throwIfAborted()
  const { quads, planes } = joinCrossings(grid, cells, crossings, points, normals)
  const positions = await placeVertices(field, grid, cells, planes)
  return { positions, indices: splitQuads(quads, positions) }
}

/** Grid edges with one end inside: point index · 4 + axis. */
function findCrossings({ size: [nx, ny], values }: SampledGrid, { cells }: SurfaceCells): Float64Array {
  const found = new Float64Array(cells.length * 3)
  let count = 0
  for (let i = 0; i < cells.length; i++) {
    const at = cells[i]!
    const inside = values[at]! < 0
    if (values[at + 1]! < 0 !== inside) found[count++] = at * 4
    if (values[at + nx]! < 0 !== inside) found[count++] = at * 4 + 1
    if (values[at + nx * ny]! < 0 !== inside) found[count++] = at * 4 + 2
  }
  return found.slice(0, count)
}

/** Where the surface crosses: the straight line between both distances, then one step of false position on the true one. */
async function locateCrossings(
  field: DistanceField,
  grid: SampledGrid,
  crossings: Float64Array,
): Promise<Float32Array> {
  const { values, step } = grid
  const strides = [1, grid.size[0], grid.size[0] * grid.size[1]]
  const result = shared(crossings.length * 3)
  const fractions = new Float64Array(crossings.length)
  const corner = new Float64Array(3)
  const put = (c: number, at: number, axis: number) => {
    gridPoint(grid, at, corner)
    corner[axis] = corner[axis]! + fractions[c]! * step
    result.set(corner, c * 3)
  }
  for (let c = 0; c < crossings.length; c++) {
    const axis = crossings[c]! & 3
    const at = (crossings[c]! - axis) / 4
    fractions[c] = values[at]! / (values[at]! - values[at + strides[axis]!]!)
    put(c, at, axis)
  }
  const found = shared(crossings.length)
  await field.distances(result, found)
  for (let c = 0; c < crossings.length; c++) {
    const axis = crossings[c]! & 3
    const at = (crossings[c]! - axis) / 4
    const low = values[at]!
    const high = values[at + strides[axis]!]!
    const t = fractions[c]!
    const d = found[c]!
    const better = d < 0 === low < 0 ? t + ((1 - t) * d) / (d - high) : t * (low / (low - d))
    if (!(better >= 0 && better <= 1)) continue
    fractions[c] = better
    put(c, at, axis)
  }
  return result
}

function gridPoint({ size: [nx, ny], origin, step }: SampledGrid, at: number, out: Float64Array): void {
  const row = Math.floor(at / nx)
  const plane = Math.floor(row / ny)
  out[0] = origin[0] + (at - row * nx) * step
  out[1] = origin[1] + (row - plane * ny) * step
  out[2] = origin[2] + plane * step
}

/** Sides (u + 2v) of the four cells around a grid edge, counter-clockwise seen from its far end, for each axis. */
const TURNS = [
  [3, 2, 0, 1],
  [3, 1, 0, 2],
  [3, 2, 0, 1],
] as const

/** Each crossing gives a quad between the four vertices around it, and each of them a tangent plane. */
function joinCrossings(
  grid: SampledGrid,
  { corners, flipped, firstVertex, cellOfVertex }: SurfaceCells,
  crossings: Float64Array,
  points: Float32Array,
  normals: Float32Array,
): { quads: Uint32Array; planes: PlaneSums } {
  const [nx, ny] = grid.size
  const strides = [1, nx, nx * ny]
  const planes = createPlaneSums(cellOfVertex.length)
  const quads = new Uint32Array(crossings.length * 4)
  const corner = new Float64Array(3)
  for (let c = 0; c < crossings.length; c++) {
    const axis = crossings[c]! & 3
    const at = (crossings[c]! - axis) / 4
    const u = strides[axis === 0 ? 1 : 0]!
    const v = strides[axis === 2 ? 1 : 2]!
    const outwards = grid.values[at]! < 0
    const turn = TURNS[axis]!
    for (let i = 0; i < 4; i++) {
      const side = turn[outwards ? i : 3 - i]!
      const cell = at - (side & 1) * u - (side >> 1) * v
      const vertex = firstVertex[cell]! + cellPatches(corners[cell]!, flipped[cell]).patchOfEdge[axis * 4 + side]!
      quads[c * 4 + i] = vertex
      gridPoint(grid, cell, corner)
      addPlane(
        planes,
        vertex,
        (points[c * 3]! - corner[0]!) / grid.step,
        (points[c * 3 + 1]! - corner[1]!) / grid.step,
        (points[c * 3 + 2]! - corner[2]!) / grid.step,
        normals[c * 3]!,
        normals[c * 3 + 1]!,
        normals[c * 3 + 2]!,
      )
    }
  }
  return { quads, planes }
}

/** Puts each vertex where its planes meet, then moves it onto the surface by the distance that is left there. */
async function placeVertices(
  field: DistanceField,
  grid: SampledGrid,
  { cellOfVertex }: SurfaceCells,
  planes: PlaneSums,
): Promise<Float32Array> {
  const positions = shared(cellOfVertex.length * 3)
  const corner = new Float64Array(3)
  const point = new Float64Array(3)
  const normal = new Float64Array(3)
  for (let v = 0; v < cellOfVertex.length; v++) {
    gridPoint(grid, cellOfVertex[v]!, corner)
    meetingPoint(planes, v, point)
    for (let a = 0; a < 3; a++) positions[v * 3 + a] = corner[a]! + point[a]! * grid.step
  }
  const left = shared(cellOfVertex.length)
  await field.distances(positions, left)
  for (let v = 0; v < cellOfVertex.length; v++) {
    gridPoint(grid, cellOfVertex[v]!, corner)
    meanNormal(planes, v, normal)
    for (let a = 0; a < 3; a++) {
      const moved = positions[v * 3 + a]! - left[v]! * normal[a]!
      positions[v * 3 + a] = corner[a]! + within((moved - corner[a]!) / grid.step) * grid.step
    }
  }
  return positions
}

/** Two triangles for each quad, split along the shorter diagonal. */
function splitQuads(quads: Uint32Array, positions: Float32Array): Uint32Array {
  const indices = new Uint32Array((quads.length / 4) * 6)
  const apart = (a: number, b: number) => {
    const x = positions[a * 3]! - positions[b * 3]!
    const y = positions[a * 3 + 1]! - positions[b * 3 + 1]!
    const z = positions[a * 3 + 2]! - positions[b * 3 + 2]!
    return x * x + y * y + z * z
  }
  for (let q = 0, o = 0; q < quads.length; q += 4) {
    const a = quads[q]!
    const b = quads[q + 1]!
    const c = quads[q + 2]!
    const d = quads[q + 3]!
    const first = apart(a, c) <= apart(b, d)
    indices[o++] = a
    indices[o++] = b
    indices[o++] = first ? c : d
    indices[o++] = first ? a : b
    indices[o++] = c
    indices[o++] = d
  }
  return indices
}
