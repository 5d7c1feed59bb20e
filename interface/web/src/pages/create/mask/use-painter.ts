import { useCallback, useRef, useState } from 'react'
import { featherMask, fillMask, fillPolygon, invertMask, type Mask, maskShare, type Rect, wholeRect } from './mask.ts'
import { MaskHistory } from './mask-history.ts'
import { drawMask } from './mask-picture.ts'
import { type Brush, beginStroke, type Stroke, type StrokePoint } from './stroke.ts'

/** What can be done to the mask at once. */
export type MaskAction = 'invert' | 'clear' | 'fill' | 'feather' | 'undo' | 'redo'

export interface Painter {
  readonly mask: Mask
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** In [0, 1]. */
  readonly share: number
  /** Gives the canvas that shows the mask. */
  readonly attach: (canvas: HTMLCanvasElement | null) => void
  beginStroke(brush: Brush, point: StrokePoint): void
  strokeTo(point: StrokePoint): void
  endStroke(): void
  fillShape(points: readonly { x: number; y: number }[], erase: boolean): void
  run(action: MaskAction, feather?: number): void
}

/** A mask that is painted: its pixels, its canvas, and what can be undone. */
export function usePainter(initial: Mask): Painter {
  const mask = useRef(initial).current
  const [history] = useState(() => new MaskHistory(mask))
  const [share, setShare] = useState(() => maskShare(mask))
  const context = useRef<CanvasRenderingContext2D>(undefined)
  const running = useRef<{ stroke: Stroke; before: Uint8ClampedArray }>(undefined)
  const show = (rect: Rect) => context.current !== undefined && drawMask(context.current, mask, rect)
  const settle = () => setShare(maskShare(mask))
  const change = (act: () => Rect) => {
    const before = mask.data.slice()
    const rect = act()
    history.add(before, rect)
    show(rect)
    settle()
  }
  const attach = useCallback(
    (canvas: HTMLCanvasElement | null) => {
      context.current = canvas?.getContext('2d') ?? undefined
      if (context.current !== undefined) drawMask(context.current, mask, wholeRect(mask))
    },
    [mask],
  )
  return {
    mask,
    share,
    canUndo: history.canUndo,
    canRedo: history.canRedo,
    attach,
    beginStroke(brush, point) {
      const before = mask.data.slice()
      running.current = { stroke: beginStroke(mask, before, brush), before }
      show(running.current.stroke.to(point))
    },
    strokeTo: (point) => running.current !== undefined && show(running.current.stroke.to(point)),
    endStroke() {
      if (running.current === undefined) return
      const { stroke, before } = running.current
      running.current = undefined
      if (stroke.touched !== undefined) history.add(before, stroke.touched)
      settle()
    },
    fillShape: (points, erase) => change(() => fillPolygon(mask, points, erase ? 0 : 255)),
    run(action, feather = 8) {
      if (action === 'undo' || action === 'redo') {
        const rect = history[action]()
        if (rect !== undefined) show(rect)
        return settle()
      }
      change(() => {
        if (action === 'invert') invertMask(mask)
        else if (action === 'feather') featherMask(mask, feather)
        else fillMask(mask, action === 'fill' ? 255 : 0)
        return wholeRect(mask)
      })
    },
  }
}
