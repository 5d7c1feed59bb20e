import { halfKernel } from './half-kernel.ts'

/** Float32 as IEEE 754 halves, little-endian: to the nearest, ties to even; beyond 65504 infinite from 65520 on. */
export function narrow(values: Float32Array): Uint8Array<ArrayBuffer> {
  const halves = new Uint16Array(values.length)
  halfKernel().narrowHalf(new Uint32Array(values.buffer, values.byteOffset, values.length), halves)
  return new Uint8Array(halves.buffer)
}
