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

/** Tangent-space normals (OpenGL, +Y up the image) of a height in tile widths, for a range of rows. */
export function writeNormals(
  field: Float32Array,
  normal: Uint8Array,
  width: number,
  height: number,
  from: number,
  to: number,
): void {
  const scale = width / 2 // one over twice the pixel size in tile widths
  for (let y = from; y < to; y++) {
    const row = y * width
    const above = (y === 0 ? height - 1 : y - 1) * width
    const below = (y === height - 1 ? 0 : y + 1) * width
    for (let x = 0; x < width; x++) {
      const left = x === 0 ? width - 1 : x - 1
      const right = x === width - 1 ? 0 : x + 1
      const nx = (field[row + left]! - field[row + right]!) * scale
      const ny = (field[below + x]! - field[above + x]!) * scale
      const inverse = 127.5 / Math.sqrt(nx * nx + ny * ny + 1)
      const at = (row + x) * 3
      normal[at] = nx * inverse + 128
      normal[at + 1] = ny * inverse + 128
      normal[at + 2] = Math.min(255, inverse + 128)
    }
  }
}

/** Distances at which the horizon is looked for, in tile widths. */
const REACH = [0.0012, 0.003, 0.007, 0.015, 0.032]
const DIRECTIONS = [
  [1, 0],
  [Math.SQRT1_2, Math.SQRT1_2],
  [0, 1],
  [-Math.SQRT1_2, Math.SQRT1_2],
  [-1, 0],
  [-Math.SQRT1_2, -Math.SQRT1_2],
  [0, -1],
  [Math.SQRT1_2, -Math.SQRT1_2],
] as const

/** How much of the sky each point of a height field sees, from the horizon in eight directions, for a range of rows. */
export function writeOcclusion(
  field: Float32Array,
  occlusion: Uint8Array,
  width: number,
  height: number,
  from: number,
  to: number,
): void {
  const steps = REACH.length
  const dx = new Int32Array(8 * steps)
  const dy = new Int32Array(8 * steps)
  const inverse = new Float64Array(8 * steps)
  DIRECTIONS.forEach(([cx, cy], i) => {
    REACH.forEach((reach, k) => {
      // Alternate directions look at other distances, which saves half the rings.
      const pixels = Math.max(1 + k, reach * (i % 2 === 0 ? 1 : 1.45) * width)
      const at = i * steps + k
      dx[at] = Math.round(cx * pixels)
      dy[at] = Math.round(cy * pixels)
      inverse[at] = width / Math.sqrt(dx[at]! * dx[at]! + dy[at]! * dy[at]!)
    })
  })
  const offsets = Int32Array.from(dx, (step, i) => dy[i]! * width + step)
  const margin = Math.max(...dx, ...dy)
  for (let y = from; y < to; y++) {
    const inside = y >= margin && y < height - margin
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      const here = field[at]!
      const wraps = !inside || x < margin || x >= width - margin
      let seen = 0
      for (let first = 0; first < 8 * steps; first += steps) {
        let slope = 0
        for (let k = first; k < first + steps; k++) {
          const there = wraps ? modulo(y + dy[k]!, height) * width + modulo(x + dx[k]!, width) : at + offsets[k]!
          const rise = (field[there]! - here) * inverse[k]!
          if (rise > slope) slope = rise
        }
        // The open share of a cosine-weighted slice of sky above horizon angle h is cos² h = 1 / (1 + tan² h).
        seen += 1 / (1 + slope * slope)
      }
      occlusion[at] = seen * 31.875 + 0.5
    }
  }
}

function modulo(x: number, n: number): number {
  const r = x % n
  return r < 0 ? r + n : r
}
