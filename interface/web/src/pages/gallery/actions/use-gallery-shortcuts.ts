import { toastError } from '../../../design/toast-store.ts'
import { useShortcut } from '../../../keyboard/use-shortcut.ts'
import type { ListActions } from './use-list-actions.ts'

interface Options {
  readonly enabled: boolean
  readonly actions: ListActions
  readonly preview: boolean
  readonly setPreview: (on: boolean) => void
  readonly toggleFilters: () => void
  /** Lets go of the selection; absent when there is none. */
  readonly clear: (() => void) | undefined
  readonly selectAll: () => Promise<void>
}

/** The keys of the list, wherever the focus is on the page. Moving and choosing are the grid's own: use-grid-keys.ts. */
export function useGalleryShortcuts({
  enabled,
  actions,
  preview,
  setPreview,
  toggleFilters,
  clear,
  selectAll,
}: Options): void {
  const scope = 'Gallery'
  const key = (id: string, keys: string, label: string, action: (() => void) | undefined) => ({
    id: `gallery-${id}`,
    keys,
    label,
    scope,
    enabled: enabled && action !== undefined,
    action: () => action?.(),
  })
  useShortcut(key('preview', 'space', preview ? 'Close the preview' : 'Preview', () => setPreview(!preview)))
  useShortcut(key('all', 'mod+a', 'Select all', () => void selectAll().catch(toastError)))
  useShortcut(key('clear', 'escape', 'Clear the selection', preview ? () => setPreview(false) : clear))
  useShortcut(key('filters', 'f', 'Show or hide the filters', toggleFilters))
  useShortcut(key('tag', 't', 'Tags', actions.trashed ? undefined : actions.tag))
  useShortcut(key('collect', 'c', 'Collect', actions.trashed ? undefined : actions.collect))
  useShortcut(key('compare', 'v', 'Compare the two', actions.compare))
  useShortcut(key('download', 'd', 'Download', actions.download ?? actions.archive))
  useShortcut(key('trash', 'delete', actions.trashed ? 'Delete for good' : 'Move to the trash', actions.trash))
  useShortcut(key('backspace', 'backspace', actions.trashed ? 'Delete for good' : 'Move to the trash', actions.trash))
  useShortcut(key('restore', 'r', 'Restore', actions.trashed ? actions.restore : undefined))
  useShortcut(key('rate-0', '0', 'Take the rating away', () => actions.rate(0)))
  useShortcut(key('rate-1', '1', 'Rate 1 star', () => actions.rate(1)))
  useShortcut(key('rate-2', '2', 'Rate 2 stars', () => actions.rate(2)))
  useShortcut(key('rate-3', '3', 'Rate 3 stars', () => actions.rate(3)))
  useShortcut(key('rate-4', '4', 'Rate 4 stars', () => actions.rate(4)))
  useShortcut(key('rate-5', '5', 'Rate 5 stars', () => actions.rate(5)))
}
