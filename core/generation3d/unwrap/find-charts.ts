import type { Mesh } from '../mesh.ts'
import { faceNormals } from './face-normals.ts'
import { createMinHeap } from './min-heap.ts'

/** Cosine between a chart's direction and that of its triangles: 52°. Three sides of a box around a corner (55°) are never one chart. */
const CONE = 0.62
/** Merging may go a little further (53°), since few triangles are at the limit. */
const MERGE_CONE = 0.6
/** Cosine of 50°: a sharper edge always gets a seam, except around charts of a few triangles. */
const HARD = 0.64
const SCRAP = 8
/** How often charts are grown again from their middles: borders straighten out after the first few. */
const ROUNDS = 3
/** Passes over the neighbours that smooth the direction of a triangle, so that noise in the surface does not cut charts. */
const SMOOTHING = 3

/**
 * Cuts a surface into charts that face one way each, compact and not too many (region growing with Lloyd relaxation, after
 * Cohen-Steiner et al., "Variational shape approximation", 2004). Answers the chart of each triangle, numbered from 0.
 */
export function findCharts(mesh: Mesh, twins: Int32Array): { charts: Int32Array; count: number } {
  const { normals: exact, areas } = faceNormals(mesh)
  const count = areas.length
  const neighbours = twins.map((twin) => (twin < 0 ? -1 : (twin - (twin % 3)) / 3))
  const neighbour = (t: number, side: number) => neighbours[t * 3 + side]!
  const normals = smoothed(exact, areas, neighbour)
  const isHard = (t: number, next: number) => dotOf(exact, t, next) < HARD && dotOf(normals, t, next) < HARD
  /** The neighbour, unless a sharp edge lies between: a seam there lets the edge stay sharp. */
  const softNeighbours = neighbours.map((next, h) => (next >= 0 && isHard((h - (h % 3)) / 3, next) ? -1 : next))
  const softNeighbour = (t: number, side: number) => softNeighbours[t * 3 + side]!
  let charts = new Int32Array(count).fill(-1)
  let sums: Float64Array

  const fits = (t: number, sum: ArrayLike<number>, cone: number) => {
    const length = Math.sqrt(sum[0]! * sum[0]! + sum[1]! * sum[1]! + sum[2]! * sum[2]!)
    const along = normals[t * 3]! * sum[0]! + normals[t * 3 + 1]! * sum[1]! + normals[t * 3 + 2]! * sum[2]!
    const sharp = exact[t * 3]! * sum[0]! + exact[t * 3 + 1]! * sum[1]! + exact[t * 3 + 2]! * sum[2]!
    return along > cone * length && sharp > 0.2 * length
  }
  const addTo = (into: Float64Array, chart: number, t: number) => {
    for (let a = 0; a < 3; a++) into[chart * 3 + a] = into[chart * 3 + a]! + normals[t * 3 + a]! * areas[t]!
  }

  // First a chart from each triangle that no earlier chart could take.
  const directions: number[] = []
  let chartCount = 0
  for (let seed = 0; seed < count; seed++) {
    if (charts[seed] !== -1) continue
    const sum = [0, 1, 2].map((a) => normals[seed * 3 + a]! * areas[seed]! || (a === 1 ? 1e-30 : 0))
    const heap = createMinHeap()
    heap.push(0, seed)
    for (let t = heap.pop(); t >= 0; t = heap.pop()) {
      if (charts[t] !== -1 || (t !== seed && !fits(t, sum, CONE))) continue
      charts[t] = chartCount
      for (let a = 0; a < 3; a++) sum[a] = sum[a]! + normals[t * 3 + a]! * areas[t]!
      for (let side = 0; side < 3; side++) {
        const next = softNeighbour(t, side)
        if (next >= 0 && charts[next] === -1) heap.push(deviation(next, sum), next)
      }
    }
    directions.push(...sum)
    chartCount++
  }
  sums = Float64Array.from(directions)
  mergeCharts()

  // Then all charts at once from the triangle in each that faces its way best.
  for (let round = 0; round < ROUNDS; round++) {
    const seeds = new Int32Array(chartCount).fill(-1)
    const best = new Float64Array(chartCount).fill(Infinity)
    for (let t = 0; t < count; t++) {
      const chart = charts[t]!
      // The larger triangles lie in the middle of flat regions.
      const cost = deviation(t, sums.subarray(chart * 3, chart * 3 + 3)) - areas[t]! * 1e-3
      if (cost < best[chart]!) {
        best[chart] = cost
        seeds[chart] = t
      }
    }
    const grown = new Int32Array(count).fill(-1)
    const heap = createMinHeap()
    seeds.forEach((seed, chart) => {
      if (seed >= 0) heap.push(0, chart * count + seed)
    })
    for (let entry = heap.pop(); entry >= 0; entry = heap.pop()) {
      const t = entry % count
      const chart = (entry - t) / count
      if (grown[t] !== -1) continue
      const sum = sums.subarray(chart * 3, chart * 3 + 3)
      if (t !== seeds[chart] && !fits(t, sum, CONE)) continue
      grown[t] = chart
      for (let side = 0; side < 3; side++) {
        const next = softNeighbour(t, side)
        if (next >= 0 && grown[next] === -1) heap.push(deviation(next, sum), chart * count + next)
      }
    }
    // What no chart could reach becomes charts of its own.
    for (let t = 0; t < count; t++) {
      if (grown[t] !== -1) continue
      const stack = [t]
      grown[t] = chartCount
      const sum = [0, 1, 2].map((a) => normals[t * 3 + a]! * areas[t]! || (a === 1 ? 1e-30 : 0))
      while (stack.length > 0) {
        const at = stack.pop()!
        for (let side = 0; side < 3; side++) {
          const next = softNeighbour(at, side)
          if (next < 0 || grown[next] !== -1 || !fits(next, sum, CONE)) continue
          grown[next] = chartCount
          for (let a = 0; a < 3; a++) sum[a] = sum[a]! + normals[next * 3 + a]! * areas[next]!
          stack.push(next)
        }
      }
      chartCount++
    }
    charts = grown
    sums = new Float64Array(chartCount * 3)
    for (let t = 0; t < count; t++) addTo(sums, charts[t]!, t)
    mergeCharts()
  }
  return { charts, count: chartCount }

  function deviation(t: number, sum: ArrayLike<number>): number {
    const length = Math.sqrt(sum[0]! * sum[0]! + sum[1]! * sum[1]! + sum[2]! * sum[2]!) || 1
    const along = normals[t * 3]! * sum[0]! + normals[t * 3 + 1]! * sum[1]! + normals[t * 3 + 2]! * sum[2]!
    return 1 - along / length
  }

  /** Small charts go to the neighbour with the longest common border that can take them whole. Numbers stay without gaps. */
  function mergeCharts(): void {
    for (let round = 0; round < 4; round++) {
      const members: number[][] = Array.from({ length: chartCount }, () => [])
      for (let t = 0; t < count; t++) members[charts[t]!]!.push(t)
      const order = members.map((_, chart) => chart).sort((a, b) => members[a]!.length - members[b]!.length || a - b)
      let merged = 0
      for (const chart of order) {
        if (members[chart]!.length === 0) continue
        const borders = new Map<number, number>()
        for (const t of members[chart]!)
          for (let side = 0; side < 3; side++) {
            const next = members[chart]!.length < SCRAP ? neighbour(t, side) : softNeighbour(t, side)
            if (next >= 0 && charts[next] !== chart) borders.set(charts[next]!, (borders.get(charts[next]!) ?? 0) + 1)
          }
        for (const [other] of [...borders].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
          const sum = [0, 1, 2].map((a) => sums[chart * 3 + a]! + sums[other * 3 + a]!)
          const small = members[chart]!
          const large = members[other]!
          if (!small.every((t) => fits(t, sum, MERGE_CONE)) || !large.every((t) => fits(t, sum, MERGE_CONE))) continue
          for (const t of small) charts[t] = other
          large.push(...small)
          members[chart] = []
          for (let a = 0; a < 3; a++) sums[other * 3 + a] = sum[a]!
          merged++
          break
        }
      }
      const next = new Int32Array(chartCount).fill(-1)
      let left = 0
      members.forEach((triangles, chart) => {
        if (triangles.length > 0) next[chart] = left++
      })
      const packed = new Float64Array(left * 3)
      next.forEach((to, from) => {
        if (to >= 0) packed.set(sums.subarray(from * 3, from * 3 + 3), to * 3)
      })
      charts.forEach((chart, t) => {
        charts[t] = next[chart]!
      })
      sums = packed
      chartCount = left
      if (merged === 0) return
    }
  }
}

