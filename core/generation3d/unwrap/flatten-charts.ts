import type { Mesh } from '../mesh.ts'
import { findTwins } from '../topology.ts'
import { findCharts } from './find-charts.ts'
import { type FlatChart, flattenChart } from './flatten-chart.ts'

/** Cuts a mesh into charts and lays each flat, in metres. */
export function flattenCharts(mesh: Mesh): FlatChart[] {
  const { twins } = findTwins(mesh)
  const { charts, count } = findCharts(mesh, twins)
  const groups: number[][] = Array.from({ length: count }, () => [])
  charts.forEach((chart, t) => {
    groups[chart]!.push(t)
  })
  return groups.flatMap((triangles) => flattenOrSplit(mesh, twins, triangles))
}

/** A chart that cannot lie flat in one piece is halved until its pieces can; one triangle always can. */
function flattenOrSplit(mesh: Mesh, twins: Int32Array, triangles: readonly number[]): FlatChart[] {
  const flat = flattenChart(mesh, triangles)
  if (flat !== undefined || triangles.length === 1) {
    return [flat ?? flatTriangle(mesh, triangles[0]!)]
  }
  return halves(twins, triangles).flatMap((half) => flattenOrSplit(mesh, twins, half))
}

/** Grows two pieces at the same pace from triangles far apart; what hangs together with neither is a third piece. */
function halves(twins: Int32Array, triangles: readonly number[]): number[][] {
  const inside = new Set(triangles)
  const walk = (starts: readonly number[]) => {
    const owner = new Map<number, number>()
    const queue = starts.slice()
    starts.forEach((start, i) => {
      owner.set(start, i)
    })
    for (let i = 0; i < queue.length; i++) {
      const t = queue[i]!
      for (let h = t * 3; h < t * 3 + 3; h++) {
        const next = twins[h]! < 0 ? -1 : Math.floor(twins[h]! / 3)
        if (next < 0 || !inside.has(next) || owner.has(next)) continue
        owner.set(next, owner.get(t)!)
        queue.push(next)
      }
    }
    return { owner, last: queue[queue.length - 1]! }
  }
  const oneEnd = walk([triangles[0]!]).last
  const otherEnd = walk([oneEnd]).last
  const { owner } = walk(oneEnd === otherEnd ? [oneEnd] : [oneEnd, otherEnd])
  const pieces: number[][] = [[], [], []]
  for (const t of triangles) pieces[owner.get(t) ?? 2]!.push(t)
  return pieces.filter((piece) => piece.length > 0)
}

/** A single triangle that has no area, or faces nowhere: laid out by the lengths of its sides. */
function flatTriangle({ positions, indices }: Mesh, t: number): FlatChart {
  const side = (i: number, j: number) => {
    const [a, b] = [indices[t * 3 + i]! * 3, indices[t * 3 + j]! * 3]
    const [x, y, z] = [0, 1, 2].map((k) => positions[a + k]! - positions[b + k]!) as [number, number, number]
    return Math.sqrt(x * x + y * y + z * z)
  }
  const [ab, ac, bc] = [side(0, 1), side(0, 2), side(1, 2)]
  const x = ab > 0 ? (ab * ab + ac * ac - bc * bc) / (2 * ab) : 0
  // A height of at least a thousandth of the base: a line would have no inside.
  const y = Math.max(Math.sqrt(Math.max(0, ac * ac - x * x)), ab * 1e-3, 1e-9)
  const localOf = new Map([0, 1, 2].map((k) => [indices[t * 3 + k]!, k]))
  return { triangles: [t], localOf, uvs: Float64Array.of(0, 0, Math.max(ab, 1e-9), 0, x, y) }
}
