import { packChunk, packKernel } from './pack-kernel.ts'
import { blockSize } from './quantize.ts'

/** A weight's values in row-major order: fills `into` with those from element `from` on. */
export type ReadFloats = (from: number, into: Float32Array<ArrayBuffer>) => void

/** Where a packed weight goes. */
export interface PackedWeight {
  readonly values: Uint8Array
  readonly scales: Float32Array
}

/**
 * Blocks of 32 along the rows of a weight [rows, columns]: w ≈ (q − 2^(bits−1))·scale. Of the two ends of a block the larger one is
 * met exactly (it has one step more on the negative side). Four bits go two to a byte, the first in the low half.
 */
export function packBlocks(
  read: ReadFloats,
  { rows, columns, bits }: { readonly rows: number; readonly columns: number; readonly bits: 4 | 8 },
  into: PackedWeight,
): void {
  const { floats, blocks } = packKernel()
  const bytes = (blockSize * bits) / 8
  const perRow = Math.ceil(columns / blockSize)
  let done = 0
  const pack = (count: number) => {
    const { values, scales } = blocks(count, bits)
    into.values.set(values, done * bytes)
    into.scales.set(scales, done)
    done += count
  }
  if (columns % blockSize === 0) {
    for (const total = rows * perRow; done < total; ) {
      const count = Math.min(packChunk / blockSize, total - done)
      read(done * blockSize, floats.subarray(0, count * blockSize))
      pack(count)
    }
    return
  }
  // Rows that end within a block: its rest is zeros.
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column += packChunk) {
      const length = Math.min(packChunk, columns - column)
      read(row * columns + column, floats.subarray(0, length))
      floats.fill(0, length, Math.ceil(length / blockSize) * blockSize)
      pack(Math.ceil(length / blockSize))
    }
  }
}

/** One scale for each output channel of [rows, columns]: w ≈ q·scale, q in −127 … 127. */
export function packChannels(
  read: ReadFloats,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  into: PackedWeight,
): void {
  const { floats, largest, channel } = packKernel()
  const chunks = Array.from({ length: Math.ceil(columns / packChunk) }, (_, n) => n * packChunk)
  for (let row = 0; row < rows; row++) {
    const fill = (column: number) => {
      const length = Math.min(packChunk, columns - column)
      read(row * columns + column, floats.subarray(0, length))
      return length
    }
    const greatest = Math.max(...chunks.map((column) => largest(fill(column))))
    const scale = greatest === 0 ? 1 : Math.fround(greatest / 127)
    into.scales[row] = scale
    for (const column of chunks) {
      // A row that fits in a chunk is still there.
      const length = chunks.length === 1 ? columns : fill(column)
      into.values.set(channel(length, 1 / scale), row * columns + column)
    }
  }
}
