import type { GradedMeasure } from './grade.ts'
import type { Samples } from './measure-seams.ts'

/** Contrast of a map of one channel: the standard deviation of its numbers, in 8-bit steps. */
export function measureContrast({ data }: Samples): GradedMeasure {
  // Counted by value first: whole numbers, so the sums are exact in any order, and the hot loop is one increment.
  const sixteen = data instanceof Uint16Array
  const counts = new Uint32Array(sixteen ? 65536 : 256)
  for (let i = 0; i < data.length; i++) counts[data[i]!]! += 1
  let sum = 0
  for (let value = 0; value < counts.length; value++) sum += counts[value]! * value
  const mean = sum / Math.max(1, data.length)
  let squares = 0
  for (let value = 0; value < counts.length; value++) squares += counts[value]! * (value - mean) ** 2
  return { name: 'contrast', value: Math.sqrt(squares / Math.max(1, data.length)) / (sixteen ? 257 : 1) }
}
