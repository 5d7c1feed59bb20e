/**
 * The level of detail for a mesh that covers `coverage` of the screen's area, by the thresholds of MSFT_lod: level i is shown down to
 * `thresholds[i]`, the last one below all of them.
 */
export function chooseLevel(coverage: number, thresholds: readonly number[]): number {
  const level = thresholds.findIndex((threshold) => coverage >= threshold)
  return level === -1 ? Math.max(0, thresholds.length - 1) : level
}

/** Thresholds for a chain whose file states none: each level at a quarter of the area of the one before. */
export function defaultThresholds(levels: number): number[] {
  return Array.from({ length: levels }, (_, level) => (level === levels - 1 ? 0 : 0.25 ** (level + 1)))
}
