import { type PointerEvent, useRef, useState } from 'react'
import { placeAt } from './reorder.ts'

interface Drag<Item> {
  /** The list as it was when the drag began. */
  readonly items: readonly Item[]
  /** The row that is being dragged, how far in pixels, and the place it would take. */
  readonly from: number
  readonly offset: number
  readonly to: number
}

export interface DragOrder<Item> {
  /** `undefined` while nothing is dragged. */
  readonly drag: Drag<Item> | undefined
  /** What to draw: while something is dragged the list stands still, or the pointer would lose its row. */
  readonly items: readonly Item[]
  /** For the list, whose children are the rows in order. */
  readonly listRef: React.RefObject<HTMLOListElement | null>
  /** For the handle of row `index`. */
  handleProps(index: number): {
    onPointerDown: (event: PointerEvent<HTMLElement>) => void
    onPointerMove: (event: PointerEvent<HTMLElement>) => void
    onPointerUp: () => void
    onPointerCancel: () => void
  }
}

/** Drags rows of a list to another place with mouse, pen or finger. `onDrop` is called only when the place changed. */
export function useDragOrder<Item>(
  items: readonly Item[],
  onDrop: (items: readonly Item[], from: number, to: number) => void,
): DragOrder<Item> {
  const listRef = useRef<HTMLOListElement>(null)
  // The rows move while one is dragged: where they were at the start decides.
  const start = useRef<{ y: number; own: number; others: readonly number[] }>(undefined)
  const [drag, setDrag] = useState<Drag<Item>>()
  // React may draw the last movement only after the pointer is up again: what counts is what was measured, not what is drawn.
  const latest = useRef<Drag<Item>>(undefined)
  const show = (next: Drag<Item> | undefined) => {
    latest.current = next
    setDrag(next)
  }
  const end = () => {
    start.current = undefined
    show(undefined)
  }
  return {
    drag,
    items: drag?.items ?? items,
    listRef,
    handleProps: (index) => ({
      onPointerDown: (event) => {
        if (event.button !== 0 || listRef.current === null) return
        event.currentTarget.setPointerCapture(event.pointerId)
        const middles = [...listRef.current.children].map((row) => {
          const { top, height } = row.getBoundingClientRect()
          return top + height / 2
        })
        start.current = { y: event.clientY, own: middles[index]!, others: middles.toSpliced(index, 1) }
        show({ items, from: index, offset: 0, to: index })
      },
      onPointerMove: (event) => {
        if (start.current === undefined || latest.current === undefined) return
        const offset = event.clientY - start.current.y
        show({ ...latest.current, offset, to: placeAt(start.current.own + offset, start.current.others) })
      },
      onPointerUp: () => {
        const dropped = latest.current
        end()
        if (dropped !== undefined && dropped.to !== dropped.from) onDrop(dropped.items, dropped.from, dropped.to)
      },
      onPointerCancel: end,
    }),
  }
}
