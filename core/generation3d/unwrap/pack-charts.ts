import type { Mesh } from '../mesh.ts'
import type { FlatChart } from './flatten-chart.ts'
import { packRows } from './pack-rows.ts'
import type { Packing, PlacedChart } from './packing.ts'

/** Cells along the side of the square that charts are packed into. */
const CELLS = 512
/** Free cells between charts: 4 texels of a 1024 texture, so that neither filtering nor two smaller sizes mix charts. */
const GAP = 2

/** Of more charts than these (loose triangles), the gaps alone fill the cells: no scale would fit, and trying takes minutes. */
const MANY = 4000

/** Height of a chart's lower and upper side in each column of cells. */
interface Profile {
  readonly width: number
  readonly height: number
  readonly low: Int32Array
  readonly high: Int32Array
}

/**
 * Packs charts into the unit square like blocks let fall from above (the "Tetris" packing of Lévy et al., "Least squares
 * conformal maps", 2002), the tallest first, in each of four turns. The scale is found by trying.
 */
export function packCharts(charts: readonly { readonly mesh: Mesh; readonly chart: FlatChart }[]): Packing {
  const outlines = charts.map(({ mesh, chart }) => outlineOf(mesh, chart))
  if (outlines.length > MANY) return packRows(outlines)
  const area = outlines.reduce((sum, { area }) => sum + area, 0)
  // Forms fill 43 to 55 % of the square.
  let scale = Math.sqrt((0.5 * CELLS * CELLS) / area)
  let best: { scale: number; charts: PlacedChart[] } | undefined
  // Each try scales by what is missing or left. What is left of the height is twice as much as the scale could still gain.
  for (let round = 0; round < 12; round++) {
    const { charts: placed, height } = drop(outlines, scale)
    const fits = height <= CELLS
    if (fits && (best === undefined || scale > best.scale)) best = { scale, charts: placed }
    if (fits && (height > CELLS * 0.975 || round >= 5)) break
    if (round >= 5 && best !== undefined) break
    scale *= fits
      ? Math.min(1.08, Math.sqrt(CELLS / height)) * (height > CELLS * 0.985 ? 1.006 : 1)
      : Math.max(0.7, Math.sqrt(CELLS / height)) * 0.995
  }
  // A chart that is wider than the square at every scale tried cannot be: each round takes at least half a percent off.
  const { scale: cells, charts: places } = best ?? shrinkUntilFits(outlines, scale)
  return { scale: cells / CELLS, charts: places }
}

function shrinkUntilFits(outlines: readonly Outline[], start: number) {
  for (let scale = start; ; scale *= 0.9) {
    const { charts, height } = drop(outlines, scale)
    if (height <= CELLS) return { scale, charts }
  }
}

interface Outline {
  readonly area: number
  /** x and y of both ends of each border edge, for each quarter turn, from its own lowest corner. */
  readonly turns: readonly {
    readonly edges: Float64Array
    readonly width: number
    readonly height: number
    readonly low: readonly [number, number]
  }[]
}

function outlineOf({ indices }: Mesh, { triangles, localOf, uvs }: FlatChart): Outline {
  const open = new Map<number, [number, number]>()
  const size = localOf.size
  let area = 0
  for (const t of triangles) {
    const corners = [0, 1, 2].map((k) => localOf.get(indices[t * 3 + k]!)!) as [number, number, number]
    const [a, b, c] = corners
    area +=
      ((uvs[b * 2]! - uvs[a * 2]!) * (uvs[c * 2 + 1]! - uvs[a * 2 + 1]!) -
        (uvs[b * 2 + 1]! - uvs[a * 2 + 1]!) * (uvs[c * 2]! - uvs[a * 2]!)) /
      2
    for (let k = 0; k < 3; k++) {
      const from = corners[k]!
      const to = corners[(k + 1) % 3]!
      // An edge that comes back the other way is inside.
      if (!open.delete(to * size + from)) open.set(from * size + to, [from, to])
    }
  }
  const border = [...open.values()]
  const turns = [0, 1, 2, 3].map((turn) => {
    const edges = new Float64Array(border.length * 4)
    border.forEach(([from, to], i) => {
      edges.set(turned(uvs[from * 2]!, uvs[from * 2 + 1]!, turn), i * 4)
      edges.set(turned(uvs[to * 2]!, uvs[to * 2 + 1]!, turn), i * 4 + 2)
    })
    let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity]
    for (let i = 0; i < edges.length; i += 2) {
      left = Math.min(left, edges[i]!)
      right = Math.max(right, edges[i]!)
      bottom = Math.min(bottom, edges[i + 1]!)
      top = Math.max(top, edges[i + 1]!)
    }
    return { edges, width: right - left, height: top - bottom, low: [left, bottom] as const }
  })
  return { area, turns }
}

