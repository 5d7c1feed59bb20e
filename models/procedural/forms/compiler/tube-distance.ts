import type { FormNode, Vec3 } from '../form-nodes.ts'
import {
  add,
  clamp,
  type FunctionWriter,
  type Lanes,
  lengthOf,
  less,
  min,
  mul,
  type Point,
  root,
  squareSum,
  sub,
  value,
} from './lanes.ts'
import { signed } from './wasm-module.ts'

/** Segments of a tube that are passed over together where a ball around them is farther than what is nearest so far. */
const runLength = 4

/** A chain of segments whose radius changes evenly, divided by the slope that this gives the field. */
export function tubeDistance(
  f: FunctionWriter,
  node: Extract<FormNode, { type: 'tube' }>,
  p: Point,
  known: Lanes = value(1e9),
): Lanes {
  const rows = tubeSegments(node)
  const near = f.variable(known)
  const each = ([ax, ay, az, bx, by, bz, inverse, r, change, slope]: readonly Lanes[]) => {
    const [x, y, z] = [f.keep(sub(p.x, ax!)), f.keep(sub(p.y, ay!)), f.keep(sub(p.z, az!))]
    const t = f.keep(clamp(mul(add(add(mul(x, bx!), mul(y, by!)), mul(z, bz!)), inverse!), 0, 1))
    const away = root(squareSum(f, sub(x, mul(t, bx!)), sub(y, mul(t, by!)), sub(z, mul(t, bz!))))
    near.set(min(near.get, mul(sub(away, add(r!, mul(t, change!))), slope!)))
  }
  if (rows.length <= 3) {
    for (const row of rows) each(row.map(value))
    return f.keep(near.get)
  }
  const runs = Array.from({ length: Math.ceil(rows.length / runLength) }, (_, run) =>
    Array.from({ length: runLength }, (_, i) => rows[Math.min(run * runLength + i, rows.length - 1)]!),
  )
  const start = f.module.table(runs.flatMap((run) => [...ballAround(run), ...run.flat()]))
  const [ballBytes, rowBytes] = [5 * 4, 10 * 4]
  const runBytes = ballBytes + runLength * rowBytes
  f.forTable(start, start + runs.length * runBytes, runBytes, (load, address) => {
    const [x, y, z, radius, slope] = [0, 4, 8, 12, 16].map((offset) => f.keep(load(offset)))
    const lower = sub(lengthOf(f, sub(p.x, x!), sub(p.y, y!), sub(p.z, z!)), radius!)
    f.ifAny(less(mul(lower, slope!), near.get), () => {
      const first = [...address, 0x41, ...signed(ballBytes), 0x6a]
      f.forRows(first, runLength * rowBytes, rowBytes, (load) =>
        each([0, 4, 8, 12, 16, 20, 24, 28, 32, 36].map((offset) => f.keep(load(offset)))),
      )
    })
  })
  return f.keep(near.get)
}

/** Centre and radius of a ball that holds segments, and the least slope of their fields. */
function ballAround(rows: readonly (readonly number[])[]): number[] {
  const ends = rows.flatMap(([ax, ay, az, bx, by, bz, , r, change]) => [
    { at: [ax!, ay!, az!], r: r! },
    { at: [ax! + bx!, ay! + by!, az! + bz!], r: r! + change! },
  ])
  const centre = [0, 1, 2].map((i) => {
    const all = ends.map(({ at }) => at[i]!)
    return (Math.min(...all) + Math.max(...all)) / 2
  })
  const away = (at: readonly number[]) => {
    const [x, y, z] = at.map((v, i) => v - centre[i]!) as [number, number, number]
    return Math.sqrt(x * x + y * y + z * z)
  }
  const radius = Math.max(...ends.map(({ at, r }) => away(at) + r))
  // A thousandth more: what is passed over must not depend on the last bit.
  return [...centre, radius * 1.001, Math.min(...rows.map((row) => row[9]!))]
}

function tubeSegments(node: Extract<FormNode, { type: 'tube' }>): number[][] {
  const { points, curve = false, closed = false } = node
  const count = points.length
  const radii = typeof node.radius === 'number' ? points.map(() => node.radius as number) : node.radius
  const last = closed ? count : count - 1
  const at = (i: number) => (closed ? points[(i + count) % count]! : points[Math.min(Math.max(i, 0), count - 1)]!)
  const radiusAt = (i: number) =>
    closed ? radii[(i + count) % count]! : radii[Math.min(Math.max(i, 0), radii.length - 1)]!
  const path: { at: Vec3; radius: number }[] = []
  const pieces = curve ? Math.max(2, Math.min(8, Math.floor(160 / count))) : 1
  for (let i = 0; i <= last; i++) {
    for (let piece = 0; piece < (i === last ? 1 : pieces); piece++) {
      const t = piece / pieces
      const radius = radiusAt(i) * (1 - t) + radiusAt(i + 1) * t
      const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)]
      // Catmull-Rom.
      const place = p1.map((v, k) => {
        const [a, b, c] = [
          p2[k]! - p0[k]!,
          2 * p0[k]! - 5 * v + 4 * p2[k]! - p3[k]!,
          3 * v - p0[k]! - 3 * p2[k]! + p3[k]!,
        ]
        return v + 0.5 * t * (a + t * (b + t * c))
      }) as Vec3
      path.push({ at: place, radius })
    }
  }
  return path.slice(1).map((end, i) => {
    const start = path[i]!
    const b = end.at.map((v, k) => v - start.at[k]!)
    const squared = Math.max(b[0]! * b[0]! + b[1]! * b[1]! + b[2]! * b[2]!, 1e-12)
    const change = end.radius - start.radius
    return [...start.at, ...b, 1 / squared, start.radius, change, 1 / Math.sqrt(1 + (change * change) / squared)]
  })
}
