/** A value of a FlatBuffers table as the writer takes it. */
type Value =
  | { readonly i8: number }
  | { readonly i32: number }
  | { readonly bytes: Uint8Array }
  | { readonly int32s: readonly number[] }
  | { readonly tables: readonly Fields[] }
  | { readonly table: Fields }
type Fields = Readonly<Record<number, Value>>

/** A FlatBuffers file, each thing before what it refers to. */
function flatFile(root: Fields, identifier: string): Uint8Array {
  const out: number[] = [0, 0, 0, 0, ...Buffer.from(identifier)]
  const put = (at: number, value: number, bytes = 4) => {
    for (let n = 0; n < bytes; n++) out[at + n] = (value >> (8 * n)) & 255
  }
  const table = (fields: Fields): number => {
    const numbers = Object.keys(fields).map(Number)
    const count = Math.max(-1, ...numbers) + 1
    const vtable = out.length
    put(vtable, 4 + 2 * count, 2)
    put(vtable + 2, 4 + 4 * numbers.length, 2)
    const at = vtable + 4 + 2 * count
    put(at, at - vtable)
    for (let n = 0; n < count; n++) put(vtable + 4 + 2 * n, numbers.includes(n) ? 4 + 4 * numbers.indexOf(n) : 0, 2)
    for (let n = 0; n < numbers.length; n++) put(at + 4 + 4 * n, 0)
    numbers.forEach((number, n) => {
      const [value, place] = [fields[number]!, at + 4 + 4 * n]
      if ('i8' in value) put(place, value.i8, 1)
      else if ('i32' in value) put(place, value.i32)
      else put(place, reference(value) - place)
    })
    return at
  }
  const reference = (value: Exclude<Value, { i8: number } | { i32: number }>): number => {
    if ('table' in value) return table(value.table)
    const at = out.length
    if ('bytes' in value) {
      put(at, value.bytes.length)
      for (const byte of value.bytes) out.push(byte)
    } else if ('int32s' in value) {
      put(at, value.int32s.length)
      for (const number of value.int32s) put(out.length, number)
    } else {
      put(at, value.tables.length)
      for (const _ of value.tables) put(out.length, 0)
      value.tables.forEach((fields, n) => {
        const place = at + 4 + 4 * n
        put(place, table(fields) - place)
      })
    }
    return at
  }
  put(0, table(root))
  return Uint8Array.from(out)
}

const text = (value: string): Value => ({ bytes: Buffer.from(value) })

/** Kernel [2, 3, 3, 3] in quarters, kernel [1, 2, 2, 2] of the way back up, and their offsets. */
export const tinyKernels = {
  down: Float32Array.from({ length: 54 }, (_, i) => (((i * 7) % 9) - 4) / 4),
  downOffsets: Float32Array.of(0.5, -0.25),
  up: Float32Array.from({ length: 8 }, (_, i) => (((i * 5) % 7) - 3) / 2),
  upOffsets: Float32Array.of(0.125),
}

/**
 * A TensorFlow Lite network of 8 × 8 RGB pictures: a convolution of stride 2 whose half-float kernel is dequantized, ReLU, a transposed
 * convolution back up, and the logistic function.
 */
export function tinyTflite(): Uint8Array {
  const half = Buffer.from(new Float16Array(tinyKernels.down).buffer)
  const floats = (values: Float32Array) => Buffer.from(values.buffer)
  const tensor = (shape: readonly number[], type: number, buffer: number): Fields => ({
    0: { int32s: shape },
    1: { i8: type },
    2: { i32: buffer },
    3: text(`tensor ${buffer}`),
  })
  const operator = (code: number, inputs: readonly number[], output: number, more: Fields = {}): Fields => ({
    0: { i32: code },
    1: { int32s: inputs },
    2: { int32s: [output] },
    ...more,
  })
  return flatFile(
    {
      0: { i32: 3 },
      // DEQUANTIZE, CONV_2D, RELU, MediaPipe's custom one, LOGISTIC.
      1: {
        tables: [6, 3, 19, 32, 14].map((code) => ({
          0: { i8: code },
          ...(code === 32 ? { 1: text('Convolution2DTransposeBias') } : {}),
        })),
      },
      2: {
        tables: [
          {
            0: {
              tables: [
                tensor([1, 8, 8, 3], 0, 0),
                tensor([2, 3, 3, 3], 1, 1),
                tensor([2, 3, 3, 3], 0, 0),
                tensor([2], 0, 2),
                tensor([1, 4, 4, 2], 0, 0),
                tensor([1, 4, 4, 2], 0, 0),
                tensor([1, 2, 2, 2], 0, 3),
                tensor([1], 0, 4),
                tensor([1, 8, 8, 1], 0, 0),
                tensor([1, 8, 8, 1], 0, 0),
              ],
            },
            1: { int32s: [0] },
            2: { int32s: [9] },
            3: {
              tables: [
                operator(0, [1], 2),
                operator(1, [0, 2, 3], 4, { 4: { table: { 1: { i32: 2 }, 2: { i32: 2 } } } }),
                operator(2, [4], 5),
                operator(3, [5, 6, 7], 8, { 5: { bytes: Buffer.from(Int32Array.of(1, 2, 2).buffer) } }),
                operator(4, [8], 9),
              ],
            },
          },
        ],
      },
      4: {
        tables: [
          new Uint8Array(0),
          half,
          floats(tinyKernels.downOffsets),
          floats(tinyKernels.up),
          floats(tinyKernels.upOffsets),
        ].map((bytes) => ({ 0: { bytes } })),
      },
    },
    'TFL3',
  )
}
