import type { Rectangle } from './lasso.ts'

/** What the pointer draws while it selects by a rectangle. */
export function Lasso({ rectangle, padding }: { rectangle: Rectangle | undefined; padding: number }) {
  if (rectangle === undefined) return null
  const { left, top, right, bottom } = rectangle
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute top-0 left-0 rounded-sm border border-accent bg-accent/15"
      style={{
        transform: `translate(${left + padding}px, ${top + padding}px)`,
        width: right - left,
        height: bottom - top,
      }}
    />
  )
}
