/**
 * What is chosen in a list too long to hold: ids, and the place a range grows from. As in a file manager a range replaces the
 * range before it, and keeps what was chosen besides.
 */
export interface Selection {
  /** Chosen apart from the range. */
  readonly base: ReadonlySet<string>
  /** What the last shift-click or shift-arrow chose. */
  readonly range: ReadonlySet<string>
  /** Index a range starts at. */
  readonly anchor: number
}

export const nothing: Selection = { base: new Set(), range: new Set(), anchor: 0 }

export function isSelected({ base, range }: Selection, id: string): boolean {
  return base.has(id) || range.has(id)
}

export function selectedIds({ base, range }: Selection): string[] {
  return [...base.union(range)]
}

export function selectedCount({ base, range }: Selection): number {
  return range.size === 0 ? base.size : base.union(range).size
}

/** Only this one. */
export function selectOnly(index: number, id: string): Selection {
  return { base: new Set([id]), range: new Set(), anchor: index }
}

/** This one in or out; the next range starts here. */
export function toggle(selection: Selection, index: number, id: string): Selection {
  const base = new Set(selectedIds(selection))
  if (!base.delete(id)) base.add(id)
  return { base, range: new Set(), anchor: index }
}

/** From the anchor to an index; `ids` are those between, both ends included. */
export function selectRange(selection: Selection, ids: Iterable<string>): Selection {
  return { ...selection, range: new Set(ids) }
}

/** These too; what a lasso or a heading's mark does. */
export function add(selection: Selection, ids: Iterable<string>): Selection {
  return { ...selection, base: new Set(selectedIds(selection)).union(new Set(ids)), range: new Set() }
}

export function remove(selection: Selection, ids: Iterable<string>): Selection {
  return { ...selection, base: new Set(selectedIds(selection)).difference(new Set(ids)), range: new Set() }
}

/** The two ends of a range, in order. */
export function rangeBetween(selection: Selection, to: number): readonly [first: number, last: number] {
  return selection.anchor <= to ? [selection.anchor, to] : [to, selection.anchor]
}
