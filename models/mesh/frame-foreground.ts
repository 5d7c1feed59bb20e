import { WorkspaceError } from '../../base/error.ts'
import type { Pixels } from '../../base/pixels.ts'

/**
 * A cut-out in the middle of a square of which its longer side takes `ratio`, transparent around it: resize_foreground of TripoSR
 * (tsr/utils.py), its pixels unchanged. As there, the last row and the last column of what is visible are left out. Error: `bad-input`
 * where less than two pixels across are visible.
 */
export function frameForeground(pixels: Pixels, ratio: number): Pixels {
  if (pixels.channels !== 4) throw new WorkspaceError('internal', 'Only a picture with transparency can be framed.')
  const { left, top, width, height } = visiblePart(pixels)
  if (width < 1 || height < 1) {
    throw new WorkspaceError('bad-input', 'Nothing of the picture is left in front of its background.', {
      hint: 'A cut-out needs at least 2 × 2 visible pixels; say --background keep to use the whole picture.',
    })
  }
  const size = Math.max(width, height)
  const side = Math.trunc(size / ratio)
  // Halves are rounded down twice, as there: into the square, then into the larger one.
  const offset = (inner: number) => Math.floor((size - inner) / 2) + Math.floor((side - size) / 2)
  const data = new Uint8Array(4 * side * side)
  for (let y = 0; y < height; y++) {
    const from = 4 * ((top + y) * pixels.width + left)
    data.set(pixels.data.subarray(from, from + 4 * width), 4 * ((offset(height) + y) * side + offset(width)))
  }
  return { width: side, height: side, channels: 4, data }
}

/** The rectangle of pixels that are not wholly transparent, without its last row and column. */
function visiblePart({ width, height, data }: Pixels) {
  let [left, top, right, bottom] = [width, height, 0, 0]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[4 * (y * width + x) + 3] === 0) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  }
  return { left, top, width: right - left, height: bottom - top }
}
