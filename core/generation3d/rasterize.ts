/** Fractions of a texel that corners are rounded to: edge functions are then exact, so neighbours never share or leave a texel. */
const STEPS = 256

/**
 * Calls `each` with every texel whose centre lies in the triangle (x right, y down, in texels), whichever way it turns, and the
 * weights of its corners. Triangles that share an edge never share a texel. Rows before `firstRow` and from
 * `height` on are left out.
 */
export function rasterize(
  width: number,
  height: number,
  [ax0, ay0]: readonly [number, number],
  [bx0, by0]: readonly [number, number],
  [cx0, cy0]: readonly [number, number],
  each: (x: number, y: number, a: number, b: number, c: number) => void,
  firstRow = 0,
): void {
  const ax = Math.round(ax0 * STEPS)
  const ay = Math.round(ay0 * STEPS)
  let bx = Math.round(bx0 * STEPS)
  let by = Math.round(by0 * STEPS)
  let cx = Math.round(cx0 * STEPS)
  let cy = Math.round(cy0 * STEPS)
  let area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
  if (area === 0) return
  const swapped = area < 0
  if (swapped) {
    ;[bx, cx] = [cx, bx]
    ;[by, cy] = [cy, by]
    area = -area
  }
  const x0 = Math.max(0, Math.ceil(Math.min(ax, bx, cx) / STEPS - 0.5))
  const x1 = Math.min(width - 1, Math.floor(Math.max(ax, bx, cx) / STEPS - 0.5))
  const y0 = Math.max(firstRow, Math.ceil(Math.min(ay, by, cy) / STEPS - 0.5))
  const y1 = Math.min(height - 1, Math.floor(Math.max(ay, by, cy) / STEPS - 0.5))
  // A centre on an edge belongs to the triangle for which the edge is a top or left one.
  const edgeA = ownsEdge(bx, by, cx, cy) ? 0 : -1
  const edgeB = ownsEdge(cx, cy, ax, ay) ? 0 : -1
  const edgeC = ownsEdge(ax, ay, bx, by) ? 0 : -1
  for (let y = y0; y <= y1; y++) {
    const py = y * STEPS + STEPS / 2
    for (let x = x0; x <= x1; x++) {
      const px = x * STEPS + STEPS / 2
      const a = (cx - bx) * (py - by) - (cy - by) * (px - bx)
      const b = (ax - cx) * (py - cy) - (ay - cy) * (px - cx)
      const c = (bx - ax) * (py - ay) - (by - ay) * (px - ax)
      if (a + edgeA < 0 || b + edgeB < 0 || c + edgeC < 0) continue
      if (swapped) each(x, y, a / area, c / area, b / area)
      else each(x, y, a / area, b / area, c / area)
    }
  }
}

function ownsEdge(ax: number, ay: number, bx: number, by: number): boolean {
  return ay === by ? bx > ax : by < ay
}
