const kept = new Set<Element>()

/**
 * A ref for a bar at the lower edge of a page that a person acts with: toasts appear above it and never on it.
 * `<div ref={keepToastsAbove}>`.
 */
export function keepToastsAbove(bar: Element | null) {
  if (bar === null) return
  kept.add(bar)
  const observer = new ResizeObserver(makeRoomForToasts)
  observer.observe(bar)
  return () => {
    observer.disconnect()
    kept.delete(bar)
    makeRoomForToasts()
  }
}

/** Measures how far up toasts must stay, in the variable `--toast-room` of the page: a bar beside them is in nobody's way. */
export function makeRoomForToasts(): void {
  const left = window.innerWidth - widest
  const tops = [...kept]
    .map((bar) => bar.getBoundingClientRect())
    // What is hidden has no size; the same bar may stand at the upper edge of a narrow screen.
    .filter(({ width, right, top }) => width > 0 && right > left && top > window.innerHeight / 2)
    .map(({ top }) => top)
  const room = Math.max(0, window.innerHeight - Math.min(window.innerHeight, ...tops))
  document.documentElement.style.setProperty('--toast-room', `${Math.round(room)}px`)
}

/** Of a toast with its margin, in CSS pixels: `w-90` and `right-3`. */
const widest = 360 + 12
