import { type PointerEvent as ReactPointerEvent, useEffect, useRef, useState } from 'react'
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
    onPointerDown: (event: ReactPointerEvent<HTMLElement>) => void
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
  const stop = useRef<() => void>(undefined)
  const end = () => {
    stop.current?.()
    start.current = undefined
    show(undefined)
  }
  // The window hears the pointer wherever it is, also when the row it went down on is drawn anew meanwhile and loses its capture.
  const follow = (pointerId: number) => {
    const listening = new AbortController()
    const hear = (type: 'pointermove' | 'pointerup' | 'pointercancel', answer: (event: PointerEvent) => void) =>
      window.addEventListener(type, (event) => event.pointerId === pointerId && answer(event), listening)
    hear('pointermove', (event) => {
      if (start.current === undefined || latest.current === undefined) return
      const offset = event.clientY - start.current.y
      show({ ...latest.current, offset, to: placeAt(start.current.own + offset, start.current.others) })
    })
    hear('pointerup', () => {
      const dropped = latest.current
      end()
      if (dropped !== undefined && dropped.to !== dropped.from) onDrop(dropped.items, dropped.from, dropped.to)
    })
    hear('pointercancel', end)
    stop.current = () => listening.abort()
  }
  useEffect(() => () => stop.current?.(), [])
  return {
    drag,
    items: drag?.items ?? items,
    listRef,
    handleProps: (index) => ({
      onPointerDown: (event) => {
        if (event.button !== 0 || listRef.current === null || start.current !== undefined) return
        const middles = [...listRef.current.children].map((row) => {
          const { top, height } = row.getBoundingClientRect()
          return top + height / 2
        })
        start.current = { y: event.clientY, own: middles[index]!, others: middles.toSpliced(index, 1) }
        show({ items, from: index, offset: 0, to: index })
        follow(event.pointerId)
      },
    }),
  }
}
