import { ChevronsLeftRight } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { Asset } from '../../../api/wire.ts'
import { PictureLayer } from '../detail/picture-layer.tsx'
import type { Zoom } from '../detail/use-zoom.ts'
import type { Size } from '../detail/zoom.ts'
import { PictureName } from './picture-name.tsx'

/** Two pictures over each other: left of the line the first, right of it the second. */
export function SliderPane({
  a,
  b,
  size,
  zoom,
  className,
}: {
  a: Asset
  b: Asset
  size: Size
  zoom: Zoom
  className: string
}) {
  const [percent, setPercent] = useState(50)
  const frame = useRef<HTMLDivElement>(null)
  const drag = (clientX: number) => {
    const box = frame.current?.getBoundingClientRect()
    if (box === undefined) return
    setPercent(Math.min(100, Math.max(0, ((clientX - box.left) / box.width) * 100)))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 10 : 1
    const to = { ArrowLeft: percent - step, ArrowRight: percent + step, Home: 0, End: 100 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    setPercent(Math.min(100, Math.max(0, to)))
  }
  return (
    <div ref={frame} className="relative min-h-0 min-w-0 flex-1">
      <div {...zoom.pane} className={`absolute inset-0 ${className}`}>
        <PictureLayer asset={a} view={zoom.view} size={size} />
        <div data-side="second" className="absolute inset-0 bg-canvas" style={{ clipPath: `inset(0 0 0 ${percent}%)` }}>
          <PictureLayer asset={b} view={zoom.view} size={size} />
        </div>
        <PictureName asset={a} other={b} />
        <PictureName asset={b} other={a} right />
      </div>
      <div
        role="slider"
        tabIndex={0}
        aria-label={`How much of ${a.name} is shown`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(percent)}
        className="group absolute inset-y-0 flex w-8 -translate-x-1/2 cursor-ew-resize touch-none items-center justify-center outline-none"
        style={{ left: `${percent}%` }}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && drag(event.clientX)}
      >
        <span aria-hidden className="absolute inset-y-0 w-0.5 bg-accent" />
        <span
          aria-hidden
          className="relative flex size-8 items-center justify-center rounded-full border border-line bg-surface-2 text-ink shadow-high group-focus-visible:outline-2 group-focus-visible:outline-focus"
        >
          <ChevronsLeftRight className="size-4" />
        </span>
      </div>
    </div>
  )
}
