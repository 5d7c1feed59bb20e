import type { HistoryEntry } from '../../../base/project.ts'
import type { Workspace } from '../../../core/workspace.ts'
import { formatAgo, plural } from '../terminal/format.ts'
import { table } from '../terminal/table.ts'
import type { Paint } from '../terminal/terminal.ts'

/** Changes, newest first, with the place where undo and redo stand. */
export function historyText(entries: readonly HistoryEntry[], paint: Paint): string {
  if (entries.length === 0) return 'Nothing was done in this project yet.'
  const undo = entries.findIndex((entry) => !entry.undone)
  const redo = entries.findLastIndex((entry) => entry.undone)
  const rows = entries.map((entry, index) => {
    const look = entry.undone ? ('faint' as const) : undefined
    const text = (words: string) => (look === undefined ? words : paint(look, words))
    const place = index === undo ? paint('good', '← undo') : index === redo ? paint('warn', '← redo') : ''
    return [
      entry.undone ? paint('faint', '○') : paint('good', '●'),
      text(entry.label),
      text(touched(entry)),
      text(entry.session),
      text(formatAgo(entry.at)),
      place,
    ]
  })
  return table(['', 'change', 'touches', 'session', 'when', ''], rows, { paint })
}

function touched({ changes, further = [] }: HistoryEntry): string {
  const parts = [
    changes.length > 0 ? plural(changes.length, 'asset') : '',
    further.length > 0 ? `${further.length} more` : '',
  ]
  return parts.filter((part) => part !== '').join(', ')
}

/** What a move did to each name: 'statue: version 2 → version 1'. */
export function changeLines(entry: HistoryEntry, { assets }: Workspace, way: 'undo' | 'redo'): string[] {
  const version = (id: string | undefined) => {
    const asset = id === undefined ? undefined : assets.getMany([id])?.[0]
    return asset === undefined ? 'none' : `version ${asset.version}`
  }
  const moves = entry.changes.map(({ name, before, after }) =>
    way === 'undo'
      ? `${name}: ${version(after)} → ${version(before)}`
      : `${name}: ${version(before)} → ${version(after)}`,
  )
  const further = (entry.further ?? []).map((change) => (way === 'undo' ? `taken back: ${change}` : change))
  return [...moves, ...further, ...(entry.conflicts ?? []).map((conflict) => `left as it is: ${conflict}`)]
}
