import type { Cell } from './cellular.ts'
import { unitOf } from './hash.ts'
import { clamp01 } from './sample.ts'

/** Height of a facet that is tilted by its id, at a place measured from its middle. */
export function tiltOf(id: number, x: number, y: number): number {
  return (unitOf(id, 1) - 0.5) * x + (unitOf(id, 2) - 0.5) * y
}

/**
 * A round mark on a cell's feature point, 1 in the middle, falling to 0: pits, beads, bubbles. Its radius is one column over a
 * number between `least` and `least + spread`, drawn by the cell (its `nth`).
 */
export function dotOf(cell: Cell, least: number, spread: number, nth = 1): number {
  return clamp01(1 - cell.near * (least + spread * unitOf(cell.id, nth)))
}
