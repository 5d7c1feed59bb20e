import type { ReadFloats } from './pack-weights.ts'

/** A convolution's weight and how it is blocked. */
export interface BlockedFilters {
  /** Output and input channels, whole multiples of `block`. */
  readonly out: number
  readonly into: number
  /** Places of the kernel: 9 for 3 × 3. */
  readonly kernel: number
  readonly block: number
}

/** [out, into, kernel] → [out/b, into/b, kernel, b of into, b of out] (onnxruntime, MlasReorderFilterOIHWBiBo). */
export function blockFilters(
  read: ReadFloats,
  { out, into, kernel, block }: BlockedFilters,
  target: Float32Array<ArrayBuffer>,
): void {
  const row = into * kernel
  const rows = new Float32Array(block * row)
  let at = 0
  for (let o = 0; o < out; o += block) {
    read(o * row, rows)
    for (let i = 0; i < row; i += block * kernel) {
      for (let k = 0; k < kernel; k++) {
        for (let bi = 0; bi < block; bi++) {
          let from = i + bi * kernel + k
          for (let bo = 0; bo < block; bo++) {
            target[at++] = rows[from]!
            from += row
          }
        }
      }
    }
  }
}
