import type { FormNode, Vec3 } from '../form-nodes.ts'
import { type Box, grown, rotationMatrix } from './bounds.ts'
import { abs, add, type FunctionWriter, type Lanes, max, mul, type Point, root, squareSum, sub } from './lanes.ts'

/** Moves a point into a node's own space; `factor` turns distances back. */
export function placed(f: FunctionWriter, node: FormNode, at: Point): { p: Point; factor: number } {
  let p = at
  if (node.at !== undefined) {
    const [x, y, z] = node.at
    p = f.keepPoint({ x: sub(p.x, x), y: sub(p.y, y), z: sub(p.z, z) })
  }
  if (node.rotate?.some((angle) => angle !== 0)) {
    const m = rotationMatrix(node.rotate).map((v) =>
      Math.abs(v) < 1e-9 ? 0 : Math.abs(Math.abs(v) - 1) < 1e-9 ? Math.sign(v) : v,
    )
    // The inverse of a rotation is its transpose.
    const row = (i: number) => add(add(mul(p.x, m[i]!), mul(p.y, m[i + 3]!)), mul(p.z, m[i + 6]!))
    p = f.keepPoint({ x: row(0), y: row(1), z: row(2) })
  }
  if (node.scale === undefined) return { p, factor: 1 }
  const factors: Vec3 = typeof node.scale === 'number' ? [node.scale, node.scale, node.scale] : node.scale
  p = f.keepPoint({ x: mul(p.x, 1 / factors[0]), y: mul(p.y, 1 / factors[1]), z: mul(p.z, 1 / factors[2]) })
  return { p, factor: Math.min(...factors) }
}

/** Distance to a box, 0 inside. */
export function boxDistance(f: FunctionWriter, box: Box, p: Point): Lanes {
  // A thousandth of its size more: what is skipped must not depend on the last bit of the bounds.
  const { min: low, max: high } = grown(box, 1e-4 * Math.max(1e-3, ...box.max.map((v, i) => v - box.min[i]!)))
  const axes = [p.x, p.y, p.z].map((axis, i) => {
    const centre = (low[i]! + high[i]!) / 2
    return max(sub(abs(sub(axis, centre)), (high[i]! - low[i]!) / 2), 0)
  })
  return f.keep(root(squareSum(f, ...axes)))
}
