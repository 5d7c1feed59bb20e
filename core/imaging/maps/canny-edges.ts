import type { Pixels } from '../../../base/pixels.ts'

/** tan 22.5° in 15 bits, as OpenCV rounds it. */
const tangent = 13_573

/**
 * White lines on black where the brightness changes sharply (Canny, "A Computational Approach to Edge Detection", 1986), with the
 * choices of OpenCV's `Canny`: Sobel's gradients over 3 × 3, |dx| + |dy| as their length, of the colours the one that changes most,
 * no smoothing before. A line begins above `high` and goes on above `low`; both are lengths of a gradient, of 0 to 2040.
 */
export function cannyEdges(pixels: Pixels, { low, high }: { low: number; high: number }): Pixels & { channels: 1 } {
  const { width, height } = pixels
  const { dx, dy, length } = gradients(pixels)
  const [weakFrom, strongFrom] = [Math.min(low, high), Math.max(low, high)]
  // 0: no edge, 1: one where it touches a strong one, 2: strong.
  const found = new Uint8Array(width * height)
  const open: number[] = []
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      if (length[i]! <= weakFrom || !isRidge(x, y)) continue
      found[i] = length[i]! > strongFrom ? 2 : 1
      if (found[i] === 2) open.push(i)
    }
  }
  for (let i = open.pop(); i !== undefined; i = open.pop()) {
    const [x, y] = [i % width, Math.floor(i / width)]
    for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
      for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
        const neighbour = row * width + column
        if (found[neighbour] !== 1) continue
        found[neighbour] = 2
        open.push(neighbour)
      }
    }
  }
  return { width, height, channels: 1, data: found.map((kind) => (kind === 2 ? 255 : 0)) }

  /** Longer than its neighbours across the edge; of two that are as long, one counts. */
  function isRidge(x: number, y: number): boolean {
    const i = y * width + x
    const [m, across, down] = [length[i]!, Math.abs(dx[i]!), Math.abs(dy[i]!) << 15]
    const flat = across * tangent
    if (down < flat) return m > lengthAt(x - 1, y) && m >= lengthAt(x + 1, y)
    // tan 67.5° is 2 + tan 22.5°.
    if (down > flat + across * 2 ** 16) return m > lengthAt(x, y - 1) && m >= lengthAt(x, y + 1)
    const slope = (dx[i]! ^ dy[i]!) < 0 ? -1 : 1
    return m > lengthAt(x - slope, y - 1) && m > lengthAt(x + slope, y + 1)
  }

  function lengthAt(x: number, y: number): number {
    return x < 0 || y < 0 || x >= width || y >= height ? 0 : length[y * width + x]!
  }
}

/** Of each place, of the colour that changes most; the border's pixels go on outwards. */
function gradients({ width, height, channels, data }: Pixels) {
  const colours = channels === 4 ? 3 : channels
  const dx = new Int16Array(width * height)
  const dy = new Int16Array(width * height)
  const length = new Int16Array(width * height)
  for (let y = 0, i = 0; y < height; y++) {
    const [above, here, below] = [Math.max(0, y - 1), y, Math.min(height - 1, y + 1)].map((row) => row * width)
    for (let x = 0; x < width; x++, i++) {
      const [left, right] = [Math.max(0, x - 1), Math.min(width - 1, x + 1)]
      for (let c = 0; c < colours; c++) {
        const at = (row: number, column: number) => data[(row + column) * channels + c]!
        const across =
          at(above!, right) -
          at(above!, left) +
          2 * (at(here!, right) - at(here!, left)) +
          at(below!, right) -
          at(below!, left)
        const down =
          at(below!, left) -
          at(above!, left) +
          2 * (at(below!, x) - at(above!, x)) +
          at(below!, right) -
          at(above!, right)
        const sum = Math.abs(across) + Math.abs(down)
        if (c > 0 && sum <= length[i]!) continue
        dx[i] = across
        dy[i] = down
        length[i] = sum
      }
    }
  }
  return { dx, dy, length }
}
