import { type PointerEvent, useRef, useState } from 'react'
import { placeAt } from './reorder.ts'

export interface DragOrder {
  /** The row that is being dragged, how far (pixels), and the place it would take; `undefined` while nothing is dragged. */
  readonly drag: { readonly from: number; readonly offset: number; readonly to: number } | undefined
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
export function useDragOrder(onDrop: (from: number, to: number) => void): DragOrder {
  const listRef = useRef<HTMLOListElement>(null)
  // The rows move while one is dragged: where they were at the start decides.
  const start = useRef<{ y: number; own: number; others: readonly number[] }>(undefined)
  const [drag, setDrag] = useState<DragOrder['drag']>()
  // React may draw the last movement only after the pointer is up again: what counts is what was measured, not what is drawn.
  const latest = useRef<DragOrder['drag']>(undefined)
  const show = (next: DragOrder['drag']) => {
    latest.current = next
    setDrag(next)
  }
  const end = () => {
    start.current = undefined
    show(undefined)
  }
  return {
    drag,
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
        show({ from: index, offset: 0, to: index })
      },
      onPointerMove: (event) => {
        if (start.current === undefined) return
        const offset = event.clientY - start.current.y
        show({ from: index, offset, to: placeAt(start.current.own + offset, start.current.others) })
      },
      onPointerUp: () => {
        const dropped = latest.current
        end()
        if (dropped !== undefined && dropped.to !== dropped.from) onDrop(dropped.from, dropped.to)
      },
      onPointerCancel: end,
    }),
  }
}
