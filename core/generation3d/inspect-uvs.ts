import type { Mesh } from './mesh.ts'
import { rasterize } from './rasterize.ts'

/** What was measured of the uvs of a mesh. */
export interface UvReport {
  /** Share of the unit square that triangles cover. */
  readonly coverage: number
  /** Share of the covered texels (of a 1024 texture) that two or more triangles cover. */
  readonly overlap: number
  /** Triangles with a corner outside the unit square. */
  readonly outside: number
  /** Triangles that are mirrored against most. */
  readonly mirrored: number
  /** Texels of a 1024 texture for each metre: least, middle and most, over 98 % of the area. */
  readonly density: { readonly least: number; readonly median: number; readonly most: number }
}

const SIDE = 1024
/** Rounding of coordinates to float and back may let one texel at a border be drawn twice. */
const SLACK = 1e-6

export function inspectUvs({ positions, indices, uvs }: Mesh & Required<Pick<Mesh, 'uvs'>>): UvReport {
  const drawn = new Uint8Array(SIDE * SIDE)
  let covered = 0
  let twice = 0
  let outside = 0
  let clockwise = 0
  const densities: { density: number; area: number }[] = []
  for (let i = 0; i < indices.length; i += 3) {
    const corners = [0, 1, 2].map((k) => indices[i + k]!) as [number, number, number]
    const [a, b, c] = corners.map((v): [number, number] => [uvs[v * 2]! * SIDE, uvs[v * 2 + 1]! * SIDE]) as [
      [number, number],
      [number, number],
      [number, number],
    ]
    if ([a, b, c].some(([u, v]) => u < -SLACK || v < -SLACK || u > SIDE * (1 + SLACK) || v > SIDE * (1 + SLACK))) {
      outside++
    }
    const flat = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    if (flat > 0) clockwise++
    const area = areaOf(positions, corners)
    if (area > 0) densities.push({ density: Math.sqrt(Math.abs(flat) / 2 / area), area })
    rasterize(SIDE, SIDE, a, b, c, (x, y) => {
      const at = y * SIDE + x
      if (drawn[at] === 0) covered++
      else if (drawn[at] === 1) twice++
      drawn[at] = Math.min(2, drawn[at]! + 1)
    })
  }
  densities.sort((a, b) => a.density - b.density)
  const total = densities.reduce((sum, { area }) => sum + area, 0)
  const at = (share: number) => {
    let sum = 0
    for (const { density, area } of densities) {
      sum += area
      if (sum >= share * total) return density
    }
    return densities[densities.length - 1]?.density ?? 0
  }
  return {
    coverage: covered / (SIDE * SIDE),
    overlap: covered > 0 ? twice / covered : 0,
    outside,
    mirrored: Math.min(clockwise, indices.length / 3 - clockwise),
    density: { least: at(0.01), median: at(0.5), most: at(0.99) },
  }
}

function areaOf(positions: Float32Array, [a, b, c]: [number, number, number]): number {
  const [ux, uy, uz] = [0, 1, 2].map((k) => positions[b * 3 + k]! - positions[a * 3 + k]!) as [number, number, number]
  const [vx, vy, vz] = [0, 1, 2].map((k) => positions[c * 3 + k]! - positions[a * 3 + k]!) as [number, number, number]
  const [x, y, z] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]
  return Math.sqrt(x * x + y * y + z * z) / 2
}
