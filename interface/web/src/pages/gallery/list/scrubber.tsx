import { type PointerEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import type { TimelineGroup } from '../../../api/asset-facets.ts'
import type { Asset } from '../../../api/wire.ts'
import { classNames } from '../../../design/class-names.ts'
import { formatGroup, formatMark } from './format-group.ts'
import type { GridLayout } from './grid-layout.ts'

/** Marks closer than this would cover each other, in CSS pixels. */
const MARK_PX = 34
/** The least a hand can hold. */
const THUMB_PX = 36

interface ScrubberProps {
  readonly scroller: RefObject<HTMLDivElement | null>
  /** Of what is in sight, in CSS pixels. */
  readonly height: number
  readonly layout: GridLayout
  readonly padding: number
  readonly groups: readonly TimelineGroup[] | undefined
  readonly at: (index: number) => Asset | undefined
}

/**
 * The list's scrollbar, with the months beside it: a drag goes to any place of any list at once. For the pointer only; keys scroll
 * the list itself.
 */
export function Scrubber({ scroller, height, layout, padding, groups, at }: ScrubberProps) {
  const track = useRef<HTMLDivElement>(null)
  const thumb = useRef<HTMLDivElement>(null)
  const bubble = useRef<HTMLDivElement>(null)
  const [dragging, setDragging] = useState(false)
  const marks = useMemo(() => placeMarks(layout, groups, height, padding), [layout, groups, height, padding])

  // Drawn without React: a scroll event comes every frame.
  useEffect(() => {
    const element = scroller.current
    const frame = element?.parentElement
    if (element === null || frame == null) return
    const whole = layout.height + 2 * padding
    const needed = whole > height + 1
    track.current?.toggleAttribute('hidden', !needed)
    const draw = () => {
      if (!needed || thumb.current === null) return
      const { scrollTop } = element
      const size = Math.max(THUMB_PX, (height * height) / whole)
      const place = (scrollTop / (whole - height)) * (height - size)
      thumb.current.style.height = `${size}px`
      thumb.current.style.transform = `translateY(${place}px)`
      if (bubble.current === null || layout.rowCount === 0) return
      bubble.current.style.transform = `translateY(${Math.min(height - 32, Math.max(4, place + size / 2 - 14))}px)`
      const row = layout.row(layout.rowAt(Math.max(0, scrollTop - padding)))
      bubble.current.textContent = labelAt(row.first, groups, at)
    }
    draw()
    // On the way down to the list: before its rows change, when asking for the place costs no layout.
    frame.addEventListener('scroll', draw, { passive: true, capture: true })
    return () => frame.removeEventListener('scroll', draw, { capture: true })
  }, [scroller, layout, height, groups, padding, at])

  const scrub = (event: PointerEvent) => {
    const element = scroller.current
    const box = track.current?.getBoundingClientRect()
    if (element === null || box === undefined) return
    const size = Math.max(THUMB_PX, (element.clientHeight * element.clientHeight) / element.scrollHeight)
    const fraction = (event.clientY - box.top - size / 2) / (box.height - size)
    element.scrollTop = Math.min(1, Math.max(0, fraction)) * (element.scrollHeight - element.clientHeight)
  }
  return (
    <div
      ref={track}
      aria-hidden
      className="group/track absolute inset-y-0 right-0 w-4 touch-none select-none pointer-coarse:w-6"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        setDragging(true)
        scrub(event)
      }}
      onPointerMove={(event) => dragging && scrub(event)}
      onPointerUp={() => setDragging(false)}
      onPointerCancel={() => setDragging(false)}
    >
      <div
        className={classNames(
          'pointer-events-none absolute inset-y-0 right-4 transition-opacity',
          dragging ? 'opacity-100' : 'opacity-0 group-hover/track:opacity-100',
        )}
      >
        {marks.map(({ key, label, y }) => (
          <span
            key={key}
            className="absolute right-0 rounded-sm bg-surface-2/90 px-1.5 text-2xs whitespace-nowrap text-ink-soft shadow-low"
            style={{ top: y }}
          >
            {label}
          </span>
        ))}
        <div
          ref={bubble}
          className={classNames(
            'absolute top-0 right-0 flex h-7 items-center rounded-md bg-accent px-2 text-xs font-medium whitespace-nowrap text-accent-ink shadow-high',
            !dragging && 'invisible',
          )}
        />
      </div>
      <div
        ref={thumb}
        className={classNames(
          'absolute top-0 right-1 w-1.5 rounded-full transition-colors',
          dragging ? 'bg-accent' : 'bg-line-strong/60 group-hover/track:bg-line-strong',
        )}
      />
    </div>
  )
}

/** One mark for each month or session that has room, from the top. */
function placeMarks(layout: GridLayout, groups: readonly TimelineGroup[] | undefined, height: number, padding: number) {
  const marks: { key: string; label: string; y: number }[] = []
  if (groups === undefined || layout.height <= height) return marks
  let first = 0
  for (const { key, count } of groups) {
    const label = formatMark(key)
    const y = ((layout.rowTop(layout.rowOf(first)) + padding) / (layout.height + 2 * padding)) * height
    const before = marks.at(-1)
    if (before === undefined || (label !== before.label && y - before.y >= MARK_PX)) marks.push({ key, label, y })
    first += count
    if (first >= layout.total) break
  }
  return marks
}

function labelAt(
  index: number,
  groups: readonly TimelineGroup[] | undefined,
  at: (index: number) => Asset | undefined,
): string {
  let first = 0
  for (const { key, count } of groups ?? []) {
    if (index < first + count) return formatGroup(key)
    first += count
  }
  return at(index)?.name ?? `${(index + 1).toLocaleString('en')}`
}
