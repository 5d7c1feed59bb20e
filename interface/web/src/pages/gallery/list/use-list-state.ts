import { useCallback, useState } from 'react'
import { nothing, type Selection } from './selection.ts'

interface ListState {
  readonly list: string
  readonly selection: Selection
  /** Index of the asset that keys act on. */
  readonly focus: number
}

/** What is chosen in a list and where one stands in it. Another list (`list` says which) begins anew. */
export function useListState(list: string) {
  const [state, setState] = useState<ListState>({ list, selection: nothing, focus: 0 })
  const here = state.list === list ? state : { list, selection: nothing, focus: 0 }
  const update = useCallback(
    (change: (before: ListState) => Partial<ListState>) =>
      setState((before) => {
        const from = before.list === list ? before : { list, selection: nothing, focus: 0 }
        return { ...from, ...change(from) }
      }),
    [list],
  )
  const setSelection = useCallback(
    (next: Selection | ((before: Selection) => Selection)) =>
      update(({ selection }) => ({ selection: typeof next === 'function' ? next(selection) : next })),
    [update],
  )
  const setFocus = useCallback((focus: number) => update(() => ({ focus })), [update])
  return { selection: here.selection, focus: here.focus, setSelection, setFocus }
}
