/** The header goes on after the bytes that are here. */
export class HeaderEnds extends Error {}

/** A value of the metadata. Of a long array (a vocabulary) only the first items are kept, with its true length. */
export type GgufValue = number | bigint | boolean | string | GgufArray

export interface GgufArray {
  readonly length: number
  readonly first: readonly GgufValue[]
}

const KEPT_ITEMS = 64

/** Arrays of arrays exist in the format; deeper ones are an attack on the stack. */
const MOST_DEEP = 4

/** Chat templates are the longest texts, of some ten thousand characters. */
const MOST_TEXT_BYTES = 16 * 2 ** 20

/** Reads what a GGUF header is made of; past the end of `bytes` it throws `HeaderEnds`. */
export function createGgufCursor(bytes: Uint8Array, fail: (problem: string) => Error) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0

  function advance(length: number): number {
    if (length > bytes.length - at) throw new HeaderEnds()
    const from = at
    at += length
    return from
  }

  const uint32 = () => view.getUint32(advance(4), true)

  function count(): number {
    const value = view.getBigUint64(advance(8), true)
    if (value > Number.MAX_SAFE_INTEGER) throw fail(`it claims a count of ${value}`)
    return Number(value)
  }

  function textBytes(): Uint8Array {
    const length = count()
    if (length > MOST_TEXT_BYTES) throw fail(`it claims a text of ${length} bytes`)
    return bytes.subarray(advance(length), at)
  }

  const text = () => Buffer.from(textBytes()).toString('utf8')

  function read(type: number, depth: number): GgufValue {
    switch (type) {
      case 0:
        return view.getUint8(advance(1))
      case 1:
        return view.getInt8(advance(1))
      case 2:
        return view.getUint16(advance(2), true)
      case 3:
        return view.getInt16(advance(2), true)
      case 4:
        return uint32()
      case 5:
        return view.getInt32(advance(4), true)
      case 6:
        return view.getFloat32(advance(4), true)
      case 7:
        return view.getUint8(advance(1)) !== 0
      case 8:
        return text()
      case 9:
        return array(depth)
      case 10:
        return view.getBigUint64(advance(8), true)
      case 11:
        return view.getBigInt64(advance(8), true)
      case 12:
        return view.getFloat64(advance(8), true)
      default:
        throw fail(`its metadata hold a value of the unknown type ${type}`)
    }
  }

  function array(depth: number): GgufArray {
    if (depth >= MOST_DEEP) throw fail(`its metadata nest deeper than ${MOST_DEEP}`)
    const type = uint32()
    const length = count()
    const first: GgufValue[] = []
    for (let i = 0; i < length; i++) {
      if (i < KEPT_ITEMS) first.push(read(type, depth + 1))
      else if (type === 8) textBytes()
      else if (sizes[type] !== undefined) {
        // All have the same size: the rest is passed over at once.
        advance(sizes[type] * (length - i))
        break
      } else read(type, depth + 1)
    }
    return { length, first }
  }

  return { position: () => at, uint32, count, text, value: () => read(uint32(), 0) }
}

/** Bytes of a value of each type of one size. */
const sizes: readonly (number | undefined)[] = [1, 1, 2, 2, 4, 4, 4, 1, undefined, undefined, 8, 8, 8]
