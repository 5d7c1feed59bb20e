/** One window over an axis: what the network is given, and the part of it that is this window's own. */
export interface Window {
  /** Where it begins; with the axis' `window` length it may reach beyond the end. */
  readonly start: number
  /** Its own part, [from, to), in the coordinates of the axis. The parts of all windows cover the axis once. */
  readonly from: number
  readonly to: number
}

/**
 * Divides an axis into equal windows that overlap. Each is at most `tile` long and sees `margin` pixels beyond its own part
 * where the picture goes on. All starts and lengths are multiples of `step`.
 */
export function divideAxis(
  length: number,
  { tile, margin, step = 1 }: { tile: number; margin: number; step?: number },
): { readonly window: number; readonly windows: readonly Window[] } {
  const upTo = (value: number) => Math.ceil(value / step) * step
  const whole = upTo(length)
  if (whole <= tile) return { window: whole, windows: [{ start: 0, from: 0, to: length }] }
  const reach = upTo(margin)
  const count = Math.ceil(whole / Math.max(step, tile - (tile % step) - 2 * reach))
  // Equal parts: all windows have one size, which the runtime plans once.
  const own = upTo(whole / count)
  const window = Math.min(whole, own + 2 * reach)
  const windows = Array.from({ length: Math.ceil(whole / own) }, (_, n) => ({
    start: Math.max(0, Math.min(n * own - reach, whole - window)),
    from: n * own,
    to: Math.min((n + 1) * own, length),
  }))
  return { window, windows: windows.filter(({ from, to }) => from < to) }
}

/**
 * How much each pixel of an axis counts in a window: 1 in its own part, falling to 0 over `feather` pixels on both sides of a
 * border between two windows, where the other's rises: together they are always 1. `at` is the middle of a pixel.
 */
export function featherWeight({ from, to }: Window, at: number, length: number, feather: number): number {
  const rise = from === 0 ? 1 : (at - from) / (2 * feather) + 0.5
  const fall = to === length ? 1 : (to - at) / (2 * feather) + 0.5
  return Math.max(0, Math.min(1, rise, fall))
}
