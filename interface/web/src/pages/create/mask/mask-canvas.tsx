import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import type { MaskTool } from './mask-tools.tsx'
import type { Brush, StrokePoint } from './stroke.ts'
import type { Painter } from './use-painter.ts'
import { fitViewport, toPicture, type Viewport, zoomAt } from './viewport.ts'

interface Point {
  readonly x: number
  readonly y: number
}

/** The picture with the mask on it, as large as there is room; painted on with pointer, pen, fingers or keys. */
export function MaskCanvas({
  url,
  alt,
  painter,
  tool,
  brush,
  view,
  onView,
}: {
  url: string
  alt: string
  painter: Painter
  tool: MaskTool
  brush: Brush
  view: Viewport | undefined
  onView: (view: Viewport) => void
}) {
  const frame = useRef<HTMLDivElement>(null)
  const pointers = useRef(new Map<number, Point>())
  const action = useRef<'paint' | 'pan' | 'shape' | 'pinch'>(undefined)
  const [shape, setShape] = useState<readonly Point[]>([])
  const [cursor, setCursor] = useState<Point>()
  const [isSpace, setSpace] = useState(false)
  const { width, height } = painter.mask

  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const observer = new ResizeObserver(() => {
      onView(fitViewport({ width, height }, { width: element.clientWidth, height: element.clientHeight }))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [width, height, onView])
  useWheelZoom(frame, view, onView)

  const shown = view ?? { scale: 1, x: 0, y: 0 }
  const place = (event: { clientX: number; clientY: number }): Point => {
    const box = frame.current!.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const strokePoint = (event: {
    clientX: number
    clientY: number
    pointerType: string
    pressure: number
  }): StrokePoint => ({
    ...toPicture(shown, place(event)),
    pressure: event.pointerType === 'pen' && event.pressure > 0 ? event.pressure : 1,
  })

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    // Before it is measured nobody knows where in the picture that is.
    if (event.button > 1 || view === undefined) return
    event.currentTarget.setPointerCapture(event.pointerId)
    pointers.current.set(event.pointerId, place(event))
    if (pointers.current.size === 2) {
      // A second finger: what the first one began was meant as the beginning of a pinch.
      if (action.current === 'paint') {
        painter.endStroke()
        painter.run('undo')
      }
      setShape([])
      action.current = 'pinch'
    } else if (event.button === 1 || isSpace || tool === 'hand') action.current = 'pan'
    else if (tool === 'lasso' || tool === 'rectangle') {
      action.current = 'shape'
      setShape([toPicture(shown, place(event))])
    } else {
      action.current = 'paint'
      painter.beginStroke(brush, strokePoint(event))
    }
  }
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const now = place(event)
    setCursor(now)
    const before = pointers.current.get(event.pointerId)
    if (before === undefined) return
    switch (action.current) {
      case 'paint':
        for (const each of coalesced(event)) painter.strokeTo(strokePoint(each))
        break
      case 'pan':
        onView({ ...shown, x: shown.x + now.x - before.x, y: shown.y + now.y - before.y })
        break
      case 'shape':
        setShape((points) => [...points, toPicture(shown, now)])
        break
      case 'pinch':
        onView(pinch(shown, pointers.current, event.pointerId, now))
        break
      default:
    }
    pointers.current.set(event.pointerId, now)
  }
  const onPointerUp = (event: PointerEvent<HTMLDivElement>) => {
    if (!pointers.current.delete(event.pointerId)) return
    if (action.current === 'paint') painter.endStroke()
    if (action.current === 'shape') {
      const points = tool === 'rectangle' ? corners(shape) : shape
      painter.fillShape(points, event.altKey)
      setShape([])
    }
    if (pointers.current.size === 0) action.current = undefined
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === ' ') {
      event.preventDefault()
      setSpace(true)
      return
    }
    if (event.key === 'Enter' && cursor !== undefined) {
      event.preventDefault()
      painter.beginStroke(brush, { ...toPicture(shown, cursor), pressure: 1 })
      painter.endStroke()
      return
    }
    const step = (event.shiftKey ? 1 : 0.25) * brush.size * shown.scale
    const [dx, dy] = arrows[event.key] ?? [0, 0]
    if (dx === 0 && dy === 0) return
    event.preventDefault()
    const from = cursor ?? { x: shown.x + (width * shown.scale) / 2, y: shown.y + (height * shown.scale) / 2 }
    setCursor({ x: from.x + dx * step, y: from.y + dy * step })
  }
  const outline = tool === 'rectangle' ? corners(shape) : shape
  const isPanning = tool === 'hand' || isSpace
  return (
    <div
      ref={frame}
      role="application"
      aria-label="Mask. Arrow keys move the brush, Enter paints a dab, B, E, L, R and H choose the tool, [ and ] the size."
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it is painted on with the keys
      tabIndex={0}
      className="relative min-h-0 flex-1 touch-none overflow-hidden bg-canvas -outline-offset-2 select-none"
      style={{ cursor: isPanning ? 'grab' : tool === 'lasso' || tool === 'rectangle' ? 'crosshair' : 'none' }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onPointerLeave={() => pointers.current.size === 0 && setCursor(undefined)}
      onKeyDown={onKeyDown}
      onKeyUp={(event) => event.key === ' ' && setSpace(false)}
    >
      <div
        className="absolute top-0 left-0 origin-top-left shadow-high"
        style={{ width, height, transform: `translate(${shown.x}px, ${shown.y}px) scale(${shown.scale})` }}
      >
        <img src={url} alt={alt} draggable={false} className="absolute inset-0 size-full" />
        <canvas ref={painter.attach} width={width} height={height} className="absolute inset-0 size-full" />
        {outline.length < 2 ? null : (
          <svg aria-hidden viewBox={`0 0 ${width} ${height}`} className="absolute inset-0 size-full overflow-visible">
            <polygon
              points={outline.map(({ x, y }) => `${x},${y}`).join(' ')}
              className="fill-accent/30 stroke-accent"
              strokeWidth={1.5 / shown.scale}
            />
          </svg>
        )}
      </div>
      {cursor === undefined || isPanning || (tool !== 'brush' && tool !== 'eraser') ? null : (
        <span
          aria-hidden
          className="pointer-events-none absolute -translate-1/2 rounded-full border border-[white] shadow-[0_0_0_1px_rgb(0_0_0/0.7),inset_0_0_0_1px_rgb(0_0_0/0.7)]"
          style={{ left: cursor.x, top: cursor.y, width: brush.size * shown.scale, height: brush.size * shown.scale }}
        />
      )}
    </div>
  )
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Every point that the device reported since the last event: a fast stroke stays round. */
function coalesced(event: PointerEvent): readonly globalThis.PointerEvent[] {
  const all = event.nativeEvent.getCoalescedEvents?.() ?? []
  return all.length === 0 ? [event.nativeEvent] : all
}

function corners(points: readonly Point[]): readonly Point[] {
  const [from, to] = [points[0], points.at(-1)]
  if (from === undefined || to === undefined) return []
  return [from, { x: to.x, y: from.y }, to, { x: from.x, y: to.y }]
}

/** Two fingers move and scale the picture. */
function pinch(view: Viewport, all: ReadonlyMap<number, Point>, id: number, now: Point): Viewport {
  const [otherId] = [...all.keys()].filter((key) => key !== id)
  const other = otherId === undefined ? undefined : all.get(otherId)
  const before = all.get(id)
  if (other === undefined || before === undefined) return view
  const factor =
    Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y))
  const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }
  const zoomed = zoomAt(view, factor, middle)
  return { ...zoomed, x: zoomed.x + (now.x - before.x) / 2, y: zoomed.y + (now.y - before.y) / 2 }
}

/** The wheel zooms at the pointer. React's own listener could not keep the page from zooming. */
function useWheelZoom(
  frame: React.RefObject<HTMLDivElement | null>,
  view: Viewport | undefined,
  onView: (view: Viewport) => void,
): void {
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      if (view === undefined) return
      const box = element.getBoundingClientRect()
      // 100 is one notch of a wheel, 15 % larger or smaller.
      const factor = 1.15 ** (-event.deltaY / 100)
      onView(zoomAt(view, factor, { x: event.clientX - box.left, y: event.clientY - box.top }))
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [frame, view, onView])
}
