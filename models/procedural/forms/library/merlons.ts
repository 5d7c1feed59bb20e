import type { FormNode } from '../form-program.ts'
import { box, polar } from './shapes.ts'

/** Battlements around a square or round top. */
export function merlons(count: number, radius: number, y: number, size: [number, number, number]): FormNode {
  return polar(count, box(size, { at: [0, y, radius], round: 0.012 }))
}
