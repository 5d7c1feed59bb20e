import type { GridLayout } from './grid-layout.ts'

/** In the coordinates of the whole list, from its top left corner. */
export interface Rectangle {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The indices of the assets a rectangle touches, in order. `gap` is the layout's. */
export function assetsIn(layout: GridLayout, rectangle: Rectangle, gap: number): number[] {
  const found: number[] = []
  if (layout.rowCount === 0 || rectangle.bottom < 0 || rectangle.top > layout.height) return found
  const step = layout.cell + gap
  const last = layout.rowAt(rectangle.bottom)
  for (let index = layout.rowAt(Math.max(0, rectangle.top)); index <= last; index++) {
    const row = layout.row(index)
    // The gap below a row belongs to nothing.
    const bottom = layout.rowTop(index) + layout.rowHeight(index) - gap
    if (row.kind === 'heading' || rectangle.top > bottom) continue
    const firstColumn = Math.max(0, Math.ceil((rectangle.left - layout.cell) / step))
    const lastColumn = Math.min(row.count - 1, Math.floor(rectangle.right / step))
    for (let column = firstColumn; column <= lastColumn; column++) found.push(row.first + column)
  }
  return found
}
