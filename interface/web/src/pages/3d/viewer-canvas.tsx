import { type KeyboardEvent, useRef } from 'react'
import { formatLength } from './scene/format-length.ts'
import type { ViewerState } from './use-viewer.ts'

/** Degrees a key press turns the view by. */
const turn = 10
/** A pointer that moved less between down and up clicked, and did not turn the view; in CSS pixels. */
const clickSlack = 4

/** The canvas with its keys and the label of a measurement. */
export function ViewerCanvas({ state, label }: { state: ViewerState; label: string }) {
  const { attach, viewer, view, measurement, loading } = state
  const down = useRef({ x: 0, y: 0 })
  const onKeyDown = (event: KeyboardEvent) => {
    const orbit = keys[event.key]
    if (orbit === undefined || event.metaKey || event.ctrlKey || event.altKey) return
    event.preventDefault()
    viewer.current?.orbit(orbit)
  }
  return (
    <>
      <canvas
        ref={attach}
        role="img"
        tabIndex={0}
        aria-label={`${label}. Arrow keys turn it, plus and minus come closer and go away.`}
        data-state={loading.state}
        className={`absolute inset-0 size-full touch-none outline-offset-[-3px] ${view.measuring ? 'cursor-crosshair' : 'cursor-grab active:cursor-grabbing'}`}
        onKeyDown={onKeyDown}
        onPointerDown={({ clientX, clientY }) => {
          down.current = { x: clientX, y: clientY }
        }}
        onPointerUp={({ clientX, clientY }) => {
          const moved = Math.hypot(clientX - down.current.x, clientY - down.current.y)
          if (moved < clickSlack) viewer.current?.pick(clientX, clientY)
        }}
      />
      {measurement === undefined ? null : (
        <output
          className="pointer-events-none absolute -translate-1/2 rounded-md border border-line bg-surface-1/90 px-2 py-0.5 text-xs font-medium tabular-nums shadow-low"
          style={{ left: `${measurement.x * 100}%`, top: `${measurement.y * 100}%` }}
        >
          {formatLength(measurement.metres)}
        </output>
      )}
      {view.measuring && measurement === undefined ? (
        <p className="pointer-events-none absolute inset-x-0 bottom-3 mx-auto w-fit rounded-md bg-surface-1/90 px-3 py-1 text-xs text-ink-soft">
          Click two points on the surface.
        </p>
      ) : null}
    </>
  )
}

const keys: Readonly<Record<string, { sideways?: number; up?: number; zoom?: number }>> = {
  ArrowLeft: { sideways: -turn },
  ArrowRight: { sideways: turn },
  ArrowUp: { up: turn },
  ArrowDown: { up: -turn },
  '+': { zoom: 0.9 },
  '=': { zoom: 0.9 },
  '-': { zoom: 1 / 0.9 },
}
