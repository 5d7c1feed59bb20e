/** Filters over whole height fields that wrap around the tile. Each works on a range of rows or columns, for threads. */

/** Box blur of radius r along the rows `from`..`to`, wrapping. */
export function blurRows(
  input: Float32Array,
  output: Float32Array,
  width: number,
  from: number,
  to: number,
  radius: number,
): void {
  const scale = 1 / (2 * radius + 1)
  for (let y = from; y < to; y++) {
    const row = y * width
    let sum = 0
    for (let k = -radius; k <= radius; k++) sum += input[row + modulo(k, width)]!
    let enter = modulo(radius + 1, width)
    let leave = modulo(-radius, width)
    for (let x = 0; x < width; x++) {
      output[row + x] = sum * scale
      sum += input[row + enter]! - input[row + leave]!
      if (++enter === width) enter = 0
      if (++leave === width) leave = 0
    }
  }
}

/** Box blur of radius r along the columns `from`..`to`, wrapping; works row by row so that memory is read in order. */
export function blurColumns(
  input: Float32Array,
  output: Float32Array,
  width: number,
  height: number,
  from: number,
  to: number,
  radius: number,
): void {
  const scale = 1 / (2 * radius + 1)
  const sums = new Float64Array(to - from)
  for (let k = -radius; k <= radius; k++) {
    const row = modulo(k, height) * width
    for (let x = from; x < to; x++) sums[x - from]! += input[row + x]!
  }
  for (let y = 0; y < height; y++) {
    const row = y * width
    const enter = modulo(y + radius + 1, height) * width
    const leave = modulo(y - radius, height) * width
    for (let x = from; x < to; x++) {
      const sum = sums[x - from]!
      output[row + x] = sum * scale
      sums[x - from] = sum + input[enter + x]! - input[leave + x]!
    }
  }
}

function modulo(x: number, n: number): number {
  const r = x % n
  return r < 0 ? r + n : r
}
