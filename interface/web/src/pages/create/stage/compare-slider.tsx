import { type PointerEvent, useRef, useState } from 'react'

/** Two pictures on top of each other, parted by a line that is moved by pointer or arrow keys: the older one on the left. */
export function CompareSlider({ before, after }: { before: string; after: string }) {
  const frame = useRef<HTMLDivElement>(null)
  const [share, setShare] = useState(0.5)
  const moveTo = (event: PointerEvent) => {
    const box = frame.current!.getBoundingClientRect()
    setShare(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)))
  }
  const percent = `${100 * share}%`
  return (
    <div
      ref={frame}
      className="relative size-full touch-none select-none"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        moveTo(event)
      }}
      onPointerMove={(event) => event.buttons === 1 && moveTo(event)}
    >
      <img src={after} alt="Now" draggable={false} className="absolute inset-0 size-full object-contain" />
      <img
        src={before}
        alt="Before"
        draggable={false}
        className="absolute inset-0 size-full bg-canvas object-contain"
        style={{ clipPath: `inset(0 ${100 - 100 * share}% 0 0)` }}
      />
      <span className="absolute top-2 left-2 rounded-sm bg-surface-1/85 px-1.5 text-2xs">Before</span>
      <span className="absolute top-2 right-2 rounded-sm bg-surface-1/85 px-1.5 text-2xs">Now</span>
      <div
        role="slider"
        aria-label="Comparison"
        aria-valuenow={Math.round(100 * share)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={`${Math.round(100 * share)} % of the picture before`}
        tabIndex={0}
        onKeyDown={(event) => {
          const step = { ArrowLeft: -0.02, ArrowRight: 0.02, PageUp: 0.1, PageDown: -0.1, Home: -1, End: 1 }[event.key]
          if (step === undefined) return
          event.preventDefault()
          setShare(Math.min(1, Math.max(0, share + step)))
        }}
        className="absolute inset-y-0 w-0.5 -translate-x-1/2 cursor-ew-resize bg-[white] shadow-[0_0_0_1px_rgb(0_0_0/0.5)]"
        style={{ left: percent }}
      >
        <span className="absolute top-1/2 left-1/2 flex size-7 -translate-1/2 items-center justify-center rounded-full border-2 border-[white] bg-surface-1 text-xs text-ink shadow-high">
          ⇔
        </span>
      </div>
    </div>
  )
}
