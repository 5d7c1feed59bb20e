/**
 * The connected path from the first row to the last whose costs add up to the least, as a column for each row (A. Efros,
 * W. Freeman, "Image quilting", 2001). `closed`: it ends where it began, for a surface whose last row meets its first.
 */
export function cheapestCut(
  cost: Float32Array,
  { columns, rows, closed }: { readonly columns: number; readonly rows: number; readonly closed: boolean },
): { readonly cut: Int32Array; readonly mean: number } {
  const free = search(cost, columns, rows)
  if (!closed) return free
  // A free one is in a cheap place half-way: close it there.
  return search(cost, columns, rows, free.cut[rows >> 1]!)
}

function search(cost: Float32Array, columns: number, rows: number, start?: number) {
  const came = new Int8Array(columns * rows)
  let total = new Float64Array(columns)
  let next = new Float64Array(columns)
  for (let x = 0; x < columns; x++) total[x] = start === undefined || x === start ? cost[x]! : Infinity
  for (let y = 1; y < rows; y++) {
    const row = y * columns
    for (let x = 0; x < columns; x++) {
      let best = total[x]!
      let step = 0
      // A step aside is longer, and costs a little more, so that a cut through an even place is straight.
      const aside = cost[row + x]! * 0.4
      if (x > 0 && total[x - 1]! + aside < best) {
        best = total[x - 1]! + aside
        step = -1
      }
      if (x < columns - 1 && total[x + 1]! + aside < best) {
        best = total[x + 1]! + aside
        step = 1
      }
      next[x] = best + cost[row + x]!
      came[row + x] = step
    }
    ;[total, next] = [next, total]
  }
  let at = 0
  for (let x = 1; x < columns; x++) if (total[x]! < total[at]!) at = x
  if (start !== undefined && Number.isFinite(total[start]!)) at = start
  const mean = total[at]! / rows
  const cut = new Int32Array(rows)
  for (let y = rows - 1; y >= 0; y--) {
    cut[y] = at
    at += came[y * columns + at]!
  }
  return { cut, mean }
}
