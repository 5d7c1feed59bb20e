import { type MouseEvent, type PointerEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { fitView, type Point, pan, pinch, pixelView, type Size, type View, zoomAt } from './zoom.ts'

/** Room around a picture that fits, in CSS pixels. */
const MARGIN = 16
/** One notch of a mouse wheel is 100 units: it zooms by a quarter. */
const WHEEL = 0.00225

export interface Zoom {
  readonly view: View
  /** The whole picture is shown, and stays so when the stage changes its size. */
  readonly fitted: boolean
  /** For each element that shows the picture; several of the same size share one view. */
  readonly pane: PaneProps
  fit(): void
  /** One pixel of the picture on one of the screen. */
  pixels(): void
  zoomBy(factor: number): void
}

interface PaneProps {
  readonly ref: (element: HTMLElement | null) => (() => void) | undefined
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void
  readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void
  readonly onPointerCancel: (event: PointerEvent<HTMLElement>) => void
  readonly onDoubleClick: (event: MouseEvent<HTMLElement>) => void
}

/** Zoom and pan by wheel, pinch, drag and double click. `picture` is its size in pixels. */
export function useZoom(picture: Size): Zoom {
  const [stage, setStage] = useState<Size>({ width: 1, height: 1 })
  // Without a view of its own it is fitted.
  const [chosen, setChosen] = useState<View | undefined>(undefined)
  const view = chosen ?? fitView(picture, stage, MARGIN)
  const fingers = useRef(new Map<number, Point>())
  const now = useRef({ view, picture, stage })
  useLayoutEffect(() => {
    now.current = { view, picture, stage }
  })
  const { width, height } = picture
  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture begins fitted
  useEffect(() => setChosen(undefined), [width, height])

  const zoomBy = useCallback((factor: number, at?: Point) => {
    const { view: from, ...area } = now.current
    const point = at ?? { x: area.stage.width / 2, y: area.stage.height / 2 }
    const next = zoomAt(from, factor, point, area)
    now.current = { ...now.current, view: next }
    setChosen(next)
  }, [])
  const pixels = useCallback((at?: Point) => {
    const { view: from, picture: size, stage: room } = now.current
    setChosen(pixelView(from, size, room, { ...(at === undefined ? {} : { at }), pixelRatio: devicePixelRatio }))
  }, [])

  const ref = useCallback(
    (element: HTMLElement | null) => {
      if (element === null) return undefined
      const measure = () =>
        setStage({ width: Math.max(1, element.clientWidth), height: Math.max(1, element.clientHeight) })
      measure()
      const observer = new ResizeObserver(measure)
      observer.observe(element)
      // React's own wheel listeners cannot keep the page from zooming.
      const onWheel = (event: WheelEvent) => {
        event.preventDefault()
        // A pinch on a touchpad arrives as a wheel with ctrl, in much smaller steps.
        const scale = event.ctrlKey ? 4 : event.deltaMode === 1 ? 30 : 1
        zoomBy(Math.exp(-event.deltaY * scale * WHEEL), placeOf(event, element))
      }
      element.addEventListener('wheel', onWheel, { passive: false })
      return () => {
        observer.disconnect()
        element.removeEventListener('wheel', onWheel)
      }
    },
    [zoomBy],
  )

  const pane: PaneProps = {
    ref,
    onPointerDown(event) {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      fingers.current.set(event.pointerId, placeOf(event, event.currentTarget))
    },
    onPointerMove(event) {
      const before = fingers.current.get(event.pointerId)
      if (before === undefined) return
      const to = placeOf(event, event.currentTarget)
      const { view: from, picture: size, stage: room } = now.current
      const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1]
      fingers.current.set(event.pointerId, to)
      const next =
        other === undefined
          ? pan(from, { x: to.x - before.x, y: to.y - before.y }, size, room)
          : pinch(from, [before, other], [to, other], { picture: size, stage: room })
      now.current = { ...now.current, view: next }
      setChosen(next)
    },
    onPointerUp: (event) => fingers.current.delete(event.pointerId),
    onPointerCancel: (event) => fingers.current.delete(event.pointerId),
    onDoubleClick(event) {
      if (chosen === undefined) pixels(placeOf(event, event.currentTarget))
      else setChosen(undefined)
    },
  }
  return { view, fitted: chosen === undefined, pane, fit: () => setChosen(undefined), pixels: () => pixels(), zoomBy }
}

function placeOf(event: { clientX: number; clientY: number }, element: Element): Point {
  const box = element.getBoundingClientRect()
  return { x: event.clientX - box.left, y: event.clientY - box.top }
}
