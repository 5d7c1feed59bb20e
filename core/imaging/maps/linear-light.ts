import { pow } from '../../../models/procedural/exact-math.ts'
import type { Field } from './field.ts'

// IEC 61966-2-1: an sRGB byte as linear light 0..1, and back through a table of 4096 steps (finer than a byte everywhere but in black).
const linear = Float64Array.from({ length: 256 }, (_, byte) => {
  const v = byte / 255
  return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4)
})
const bytes = Uint8Array.from({ length: 4097 }, (_, step) => {
  const v = step / 4096
  return Math.round(255 * (v <= 0.0031308 ? v * 12.92 : 1.055 * pow(v, 1 / 2.4) - 0.055))
})

export function toLinear(byte: number): number {
  return linear[byte]!
}

/** The sRGB byte of linear light; beyond 0..1 it is clipped. */
export function fromLinear(value: number): number {
  return bytes[value >= 1 ? 4096 : value <= 0 ? 0 : Math.round(value * 4096)]!
}

/** Rec. 709 luminance in linear light, 0..1. */
export function linearLuma({
  width,
  height,
  channels,
  data,
}: {
  readonly width: number
  readonly height: number
  readonly channels: number
  readonly data: Uint8Array
}): Field {
  const luma = new Float32Array(width * height)
  for (let i = 0, at = 0; i < luma.length; i++, at += channels) {
    luma[i] =
      channels < 3
        ? linear[data[at]!]!
        : 0.2126 * linear[data[at]!]! + 0.7152 * linear[data[at + 1]!]! + 0.0722 * linear[data[at + 2]!]!
  }
  return { width, height, data: luma }
}
