import type { HistoryEntry } from '../../api/wire.ts'

/** A history, newest first, in the two parts that the present divides. */
export interface HistoryParts {
  /** Taken back; redo brings back the last of these first. */
  readonly ahead: readonly HistoryEntry[]
  /** In force; undo takes back the first of these first. */
  readonly behind: readonly HistoryEntry[]
}

export function splitHistory(items: readonly HistoryEntry[]): HistoryParts {
  return { ahead: items.filter(({ undone }) => undone), behind: items.filter(({ undone }) => !undone) }
}

/** How many steps, and which way, to the state right after `entry` was made. */
export function stepsTo(
  entry: HistoryEntry,
  { ahead, behind }: HistoryParts,
): { direction: 'undo' | 'redo'; count: number } {
  const back = behind.findIndex(({ id }) => id === entry.id)
  if (back >= 0) return { direction: 'undo', count: back }
  return { direction: 'redo', count: ahead.length - ahead.findIndex(({ id }) => id === entry.id) }
}

/** What an entry changed, in few words: 'made statue', 'statue to another version', 'removed statue'. */
export function describeChanges({ changes }: HistoryEntry): string {
  const names = (list: HistoryEntry['changes']) =>
    list.length > 3
      ? `${list
          .slice(0, 2)
          .map(({ name }) => name)
          .join(', ')} and ${list.length - 2} more`
      : list.map(({ name }) => name).join(', ')
  const made = changes.filter(({ before, after }) => before === undefined && after !== undefined)
  const replaced = changes.filter(({ before, after }) => before !== undefined && after !== undefined)
  const removed = changes.filter(({ before, after }) => before !== undefined && after === undefined)
  return [
    made.length === 0 ? '' : `made ${names(made)}`,
    replaced.length === 0 ? '' : `new version of ${names(replaced)}`,
    removed.length === 0 ? '' : `removed ${names(removed)}`,
  ]
    .filter(Boolean)
    .join('; ')
}
