import { useQueryClient } from '@tanstack/react-query'
import type { KeyboardEvent } from 'react'
import { fetchIds } from '../../../api/asset-window.ts'
import type { AssetFilter } from '../../../api/assets.ts'
import type { Asset } from '../../../api/wire.ts'
import { toastError } from '../../../design/toast-store.ts'
import { announce } from '../announce.tsx'
import { countWords, describeAsset } from '../asset-words.ts'
import type { GridLayout } from './grid-layout.ts'
import { isMoveKey, moveFocus } from './move-focus.ts'
import { rangeBetween, type Selection, selectedCount, selectOnly, selectRange, toggle } from './selection.ts'

export interface GridList {
  readonly filter: AssetFilter
  readonly layout: GridLayout
  readonly at: (index: number) => Asset | undefined
  readonly selection: Selection
  readonly setSelection: (next: Selection | ((before: Selection) => Selection)) => void
  readonly focus: number
  readonly setFocus: (index: number) => void
  readonly onOpen: (id: string, index: number) => void
}

/** Moving and choosing by keys while the grid has the focus: as in a file manager. Actions are shortcuts of the page. */
export function useGridKeys(list: GridList & { pageHeight: number }) {
  const { layout, at, focus, setFocus, selection, setSelection, onOpen, pageHeight } = list
  const extend = useExtend(list)
  const onKeyDown = (event: KeyboardEvent) => {
    // A button inside the grid (a heading's) has its own keys.
    if (event.target !== event.currentTarget) return
    const asset = at(focus)
    if (isMoveKey(event.key) && !event.altKey) {
      event.preventDefault()
      const to = moveFocus(layout, focus, event.key, pageHeight)
      setFocus(to)
      if (event.shiftKey) extend(to)
      else {
        const reached = at(to)
        if (reached !== undefined) announce(describeAsset(reached))
      }
    } else if (event.key === 'Enter' && asset !== undefined) {
      event.preventDefault()
      onOpen(asset.id, focus)
    } else if (asset !== undefined && (event.key === 'x' || (event.key === ' ' && (event.ctrlKey || event.metaKey)))) {
      event.preventDefault()
      const next = toggle(selection, focus, asset.id)
      setSelection(next)
      announce(`${countWords(selectedCount(next))} selected`)
    }
  }
  return { onKeyDown }
}

/** Chooses from where the last choice was made up to a place, whether what lies between is loaded or not. */
export function useExtend({ filter, at, focus, selection, setSelection }: GridList): (to: number) => void {
  const client = useQueryClient()
  return (to) => {
    const start = at(focus)
    // Without a choice before, the range starts at the place of the keys.
    const from = selectedCount(selection) === 0 && start !== undefined ? selectOnly(focus, start.id) : selection
    const [first, last] = rangeBetween(from, to)
    fetchIds(client, filter, first, last).then((ids) => {
      const next = selectRange(from, ids)
      setSelection(next)
      announce(`${countWords(selectedCount(next))} selected`)
    }, toastError)
  }
}