function dotOf(normals: Float64Array, a: number, b: number): number {
  return (
    normals[a * 3]! * normals[b * 3]! +
    normals[a * 3 + 1]! * normals[b * 3 + 1]! +
    normals[a * 3 + 2]! * normals[b * 3 + 2]!
  )
}

function smoothed(
  normals: Float64Array,
  areas: Float64Array,
  neighbour: (t: number, side: number) => number,
): Float64Array {
  let from = normals
  for (let pass = 0; pass < SMOOTHING; pass++) {
    const to = new Float64Array(from.length)
    for (let t = 0; t < areas.length; t++) {
      let x = from[t * 3]! * areas[t]!
      let y = from[t * 3 + 1]! * areas[t]!
      let z = from[t * 3 + 2]! * areas[t]!
      for (let side = 0; side < 3; side++) {
        const next = neighbour(t, side)
        if (next < 0) continue
        // A neighbour across a sharp edge (more than 45°) does not count: charts should end there.
        const along =
          from[t * 3]! * from[next * 3]! +
          from[t * 3 + 1]! * from[next * 3 + 1]! +
          from[t * 3 + 2]! * from[next * 3 + 2]!
        if (along < 0.7) continue
        x += from[next * 3]! * areas[next]!
        y += from[next * 3 + 1]! * areas[next]!
        z += from[next * 3 + 2]! * areas[next]!
      }
      const length = Math.sqrt(x * x + y * y + z * z)
      to[t * 3] = length > 0 ? x / length : from[t * 3]!
      to[t * 3 + 1] = length > 0 ? y / length : from[t * 3 + 1]!
      to[t * 3 + 2] = length > 0 ? z / length : from[t * 3 + 2]!
    }
    from = to
  }
  return from
}
