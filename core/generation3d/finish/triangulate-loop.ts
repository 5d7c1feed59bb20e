import { cross, dot, minus, type Vector } from '../vector.ts'

/**
 * The triangles of least area that fill a loop of points in space, three corners each, turning as the loop does. Dynamic
 * programming over all sub-loops: n³ / 6 steps.
 */
export function triangulateLoop(points: readonly Vector[]): number[] {
  const n = points.length
  const cost = new Float64Array(n * n)
  const split = new Int32Array(n * n).fill(-1)
  for (let span = 2; span < n; span++)
    for (let i = 0; i + span < n; i++) {
      const k = i + span
      let best = Infinity
      for (let j = i + 1; j < k; j++) {
        const sum = cost[i * n + j]! + cost[j * n + k]!
        if (sum >= best) continue
        const total = sum + areaOf(points[i]!, points[j]!, points[k]!)
        if (total >= best) continue
        best = total
        split[i * n + k] = j
      }
      cost[i * n + k] = best
    }
  const triangles: number[] = []
  const open: [number, number][] = [[0, n - 1]]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [i, k] = next
    const j = split[i * n + k]!
    if (j < 0) continue
    triangles.push(i, j, k)
    open.push([i, j], [j, k])
  }
  return triangles
}

function areaOf(a: Vector, b: Vector, c: Vector): number {
  const across = cross(minus(b, a), minus(c, a))
  return Math.sqrt(dot(across, across)) / 2
}
