import type { FormNode, Vec2 } from '../form-program.ts'
import { box, lathe, union } from './shapes.ts'

/** A pedestal with mouldings at foot and head; its top is at `height`. */
export function plinth(
  { width, height, round = false }: { width: number; height: number; round?: boolean },
  material: string,
): FormNode {
  return round ? roundPlinth(width / 2, height, material) : squarePlinth(width, height, material)
}

function squarePlinth(width: number, height: number, material: string): FormNode {
  const slab = (size: number, low: number, high: number, edge: number): FormNode =>
    box([width * size, height * (high - low), width * size], { at: [0, (height * (low + high)) / 2, 0], round: edge })
  const edge = Math.min(width, height) * 0.02
  return union(
    [
      slab(1.16, 0, 0.14, edge),
      slab(1.07, 0.13, 0.2, edge * 1.6),
      slab(1.0, 0.19, 0.25, edge),
      slab(0.9, 0.24, 0.79, edge),
      slab(0.98, 0.78, 0.84, edge * 1.6),
      slab(1.09, 0.83, 0.92, edge),
      slab(1.0, 0.91, 1, edge),
      // A raised field on the front, as for an inscription.
      box([width * 0.64, height * 0.36, width * 0.93], { at: [0, height * 0.515, 0], round: edge * 0.6 }),
      box([width * 0.93, height * 0.36, width * 0.64], { at: [0, height * 0.515, 0], round: edge * 0.6 }),
    ],
    0,
    { material },
  )
}

function roundPlinth(radius: number, height: number, material: string): FormNode {
  const profile: Vec2[] = [
    [1.14, 0],
    [1.14, 0.13],
    [1.06, 0.14],
    [1.1, 0.18],
    [1.06, 0.22],
    [0.94, 0.25],
    [0.89, 0.3],
    [0.87, 0.5],
    [0.89, 0.74],
    [0.94, 0.78],
    [1.02, 0.8],
    [1.08, 0.84],
    [1.08, 0.92],
    [1.0, 0.93],
    [1.0, 1],
  ]
  return lathe(
    profile.map(([x, y]) => [x * radius, y * height]),
    { round: height * 0.012, material },
  )
}
