import { compact } from '../compact.ts'
import type { Mesh } from '../mesh.ts'
import { cornersOf } from '../topology.ts'
import { weldPositions } from '../weld-positions.ts'

export interface Welded {
  readonly mesh: Mesh
  /** Places that moved onto another. */
  readonly merged: number
  /** Triangles with two corners at one place, and second copies of a triangle, that were left out. */
  readonly dropped: number
}

/**
 * Moves vertices within `tolerance` metres of an earlier one onto it, and leaves out the triangles that this (or the file) made
 * to nothing, and doubles. Vertices at one place stay apart where their normals, uvs or colours do.
 */
export function weldMesh(mesh: Mesh, tolerance: number): Welded {
  const { positions, merged } = snapped(mesh.positions, tolerance)
  const moved = { ...mesh, positions }
  const indices = withoutNothing(moved)
  return {
    mesh: compact({ ...moved, indices }),
    merged,
    dropped: (mesh.indices.length - indices.length) / 3,
  }
}

function snapped(positions: Float32Array, tolerance: number): { positions: Float32Array; merged: number } {
  if (!(tolerance > 0)) return { positions, merged: 0 }
  const weld = weldPositions(positions)
  const count = positions.length / 3
  const result = new Float32Array(positions)
  const cell = tolerance * 2
  let capacity = 16
  while (capacity < count * 2) capacity *= 2
  // Vertices by the cell they lie in: the last one in each bucket, and before each the one that came before.
  const last = new Int32Array(capacity).fill(-1)
  const before = new Int32Array(count).fill(-1)
  const bucket = (x: number, y: number, z: number) => {
    const hash = Math.imul(x, 0x85ebca6b) ^ Math.imul(y, 0xc2b2ae35) ^ Math.imul(z, 0x27d4eb2f)
    return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) & (capacity - 1)
  }
  let merged = 0
  for (let v = 0; v < count; v++) {
    if (weld[v] !== v) {
      result.copyWithin(v * 3, weld[v]! * 3, weld[v]! * 3 + 3)
      continue
    }
    const [x, y, z] = [positions[v * 3]!, positions[v * 3 + 1]!, positions[v * 3 + 2]!]
    const onto = near(x, y, z)
    if (onto >= 0) {
      result.copyWithin(v * 3, onto * 3, onto * 3 + 3)
      merged++
      continue
    }
    const home = bucket(Math.floor(x / cell), Math.floor(y / cell), Math.floor(z / cell))
    before[v] = last[home]!
    last[home] = v
  }
  return { positions: result, merged }

  /** A ball as wide as a cell touches at most two cells along each axis. */
  function near(x: number, y: number, z: number): number {
    const [x0, y0, z0] = [x, y, z].map((value) => Math.floor((value - tolerance) / cell)) as [number, number, number]
    const [x1, y1, z1] = [x, y, z].map((value) => Math.floor((value + tolerance) / cell)) as [number, number, number]
    for (let i = x0; i <= x1; i++)
      for (let j = y0; j <= y1; j++)
        for (let k = z0; k <= z1; k++)
          for (let other = last[bucket(i, j, k)]!; other >= 0; other = before[other]!) {
            const dx = positions[other * 3]! - x
            const dy = positions[other * 3 + 1]! - y
            const dz = positions[other * 3 + 2]! - z
            if (dx * dx + dy * dy + dz * dz <= tolerance * tolerance) return other
          }
    return -1
  }
}

function withoutNothing(mesh: Mesh): Uint32Array {
  const corners = cornersOf(mesh)
  // Kept triangles by their smallest place: the last there, and before each the one that came before.
  const last = new Int32Array(mesh.positions.length / 3).fill(-1)
  const before = new Int32Array(corners.length / 3)
  const kept = new Uint32Array(mesh.indices.length)
  let length = 0
  for (let t = 0; t * 3 < corners.length; t++) {
    const [a, b, c] = cornersFrom(t)
    if (a === b || b === c || a === c || isDouble(a, b, c)) continue
    before[t] = last[a]!
    last[a] = t
    for (let k = t * 3; k < t * 3 + 3; k++) kept[length++] = mesh.indices[k]!
  }
  return kept.slice(0, length)

  function cornersFrom(t: number): [number, number, number] {
    return rotated(corners[t * 3]!, corners[t * 3 + 1]!, corners[t * 3 + 2]!)
  }

  function isDouble(a: number, b: number, c: number): boolean {
    for (let t = last[a]!; t >= 0; t = before[t]!) {
      const [, otherB, otherC] = cornersFrom(t)
      if (otherB === b && otherC === c) return true
    }
    return false
  }
}

/** The same triangle, its smallest place first. */
function rotated(a: number, b: number, c: number): [number, number, number] {
  if (a <= b && a <= c) return [a, b, c]
  return b <= a && b <= c ? [b, c, a] : [c, a, b]
}
