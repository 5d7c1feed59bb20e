import type { Pixels } from '../../../base/pixels.ts'
import { resizePixels } from '../resize-pixels.ts'
import { drawText } from './draw-text.ts'
import type { Label } from './plan-grid.ts'

/** Sides of a sheet: 8192² pixels are what the workspace reads back; half of each side is plenty to look at. */
const largestSide = 4096
/** Between pictures, in pixels. */
const gap = 8

export interface SheetCell {
  readonly column: number
  readonly row: number
  readonly pixels: Pixels
}

/** All pictures of a grid on one white sheet, columns labelled above and rows on the left; made smaller where they would not fit. */
export async function drawSheet(
  cells: readonly SheetCell[],
  { columns, rows }: { readonly columns: readonly Label[]; readonly rows: readonly Label[] },
): Promise<Pixels> {
  const widest = Math.max(...cells.map(({ pixels }) => pixels.width))
  const highest = Math.max(...cells.map(({ pixels }) => pixels.height))
  // An eighth of the sheet is left for labels.
  const room = (count: number) => (largestSide * 0.875 - gap * (count + 1)) / count
  const scale = Math.min(1, room(columns.length) / widest, room(rows.length) / highest)
  const [width, height] = [Math.round(widest * scale), Math.round(highest * scale)]
  // About a twentieth of a picture's side, and never too small to read.
  const size = Math.min(28, Math.max(11, Math.round((width + height) / 40)))
  const above = await Promise.all(columns.map((label) => drawText(label, { width, size, align: 'centre' })))
  // Room for some twelve letters, else text that stands on the left takes more than the pictures.
  const sideways = Math.min(512, Math.max(size * 8, Math.round(width / 2)))
  const beside = await Promise.all(rows.map((label) => drawText(label, { width: sideways, size, align: 'right' })))
  const top = Math.max(0, ...above.map((text) => (text === undefined ? 0 : text.height + gap)))
  const left = Math.max(0, ...beside.map((text) => (text === undefined ? 0 : text.width + gap)))

  // A label of many lines beside a low picture makes its row higher.
  const rowHeights = rows.map((_, row) => Math.max(height, beside[row]?.height ?? 0))
  const tops = rowHeights.map((_, row) => top + gap + sum(rowHeights.slice(0, row)) + gap * row)
  const sheet = blank(left + gap + columns.length * (width + gap), top + gap + sum(rowHeights) + gap * rows.length)
  const leftOf = (column: number) => left + gap + column * (width + gap)
  for (const { column, row, pixels } of cells) {
    const [w, h] = [Math.round(pixels.width * scale), Math.round(pixels.height * scale)]
    place(sheet, resizePixels(pixels, w, h), leftOf(column) + half(width - w), tops[row]! + half(rowHeights[row]! - h))
  }
  above.forEach((text, column) => {
    if (text !== undefined)
      place(sheet, text, leftOf(column) + half(width - text.width), gap + half(top - gap - text.height))
  })
  beside.forEach((text, row) => {
    if (text !== undefined) place(sheet, text, left - text.width, tops[row]! + half(rowHeights[row]! - text.height))
  })
  return sheet
}

function half(length: number): number {
  return Math.max(0, Math.floor(length / 2))
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}

function blank(width: number, height: number): Pixels {
  return { width, height, channels: 3, data: new Uint8Array(width * height * 3).fill(255) }
}

/** Lays a picture on the sheet, transparent where it is. */
function place(sheet: Pixels, { width, height, channels, data }: Pixels, left: number, top: number): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * channels
      const to = ((top + y) * sheet.width + left + x) * 3
      const share = channels === 4 ? data[from + 3]! / 255 : 1
      for (let c = 0; c < 3; c++) {
        const value = data[from + (channels === 1 ? 0 : c)]!
        sheet.data[to + c] = Math.round(share * value + (1 - share) * sheet.data[to + c]!)
      }
    }
  }
}
