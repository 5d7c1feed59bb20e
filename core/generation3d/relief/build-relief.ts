import type { Mesh, ShadedMesh } from '../mesh.ts'
import { vertexTangents } from '../shade-vertices.ts'
import { type HeightField, triangulateHeights } from './triangulate-heights.ts'

export interface ReliefOptions {
  /** Metres from the left to the right side. */
  readonly width: number
  /** Metres from the lowest to the highest value a map can hold. */
  readonly depth: number
  /** Metres of solid below the lowest value; 0 leaves the relief open, without sides and back. */
  readonly base: number
  readonly triangles: number
  /** In metres. */
  readonly maxError: number
  readonly signal?: AbortSignal | undefined
}

export interface Relief {
  readonly mesh: ShadedMesh
  /** The most that the surface lies off the map, in metres. */
  readonly error: number
}

/** Share of the texture's height that sides and back take, below the picture; see `reliefTexture`. */
export const SIDE_STRIP = 1 / 16

/**
 * A relief that stands upright and faces +Z, centred on x and y, its back at z = 0. `field` holds heights in 0..1.
 * The picture takes the upper part of the texture, sides and back a strip below it.
 */
export async function buildRelief(field: HeightField, options: ReliefOptions): Promise<Relief> {
  const { width, depth, base, triangles, maxError, signal } = options
  const {
    points,
    indices: front,
    error,
  } = await triangulateHeights(field, {
    triangles,
    maxError: depth > 0 ? maxError / depth : 0,
    signal,
  })
  const tall = (width * (field.height - 1)) / (field.width - 1)
  const top = base > 0 ? 1 - SIDE_STRIP : 1
  const out = createMeshWriter()
  const frontNormal = normalOfHeights(field, width, tall, depth)
  for (let i = 0; i < points.length; i += 2) {
    const [column, row] = [points[i]!, points[i + 1]!]
    const u = column / (field.width - 1)
    const v = row / (field.height - 1)
    const z = base + field.values[row * field.width + column]! * depth
    out.vertex([(u - 0.5) * width, (0.5 - v) * tall, z], frontNormal(column, row), [u, v * top])
  }
  out.indices.push(...front)
  if (base > 0) closeBack(out, field, points, { width, tall, top })
  const mesh = out.finish()
  return { mesh: { ...mesh, tangents: await vertexTangents(mesh) }, error: error * depth }
}

type Point = [number, number, number]

interface MeshWriter {
  readonly indices: number[]
  readonly positions: number[]
  vertex(position: Point, normal: Point, uv: [number, number]): number
  finish(): Mesh & Required<Pick<Mesh, 'normals' | 'uvs'>>
}

function createMeshWriter(): MeshWriter {
  const positions: number[] = []
  const normals: number[] = []
  const uvs: number[] = []
  const indices: number[] = []
  return {
    indices,
    positions,
    vertex(position, normal, uv) {
      positions.push(...position)
      normals.push(...normal)
      uvs.push(...uv)
      return positions.length / 3 - 1
    },
    finish: () => ({
      positions: Float32Array.from(positions),
      normals: Float32Array.from(normals),
      uvs: Float32Array.from(uvs),
      indices: Uint32Array.from(indices),
    }),
  }
}

/** Four sides from the border of the front down to z = 0, and a flat back. */
function closeBack(
  out: MeshWriter,
  field: HeightField,
  points: Uint32Array,
  { width, tall, top }: { width: number; tall: number; top: number },
): void {
  const [right, bottom] = [field.width - 1, field.height - 1]
  const all = Array.from({ length: points.length / 2 }, (_, i) => i)
  const [column, row] = [(i: number) => points[i * 2]!, (i: number) => points[i * 2 + 1]!]
  // Each side runs counter-clockwise seen from the front: its outside is then to the right.
  const sides: { border: number[]; normal: Point }[] = [
    { border: all.filter((i) => row(i) === bottom).sort((a, b) => column(a) - column(b)), normal: [0, -1, 0] },
    { border: all.filter((i) => column(i) === right).sort((a, b) => row(b) - row(a)), normal: [1, 0, 0] },
    { border: all.filter((i) => row(i) === 0).sort((a, b) => column(b) - column(a)), normal: [0, 1, 0] },
    { border: all.filter((i) => column(i) === 0).sort((a, b) => row(a) - row(b)), normal: [-1, 0, 0] },
  ]
  // Sides share the upper part of the strip, the back has the lower; a margin keeps filtering from mixing them.
  const strip = 1 - top
  const highest = Math.max(...all.map((i) => out.positions[i * 3 + 2]!))
  const rim: Point[] = []
  sides.forEach(({ border, normal }, side) => {
    const along = (i: number) => {
      const share = side % 2 === 0 ? column(i) / right : row(i) / bottom
      return (side + 0.02 + 0.96 * (side === 1 || side === 2 ? 1 - share : share)) / 4
    }
    const pairs = border.map((i) => {
      const [x, y, z] = [0, 1, 2].map((a) => out.positions[i * 3 + a]!) as Point
      const deep = top + strip * (0.15 + 0.35 * (1 - z / highest))
      return {
        front: out.vertex([x, y, z], normal, [along(i), deep]),
        back: out.vertex([x, y, 0], normal, [along(i), top + strip * 0.5]),
        corner: [x, y, 0] as Point,
      }
    })
    for (let k = 0; k + 1 < pairs.length; k++) {
      const [a, b] = [pairs[k]!, pairs[k + 1]!]
      out.indices.push(a.back, b.back, b.front, a.back, b.front, a.front)
      rim.push(a.corner)
    }
  })
  const backUv = (x: number, y: number): [number, number] => [
    0.5 - (x / width) * 0.9,
    top + strip * (0.77 - (y / tall) * 0.34),
  ]
  const middle = out.vertex([0, 0, 0], [0, 0, -1], backUv(0, 0))
  const ring = rim.map((corner) => out.vertex(corner, [0, 0, -1], backUv(corner[0], corner[1])))
  ring.forEach((vertex, i) => {
    out.indices.push(middle, ring[(i + 1) % ring.length]!, vertex)
  })
}

/** The slope of the map itself, so that shading follows it and not the triangles. */
function normalOfHeights(
  { width: columns, height: rows, values }: HeightField,
  width: number,
  tall: number,
  depth: number,
) {
  const at = (column: number, row: number) => values[row * columns + column]! * depth
  return (column: number, row: number): Point => {
    const [left, right] = [Math.max(0, column - 1), Math.min(columns - 1, column + 1)]
    const [up, down] = [Math.max(0, row - 1), Math.min(rows - 1, row + 1)]
    const x = -((at(right, row) - at(left, row)) / (right - left)) * ((columns - 1) / width)
    const y = ((at(column, down) - at(column, up)) / (down - up)) * ((rows - 1) / tall)
    const length = Math.sqrt(x * x + y * y + 1)
    return [x / length, y / length, 1 / length]
  }
}
