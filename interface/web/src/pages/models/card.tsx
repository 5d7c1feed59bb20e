import type { ReactNode } from 'react'

/** A titled box in the column beside the lists. */
export function Card({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-3 rounded-lg border border-line bg-surface-1 p-3">
      <div className="flex min-h-7 items-center justify-between gap-2">
        <h2 className="text-sm font-semibold">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  )
}

/** A used part of a whole, drawn and in words. */
export function Meter({ used, total, words }: { used: number; total: number; words: string }) {
  const share = total === 0 ? 0 : Math.min(1, used / total)
  return (
    <div className="flex flex-col gap-1.5">
      <div aria-hidden className="h-1.5 overflow-hidden rounded-full bg-surface-3">
        <div
          className={`h-full origin-left ${share > 0.9 ? 'bg-warning' : 'bg-accent'}`}
          style={{ transform: `scaleX(${share})` }}
        />
      </div>
      <p className="text-xs text-ink-soft tabular-nums">{words}</p>
    </div>
  )
}
