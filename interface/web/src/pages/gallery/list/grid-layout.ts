/** Assets that stand together under one heading, in the order of the list. */
export interface GridGroup {
  readonly key: string
  readonly label: string
  readonly count: number
}

export interface GridOptions {
  /** Of the scrolling area, in CSS pixels. */
  readonly width: number
  /** How wide a cell should be; it becomes a little more or less so that a row fills the width. */
  readonly cell: number
  readonly gap: number
  /** Of the words below each picture. */
  readonly caption: number
  readonly heading: number
  readonly total: number
  /** Without groups the list has no headings. */
  readonly groups?: readonly GridGroup[]
}

export type GridRow =
  | { readonly kind: 'heading'; readonly group: GridGroup; readonly first: number }
  | { readonly kind: 'items'; readonly first: number; readonly count: number }

/** Where every asset of a list stands: rows of equal cells, under headings where there are groups. */
export interface GridLayout {
  readonly columns: number
  /** Width of a cell and height of its picture. */
  readonly cell: number
  readonly rowCount: number
  readonly total: number
  row(index: number): GridRow
  /** Height with the gap below. */
  rowHeight(index: number): number
  rowTop(index: number): number
  readonly height: number
  /** Which row an asset is in. */
  rowOf(asset: number): number
  /** The place of the row at a height. */
  rowAt(y: number): number
}

interface Section {
  readonly group: GridGroup | undefined
  readonly first: number
  readonly count: number
  readonly firstRow: number
  readonly top: number
}

/** O(groups) to make, O(log groups) to ask: a hundred thousand assets cost no more than a hundred. */
export function layOutGrid({ width, cell, gap, caption, heading, total, groups }: GridOptions): GridLayout {
  const columns = Math.max(1, Math.round((width + gap) / (cell + gap)))
  const size = Math.max(1, (width - gap * (columns - 1)) / columns)
  const itemHeight = size + caption + gap
  const sections = toSections(total, groups, { columns, itemHeight, heading })
  const last = sections.at(-1)
  const headings = (section: Section) => (section.group === undefined ? 0 : 1)
  const rowsOf = (section: Section) => headings(section) + Math.ceil(section.count / columns)
  const heightOf = (section: Section) => headings(section) * heading + Math.ceil(section.count / columns) * itemHeight
  const sectionOfRow = (row: number) => sections[lastAtMost(sections, row, (section) => section.firstRow)]!

  return {
    columns,
    cell: size,
    total,
    rowCount: last === undefined ? 0 : last.firstRow + rowsOf(last),
    height: last === undefined ? 0 : last.top + heightOf(last),
    row(index) {
      const section = sectionOfRow(index)
      const inside = index - section.firstRow
      if (section.group !== undefined && inside === 0) {
        return { kind: 'heading', group: section.group, first: section.first }
      }
      const offset = (inside - headings(section)) * columns
      return { kind: 'items', first: section.first + offset, count: Math.min(columns, section.count - offset) }
    },
    rowHeight(index) {
      const section = sectionOfRow(index)
      return section.group !== undefined && index === section.firstRow ? heading : itemHeight
    },
    rowTop(index) {
      const section = sectionOfRow(index)
      const inside = index - section.firstRow
      return inside === 0
        ? section.top
        : section.top + headings(section) * heading + (inside - headings(section)) * itemHeight
    },
    rowOf(asset) {
      const section = sections[lastAtMost(sections, asset, ({ first }) => first)]
      if (section === undefined) return 0
      return section.firstRow + headings(section) + Math.floor((asset - section.first) / columns)
    },
    rowAt(y) {
      const section = sections[lastAtMost(sections, y, ({ top }) => top)]
      if (section === undefined) return 0
      const inside = y - section.top - headings(section) * heading
      if (inside < 0) return section.firstRow
      const row = section.firstRow + headings(section) + Math.floor(inside / itemHeight)
      return Math.min(row, section.firstRow + rowsOf(section) - 1)
    },
  }
}

function toSections(
  total: number,
  groups: readonly GridGroup[] | undefined,
  { columns, itemHeight, heading }: { columns: number; itemHeight: number; heading: number },
): Section[] {
  if (groups === undefined)
    return total === 0 ? [] : [{ group: undefined, first: 0, count: total, firstRow: 0, top: 0 }]
  const sections: Section[] = []
  let [first, firstRow, top] = [0, 0, 0]
  const add = (group: GridGroup | undefined, count: number) => {
    sections.push({ group, first, count, firstRow, top })
    const rows = Math.ceil(count / columns)
    first += count
    firstRow += rows + (group === undefined ? 0 : 1)
    top += rows * itemHeight + (group === undefined ? 0 : heading)
  }
  for (const group of groups) {
    // Groups and list are asked for one after the other; the list is what counts.
    const count = Math.min(group.count, total - first)
    if (count > 0) add(group, count)
  }
  if (first < total) add(undefined, total - first)
  return sections
}

/** The last entry whose value is at most `wanted`; 0 where none is. */
function lastAtMost<Entry>(entries: readonly Entry[], wanted: number, value: (entry: Entry) => number): number {
  let [low, high] = [0, entries.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (value(entries[middle]!) <= wanted) low = middle
    else high = middle - 1
  }
  return low
}