/** A point turned by quarters, counter-clockwise. */
export function turned(x: number, y: number, turns: number): [number, number] {
  return turns === 0 ? [x, y] : turns === 1 ? [-y, x] : turns === 2 ? [-x, -y] : [y, -x]
}

function drop(outlines: readonly Outline[], scale: number): { charts: PlacedChart[]; height: number } {
  const order = outlines
    .map(({ turns }, i) => ({ i, size: Math.max(turns[0]!.width, turns[0]!.height) }))
    .sort((a, b) => b.size - a.size || a.i - b.i)
  const horizon = new Int32Array(CELLS)
  const charts: PlacedChart[] = new Array(outlines.length)
  let highest = 0
  for (const { i } of order) {
    let best: { x: number; y: number; cost: number; turn: number; profile: Profile } | undefined
    for (let turn = 0; turn < 4; turn++) {
      const profile = profileOf(outlines[i]!.turns[turn]!, scale)
      // The column that was too high for the last place most likely is for the next: asked first, it spares walking along the chart.
      let hindrance = -1
      for (let x = 0; x + profile.width <= CELLS; x++) {
        const most = best === undefined ? Infinity : best.cost - profile.height
        if (hindrance >= x && horizon[hindrance]! - profile.low[hindrance - x]! > most) continue
        let y = 0
        for (let k = 0; k < profile.width; k++) {
          const least = horizon[x + k]! - profile.low[k]!
          if (least > y) y = least
          if (y > most) {
            hindrance = x + k
            break
          }
        }
        // The lowest top wins, then the least air below.
        let cost = y + profile.height
        if (best !== undefined && cost > best.cost) continue
        let air = 0
        for (let k = 0; k < profile.width; k++) air += y + profile.low[k]! - horizon[x + k]!
        cost += air / (CELLS * CELLS)
        if (best === undefined || cost < best.cost) best = { x, y, cost, turn, profile }
      }
    }
    if (best === undefined) return { charts, height: CELLS * 4 }
    const { x, y, turn, profile } = best
    for (let k = 0; k < profile.width; k++) horizon[x + k] = y + profile.high[k]!
    highest = Math.max(highest, y + profile.height)
    const [left, bottom] = outlines[i]!.turns[turn]!.low
    // Half of the gap on each side.
    charts[i] = {
      turns: turn,
      offset: [(x + GAP / 2 - left * scale) / CELLS, (y + GAP / 2 - bottom * scale) / CELLS],
    }
  }
  return { charts, height: highest }
}

/** The columns a chart takes, each with its gap. */
function profileOf({ edges, width, height, low: [left, bottom] }: Outline['turns'][number], scale: number): Profile {
  const columns = Math.floor(width * scale) + 1 + GAP
  const low = new Int32Array(columns).fill(1 << 30)
  const high = new Int32Array(columns)
  for (let e = 0; e < edges.length; e += 4) {
    let x0 = (edges[e]! - left) * scale
    let y0 = (edges[e + 1]! - bottom) * scale
    let x1 = (edges[e + 2]! - left) * scale
    let y1 = (edges[e + 3]! - bottom) * scale
    if (x0 > x1) {
      ;[x0, x1] = [x1, x0]
      ;[y0, y1] = [y1, y0]
    }
    const slope = x1 > x0 ? (y1 - y0) / (x1 - x0) : 0
    for (let column = Math.floor(x0); column <= Math.floor(x1); column++) {
      const from = y0 + (Math.max(column, x0) - x0) * slope
      const to = x1 > x0 ? y0 + (Math.min(column + 1, x1) - x0) * slope : y1
      const least = Math.floor(Math.min(from, to))
      const most = Math.floor(Math.max(from, to)) + 1 + GAP
      // A cell is also taken by what lies within the gap to its left and right.
      for (let k = column; k <= Math.min(columns - 1, column + GAP); k++) {
        if (least < low[k]!) low[k] = least
        if (most > high[k]!) high[k] = most
      }
    }
  }
  return { width: columns, height: Math.floor(height * scale) + 1 + GAP, low, high }
}
