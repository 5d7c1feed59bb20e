const SUB = 1
const UP = 2
const PAETH = 4

/**
 * The filtered scanlines of PNG (specification §9), each with its filter byte: of sub, up and Paeth the one with the smallest
 * sum of absolute differences, the heuristic of §12.7, judged on every third byte of the row (which costs a third and chooses as well).
 */
export function filterRows(bytes: Uint8Array, rowBytes: number, pixelBytes: number): Uint8Array {
  const rows = bytes.length / rowBytes
  const output = new Uint8Array(rows * (rowBytes + 1))
  for (let row = 0; row < rows; row++) {
    const start = row * rowBytes
    const filter = row === 0 ? SUB : bestFilter(bytes, start, rowBytes, pixelBytes)
    const to = row * (rowBytes + 1)
    output[to] = filter
    writeRow(bytes, start, rowBytes, pixelBytes, filter, output, to + 1)
  }
  return output
}

function bestFilter(bytes: Uint8Array, start: number, rowBytes: number, pixelBytes: number): number {
  let sub = 0
  let up = 0
  let paeth = 0
  // Steps of 7 bytes visit every channel of 1, 2, 3, 4, 6 and 8 bytes a pixel.
  for (let i = start + pixelBytes; i < start + rowBytes; i += 7) {
    const here = bytes[i]!
    const left = bytes[i - pixelBytes]!
    const above = bytes[i - rowBytes]!
    const corner = bytes[i - rowBytes - pixelBytes]!
    sub += Math.abs(((here - left) << 24) >> 24)
    up += Math.abs(((here - above) << 24) >> 24)
    paeth += Math.abs(((here - predict(left, above, corner)) << 24) >> 24)
  }
  if (paeth < sub && paeth < up) return PAETH
  return up <= sub ? UP : SUB
}

function writeRow(
  bytes: Uint8Array,
  start: number,
  rowBytes: number,
  pixelBytes: number,
  filter: number,
  output: Uint8Array,
  to: number,
): void {
  const head = filter === UP ? 0 : pixelBytes
  for (let i = 0; i < head; i++)
    output[to + i] = bytes[start + i]! - (filter === PAETH ? bytes[start + i - rowBytes]! : 0)
  if (filter === SUB) {
    for (let i = head; i < rowBytes; i++) output[to + i] = bytes[start + i]! - bytes[start + i - pixelBytes]!
  } else if (filter === UP) {
    for (let i = 0; i < rowBytes; i++) output[to + i] = bytes[start + i]! - bytes[start + i - rowBytes]!
  } else {
    for (let i = head; i < rowBytes; i++) {
      const at = start + i
      output[to + i] =
        bytes[at]! - predict(bytes[at - pixelBytes]!, bytes[at - rowBytes]!, bytes[at - rowBytes - pixelBytes]!)
    }
  }
}

/** Alan W. Paeth's predictor: whichever neighbour is nearest to left + above − corner. */
function predict(left: number, above: number, corner: number): number {
  const toLeft = Math.abs(above - corner)
  const toAbove = Math.abs(left - corner)
  const toCorner = Math.abs(left + above - 2 * corner)
  if (toLeft <= toAbove && toLeft <= toCorner) return left
  return toAbove <= toCorner ? above : corner
}
