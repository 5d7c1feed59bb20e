import { type DragEvent, type MouseEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { Asset } from '../../../api/wire.ts'
import { giveAssets } from '../drag-assets.ts'
import { assetsIn, type Rectangle } from './lasso.ts'
import { add, isSelected, type Selection, selectedCount, selectedIds, toggle } from './selection.ts'
import { type GridList, useExtend } from './use-grid-keys.ts'

/** As long as phones take for theirs. */
const LONG_PRESS_MS = 450
/** A finger is never quite still. */
const STILL_PX = 10

interface Options extends GridList {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly padding: number
  readonly gap: number
  readonly onMenu: (index: number) => void
}

/**
 * Pointer and touch on the whole grid: a click opens, with ⌘ or Ctrl or on the mark it selects, with shift a range, and once
 * something is selected every click selects. A long press selects; from between the pictures a rectangle does.
 */
export function useGridPointer(options: Options) {
  const { at, selection, setSelection, setFocus, onOpen, onMenu } = options
  const extend = useExtend(options)
  const press = useRef<{ timer: number; x: number; y: number; done: boolean } | undefined>(undefined)
  const { lasso, start } = useLasso(options)

  const choose = (index: number, asset: Asset) => setSelection(toggle(selection, index, asset.id))
  const endPress = () => window.clearTimeout(press.current?.timer)
  useEffect(() => () => window.clearTimeout(press.current?.timer), [])

  const handlers = {
    onClick(event: MouseEvent) {
      const index = cellIndex(event.target)
      const asset = index === undefined ? undefined : at(index)
      if (press.current?.done) {
        press.current = undefined
        return
      }
      if (index === undefined || asset === undefined) return
      setFocus(index)
      const onMark = (event.target as Element).closest('[data-check]') !== null
      if (event.shiftKey) extend(index)
      else if (event.metaKey || event.ctrlKey || onMark || selectedCount(selection) > 0) choose(index, asset)
      else onOpen(asset.id, index)
    },
    onPointerDown(event: PointerEvent) {
      const index = cellIndex(event.target)
      if (event.pointerType === 'mouse') {
        press.current = undefined
        if (index === undefined && event.button === 0) start(event)
        return
      }
      if (index === undefined) return
      const timer = window.setTimeout(() => {
        const asset = at(index)
        if (asset === undefined || press.current === undefined) return
        press.current.done = true
        navigator.vibrate?.(10)
        setFocus(index)
        choose(index, asset)
      }, LONG_PRESS_MS)
      press.current = { timer, x: event.clientX, y: event.clientY, done: false }
    },
    onPointerMove(event: PointerEvent) {
      const { current } = press
      if (current !== undefined && Math.hypot(event.clientX - current.x, event.clientY - current.y) > STILL_PX)
        endPress()
    },
    onPointerUp: endPress,
    onPointerCancel: endPress,
    onContextMenuCapture(event: MouseEvent) {
      const index = cellIndex(event.target)
      // A long press selects, so it opens no menu.
      if (index === undefined || press.current !== undefined) {
        event.preventDefault()
        event.stopPropagation()
        return
      }
      setFocus(index)
      onMenu(index)
    },
    onDragStart(event: DragEvent) {
      const index = cellIndex(event.target)
      const asset = index === undefined ? undefined : at(index)
      if (asset === undefined) return
      giveAssets(event.dataTransfer, asset, isSelected(selection, asset.id) ? selectedIds(selection) : [asset.id])
    },
  }
  return { handlers, lasso }
}

function cellIndex(target: EventTarget): number | undefined {
  const index = (target as Element).closest<HTMLElement>('[data-index]')?.dataset['index']
  return index === undefined ? undefined : Number(index)
}

function useLasso({ scroller, layout, at, selection, setSelection, padding, gap }: Options) {
  const [lasso, setLasso] = useState<Rectangle | undefined>(undefined)
  const start = (down: PointerEvent) => {
    const element = scroller.current
    if (element === null || (down.target as Element).closest('button') !== null) return
    const box = element.getBoundingClientRect()
    const place = (event: { clientX: number; clientY: number }) => ({
      x: event.clientX - box.left - padding,
      y: event.clientY - box.top - padding + element.scrollTop,
    })
    const from = place(down)
    const keep: Selection | undefined = down.shiftKey || down.metaKey || down.ctrlKey ? selection : undefined
    let moved = false
    const onMove = (event: globalThis.PointerEvent) => {
      const to = place(event)
      if (!moved && Math.hypot(to.x - from.x, to.y - from.y) < 5) return
      moved = true
      const rectangle = {
        left: Math.min(from.x, to.x),
        top: Math.min(from.y, to.y),
        right: Math.max(from.x, to.x),
        bottom: Math.max(from.y, to.y),
      }
      setLasso(rectangle)
      const ids = assetsIn(layout, rectangle, gap).flatMap((index) => at(index)?.id ?? [])
      setSelection(add(keep ?? { base: new Set(), range: new Set(), anchor: 0 }, ids))
    }
    const onUp = () => {
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', onUp)
      window.removeEventListener('pointercancel', onUp)
      setLasso(undefined)
      // A click beside everything lets go of it.
      if (!moved && keep === undefined && selectedCount(selection) > 0)
        setSelection({ base: new Set(), range: new Set(), anchor: 0 })
    }
    window.addEventListener('pointermove', onMove)
    window.addEventListener('pointerup', onUp)
    window.addEventListener('pointercancel', onUp)
  }
  return { lasso, start }
}
