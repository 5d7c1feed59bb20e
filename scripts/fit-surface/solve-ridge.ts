/** Weights w that make |A w − b|² + ridge |w|² least: the normal equations, by Gaussian elimination. */
export function solveRidge(rows: readonly (readonly number[])[], wanted: readonly number[], ridge: number): number[] {
  const n = rows[0]!.length
  const matrix = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n + 1 }, (_, j) => {
      let sum = i === j ? ridge : 0
      for (let r = 0; r < rows.length; r++) sum += rows[r]![i]! * (j === n ? wanted[r]! : rows[r]![j]!)
      return sum
    }),
  )
  for (let i = 0; i < n; i++) {
    let pivot = i
    for (let r = i + 1; r < n; r++) if (Math.abs(matrix[r]![i]!) > Math.abs(matrix[pivot]![i]!)) pivot = r
    ;[matrix[i], matrix[pivot]] = [matrix[pivot]!, matrix[i]!]
    for (let r = 0; r < n; r++) {
      if (r === i) continue
      const factor = matrix[r]![i]! / matrix[i]![i]!
      for (let c = i; c <= n; c++) matrix[r]![c]! -= factor * matrix[i]![c]!
    }
  }
  return matrix.map((row, i) => row[n]! / row[i]!)
}
