import type { InstantMeshConfig } from './instantmesh-config.ts'

/** The corners of the grid's cells: in fractions of five decimals, from −scale/2 to scale/2, as FlexiCubes' voxel grid has them. */
export function gridVertices({ grid_res: n, grid_scale: scale }: InstantMeshConfig): Float32Array {
  const places = Float32Array.from({ length: n + 1 }, (_, i) => (Math.round((i / n) * 1e5) / 1e5 - 0.5) * scale)
  const vertices = new Float32Array(3 * (n + 1) ** 3)
  let at = 0
  for (const x of places) {
    for (const y of places) {
      for (const z of places) {
        vertices[at++] = x
        vertices[at++] = y
        vertices[at++] = z
      }
    }
  }
  return vertices
}

/** Vertices moved by at most a quarter of a cell's share of the unit box, so that no cell turns over. */
export function movedVertices(
  vertices: Float32Array,
  deformation: Float32Array,
  { grid_res: n }: InstantMeshConfig,
): Float32Array {
  return vertices.map((value, i) => value + Math.tanh(deformation[i]!) / (4 * n))
}

/**
 * Where the field has one sign everywhere inside, its middle is made positive and its border negative, so that there is a surface at
 * all: what lrm_mesh.py does. Changes `sdf` [n + 1, n + 1, n + 1].
 */
export function guardEmpty(sdf: Float32Array, n: number): void {
  const side = n + 1
  let [least, most] = [Infinity, -Infinity]
  let [positive, negative] = [false, false]
  const onBorder = (i: number, width: number) => i < width || i >= side - width
  for (let x = 0, at = 0; x < side; x++) {
    for (let y = 0; y < side; y++) {
      for (let z = 0; z < side; z++, at++) {
        const value = sdf[at]!
        least = Math.min(least, value)
        most = Math.max(most, value)
        if ([x, y, z].some((i) => onBorder(i, 1))) continue
        positive ||= value > 0
        negative ||= value < 0
      }
    }
  }
  if (positive && negative) return
  const middle = Math.floor(n / 2) + 1
  for (let x = 0, at = 0; x < side; x++) {
    for (let y = 0; y < side; y++) {
      for (let z = 0; z < side; z++, at++) {
        if ([x, y, z].some((i) => onBorder(i, 2))) sdf[at] = -1 - most
        if (x === middle && y === middle && z === middle) sdf[at] = (sdf[at] === -1 - most ? sdf[at]! : 0) + 1 - least
      }
    }
  }
}

/**
 * Which sign the field [n + 1]³ has outside, by most of the grid's border; and all of that border is given it, so that the surface is
 * closed.
 */
export function closeGrid(sdf: Float32Array, n: number): 1 | -1 {
  const side = n + 1
  const border: number[] = []
  for (let x = 0, at = 0; x < side; x++) {
    for (let y = 0; y < side; y++) {
      for (let z = 0; z < side; z++, at++) if ([x, y, z].some((i) => i === 0 || i === n)) border.push(at)
    }
  }
  const negative = border.filter((at) => sdf[at]! < 0).length
  const outside = negative > border.length / 2 ? -1 : 1
  // As far from zero as a field of distances would be half a cell outside.
  for (const at of border) sdf[at] = outside * Math.max(0.5 / n, outside * sdf[at]!)
  return outside
}
