/** Makes the outermost samples of an n³ grid empty, so that what reaches its border gets a wall there and the surface is closed. */
export function closeBorder(values: Float32Array, n: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const [first, last] = [(i * n + j) * n, (i * n + j) * n + n - 1]
      values[first] = 0
      values[last] = 0
      if (i > 0 && i < n - 1 && j > 0 && j < n - 1) continue
      values.fill(0, first, last)
    }
  }
}
