import type { GridLayout } from './grid-layout.ts'

/** The keys that move in a grid, as KeyboardEvent.key names them. */
export type MoveKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End' | 'PageUp' | 'PageDown'

const moveKeys: ReadonlySet<string> = new Set<MoveKey>([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
])

export function isMoveKey(key: string): key is MoveKey {
  return moveKeys.has(key)
}

/**
 * Where a key leads from an asset, as in a file manager: left and right along the list, up and down in the column, Home and End
 * to its ends, a page by the height of what is in sight. Stays where it is at the ends.
 */
export function moveFocus(layout: GridLayout, from: number, key: MoveKey, pageHeight: number): number {
  const last = layout.total - 1
  if (last < 0) return 0
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, from - 1)
    case 'ArrowRight':
      return Math.min(last, from + 1)
    case 'Home':
      return 0
    case 'End':
      return last
    case 'ArrowUp':
      return inColumn(layout, from, layout.rowOf(from) - 1, -1)
    case 'ArrowDown':
      return inColumn(layout, from, layout.rowOf(from) + 1, 1)
    case 'PageUp':
    case 'PageDown': {
      const direction = key === 'PageUp' ? -1 : 1
      const row = layout.rowOf(from)
      const y = Math.min(Math.max(0, layout.rowTop(row) + direction * pageHeight), layout.height - 1)
      const landed = layout.rowAt(y)
      // Upwards a heading stands for the row below it, which is the last one within the page.
      const reached =
        direction === -1 && layout.row(landed).kind === 'heading' && landed + 1 < row ? landed + 1 : landed
      // A row that is higher than the page: at least one row on.
      return inColumn(layout, from, reached === row ? row + direction : reached, direction)
    }
    default:
      return key satisfies never
  }
}

/** The asset in `row` below or above `from`; headings are stepped over, a short row is entered at its end. */
function inColumn(layout: GridLayout, from: number, row: number, direction: 1 | -1): number {
  const here = layout.row(layout.rowOf(from))
  const column = from - here.first
  for (let next = row; next >= 0 && next < layout.rowCount; next += direction) {
    const there = layout.row(next)
    if (there.kind === 'items') return there.first + Math.min(column, there.count - 1)
  }
  return from
}
