import type { FormNode, Vec2, Vec3 } from '../form-program.ts'
import { box, lathe } from './shapes.ts'

/** A turned leg: foot, two balls and a swelling, `height` tall. */
export function turnedLeg(height: number, radius: number, at: Vec3): FormNode {
  const profile: Vec2[] = [
    [0.75, 0],
    [1, 0.03],
    [0.8, 0.07],
    [0.55, 0.1],
    [0.85, 0.3],
    [1.05, 0.5],
    [0.7, 0.66],
    [0.6, 0.7],
    [1.1, 0.74],
    [0.65, 0.78],
    [1.1, 0.82],
    [0.9, 0.86],
    [1, 1],
  ]
  return lathe(
    profile.map(([r, y]) => [r * radius, y * height]),
    { curve: true, at },
  )
}

export function squareLeg(height: number, size: number, at: Vec3): FormNode {
  return {
    type: 'taper',
    bottom: 0.62,
    top: 1,
    from: 0,
    to: height,
    child: box([size, height, size], { at: [0, height / 2, 0], round: size * 0.12 }),
    at,
  }
}
