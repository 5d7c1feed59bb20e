import { type Border, beyond, type Field } from './field.ts'

/**
 * Tangent-space normals of a height field whose numbers are in pixels (a slope of 1 is 45°): the Scharr operator, whose gradients
 * are the least biased by direction of all 3 × 3 ones (H. Scharr, "Optimal operators in digital image processing", 2000).
 * 8-bit RGB, green up (OpenGL).
 */
export function normalsFromHeight({ width, height, data }: Field, border: Border): Uint8Array {
  const normals = new Uint8Array(new SharedArrayBuffer(width * height * 3))
  const left = Int32Array.from({ length: width }, (_, x) => beyond(x - 1, width, border))
  const right = Int32Array.from({ length: width }, (_, x) => beyond(x + 1, width, border))
  for (let y = 0; y < height; y++) {
    const here = y * width
    const above = beyond(y - 1, height, border) * width
    const below = beyond(y + 1, height, border) * width
    for (let x = 0; x < width; x++) {
      const l = left[x]!
      const r = right[x]!
      const topLeft = data[above + l]!
      const topRight = data[above + r]!
      const bottomLeft = data[below + l]!
      const bottomRight = data[below + r]!
      const dx = (3 * (topRight + bottomRight - topLeft - bottomLeft) + 10 * (data[here + r]! - data[here + l]!)) / 32
      const dy = (3 * (topLeft + topRight - bottomLeft - bottomRight) + 10 * (data[above + x]! - data[below + x]!)) / 32
      writeNormal(normals, (here + x) * 3, -dx, -dy, 1)
    }
  }
  return normals
}

/** Writes the unit vector of (x, y, z) as 8-bit RGB: 0..255 for −1..1. */
export function writeNormal(normals: Uint8Array, at: number, x: number, y: number, z: number): void {
  const scale = 127.5 / Math.sqrt(x * x + y * y + z * z)
  normals[at] = Math.floor(x * scale + 128)
  normals[at + 1] = Math.floor(y * scale + 128)
  normals[at + 2] = Math.min(255, Math.floor(z * scale + 128))
}
