import type { Mesh } from '../mesh.ts'

/** A ball of radius 1 of `rings` × 2 `rings` quads: closed, its poles and seam welded. */
export function ball(rings: number): Mesh {
  return wheel(rings, rings * 2, (s, t) => [
    Math.sin(t * Math.PI) * Math.cos(s * 2 * Math.PI),
    Math.cos(t * Math.PI),
    Math.sin(t * Math.PI) * Math.sin(s * 2 * Math.PI),
  ])
}

/** A torus with its middle circle of radius 1 around +Y, and `thin` its other radius. */
export function torus(rings: number, thin: number): Mesh {
  return wheel(rings, rings * 2, (s, t) => {
    const across = 1 + thin * Math.cos(t * 2 * Math.PI)
    return [across * Math.cos(s * 2 * Math.PI), -thin * Math.sin(t * 2 * Math.PI), across * Math.sin(s * 2 * Math.PI)]
  })
}

type Place = (s: number, t: number) => [number, number, number]

function wheel(rows: number, columns: number, place: Place): Mesh {
  const positions: number[] = []
  const indices: number[] = []
  const first = new Map<string, number>()
  const vertex = (row: number, column: number): number => {
    const at = place((column % columns) / columns, row / rows).map((value) => Math.round(value * 1e6) / 1e6)
    const key = at.join()
    const known = first.get(key)
    if (known !== undefined) return known
    first.set(key, positions.length / 3)
    return positions.push(...at) / 3 - 1
  }
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const [a, b] = [vertex(row, column), vertex(row, column + 1)]
      const [c, d] = [vertex(row + 1, column), vertex(row + 1, column + 1)]
      for (const corners of [
        [a, b, c],
        [b, d, c],
      ])
        if (new Set(corners).size === 3) indices.push(...corners)
    }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) }
}

/** Without the triangles whose middle lies at a height that `isGone` says yes to. */
export function withoutTriangles({ positions, indices }: Mesh, isGone: (y: number) => boolean): Mesh {
  const left = indices.filter((_, h) => {
    const t = h - (h % 3)
    return !isGone([0, 1, 2].reduce((sum, k) => sum + positions[indices[t + k]! * 3 + 1]! / 3, 0))
  })
  return { positions, indices: left }
}

export function moved({ positions, indices }: Mesh, offset: readonly number[], scale: number): Mesh {
  return { positions: positions.map((value, i) => value * scale + offset[i % 3]!), indices }
}

export function joined(a: Mesh, b: Mesh): Mesh {
  const first = a.positions.length / 3
  return {
    positions: Float32Array.from([...a.positions, ...b.positions]),
    indices: Uint32Array.from([...a.indices, ...b.indices.map((index) => index + first)]),
  }
}
