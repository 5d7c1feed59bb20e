import { deflateToZlib } from './deflate.ts'

/** What an OpenEXR file of one channel holds: float32 numbers, row-major from the top left. */
export interface FloatMap {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

/** Rows that are compressed together, by the format. */
export const rowsOfBlock = 16

/**
 * An OpenEXR file (openexr.com, "OpenEXR File Layout") of one float channel `Y`, which readers show as grey, in ZIP-compressed
 * scanlines. Infinity and NaN are kept. `attributes` are text that stands in its header.
 */
export function encodeExr(
  { width, height, data }: FloatMap,
  { attributes = {} }: { attributes?: Readonly<Record<string, string>> } = {},
): Uint8Array {
  const header = exrHeader(width, height, attributes)
  const blocks = Array.from({ length: Math.ceil(height / rowsOfBlock) }, (_, n) => {
    const from = n * rowsOfBlock * width
    return compressRows(data.subarray(from, Math.min(from + rowsOfBlock * width, data.length)))
  })
  const size = blocks.reduce((sum, block) => sum + 8 + block.length, header.length + 8 * blocks.length)
  const file = new Uint8Array(size)
  const view = new DataView(file.buffer)
  file.set(header)
  let at = header.length + 8 * blocks.length
  for (const [n, block] of blocks.entries()) {
    view.setBigUint64(header.length + 8 * n, BigInt(at), true)
    view.setInt32(at, n * rowsOfBlock, true)
    view.setInt32(at + 4, block.length, true)
    file.set(block, at + 8)
    at += 8 + block.length
  }
  return file
}

/** `encodeExr` as a call of the worker pool: one argument. @worker */
export function encodeExrTask({ map, attributes }: { map: FloatMap; attributes: Record<string, string> }): Uint8Array {
  return encodeExr(map, { attributes })
}

/** The rows' bytes, low halves before high halves, each the difference to the one before it, as zlib; as they are where that is no smaller. */
function compressRows(values: Float32Array): Uint8Array {
  const plain = new Uint8Array(values.length * 4)
  const view = new DataView(plain.buffer)
  for (let i = 0; i < values.length; i++) view.setFloat32(4 * i, values[i]!, true)
  const half = (plain.length + 1) >> 1
  const parted = new Uint8Array(plain.length)
  for (let i = 0; i < plain.length; i++) parted[(i & 1) * half + (i >> 1)] = plain[i]!
  const differences = parted.slice()
  for (let i = 1; i < parted.length; i++) differences[i] = (parted[i]! - parted[i - 1]! + 384) & 255
  const packed = deflateToZlib(differences)
  return packed.length < plain.length ? packed : plain
}

function exrHeader(width: number, height: number, attributes: Readonly<Record<string, string>>): Uint8Array {
  const bytes: number[] = [0x76, 0x2f, 0x31, 0x01, 2, 0, 0, 0]
  const text = (value: string) => [...new TextEncoder().encode(value)]
  const whole = (value: number) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >> 24) & 255]
  const float = (value: number) => [...new Uint8Array(Float32Array.of(value).buffer)]
  const box = [0, 0, width - 1, height - 1].flatMap(whole)
  const put = (name: string, type: string, value: readonly number[]) =>
    bytes.push(...text(name), 0, ...text(type), 0, ...whole(value.length), ...value)
  // Name, type (2 = float32), linear in perception, three bytes of nothing, sampling of x and y.
  put('channels', 'chlist', [...text('Y'), 0, ...whole(2), 0, 0, 0, 0, ...whole(1), ...whole(1), 0])
  put('compression', 'compression', [3])
  put('dataWindow', 'box2i', box)
  put('displayWindow', 'box2i', box)
  put('lineOrder', 'lineOrder', [0])
  put('pixelAspectRatio', 'float', float(1))
  put('screenWindowCenter', 'v2f', [...float(0), ...float(0)])
  put('screenWindowWidth', 'float', float(1))
  for (const [name, value] of Object.entries(attributes)) put(name, 'string', text(value))
  return Uint8Array.from([...bytes, 0])
}
