import type { Pixels } from '../../../base/pixels.ts'

/** RGBA pictures of one size on one picture, `columns` of them in a row. */
export function sideBySide(pictures: readonly Pixels[], columns: number): Pixels {
  const { width: cell, height: row } = pictures[0]!
  const width = cell * columns
  const height = row * Math.ceil(pictures.length / columns)
  const data = new Uint8Array(width * height * 4)
  pictures.forEach((picture, i) => {
    const [left, top] = [(i % columns) * cell, Math.floor(i / columns) * row]
    for (let y = 0; y < row; y++) {
      data.set(picture.data.subarray(y * cell * 4, (y + 1) * cell * 4), ((top + y) * width + left) * 4)
    }
  })
  return { width, height, channels: 4, data }
}
