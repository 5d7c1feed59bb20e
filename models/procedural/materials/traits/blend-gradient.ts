import type { Gradient } from '../palette.ts'
import { mix, type Sample } from '../sample.ts'

/** Blends towards a colour of a gradient without losing what is below. */
export function blendGradient(s: Sample, gradient: Gradient, t: number, amount: number): void {
  const { red, green, blue } = s
  gradient(s, t)
  s.red = mix(red, s.red, amount)
  s.green = mix(green, s.green, amount)
  s.blue = mix(blue, s.blue, amount)
}
