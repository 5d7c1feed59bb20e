import type { Field } from '../maps/field.ts'

/** Columns moved up step by step, so that the right border comes `shift` rows higher; the field loses as many rows. */
export function shearField({ width, height, data }: Field, shift: number): Field {
  if (shift === 0) return { width, height, data }
  const rows = height - Math.abs(shift)
  const result = new Float32Array(width * rows)
  const start = Math.max(0, -shift)
  for (let x = 0; x < width; x++) {
    const down = start + (shift * x) / (width - 1)
    const whole = Math.floor(down)
    const share = down - whole
    for (let y = 0; y < rows; y++) {
      const above = data[Math.min(height - 1, y + whole) * width + x]!
      const below = data[Math.min(height - 1, y + whole + 1) * width + x]!
      result[y * width + x] = above + (below - above) * share
    }
  }
  return { width, height: rows, data: result }
}
