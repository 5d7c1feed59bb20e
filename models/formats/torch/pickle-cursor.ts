import { PickleProblem } from './pickle-values.ts'

/** No count, size or step of a checkpoint takes more bytes; longer ones cost quadratic time. */
const MOST_INTEGER_BYTES = 1024

/** Reads a pickle's operands one after another; past the end is a `PickleProblem`. */
export function createCursor(bytes: Uint8Array, start: number) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = start

  function advance(length: number): number {
    if (length > bytes.length - at) {
      throw new PickleProblem(
        `its pickle is cut off: ${length} bytes at ${at} are needed and ${bytes.length} are there`,
        {
          cutOff: true,
        },
      )
    }
    const from = at
    at += length
    return from
  }

  function line(): string {
    const end = bytes.indexOf(0x0a, at)
    if (end < 0) throw new PickleProblem(`its pickle is cut off in a line of text at byte ${at}`, { cutOff: true })
    const from = at
    at = end + 1
    return decode(bytes.subarray(from, end), 'utf8')
  }

  return {
    position: () => at,
    skip: (length: number): void => void advance(length),
    byte: () => bytes[advance(1)]!,
    uint16: () => view.getUint16(advance(2), true),
    int32: () => view.getInt32(advance(4), true),
    uint32: () => view.getUint32(advance(4), true),
    /** Lengths only: beyond 2^53 it is rounded, and out of any file anyway. */
    uint64: () => Number(view.getBigUint64(advance(8), true)),
    float64: () => view.getFloat64(advance(8), false),
    bytes: (length: number) => bytes.slice(advance(length), at),
    text: (length: number) => decode(bytes.subarray(advance(length), at), 'utf8'),
    /** What Python 2 wrote as text. */
    latin1: (length: number) => decode(bytes.subarray(advance(length), at), 'latin1'),
    line,

    /** Two's complement, little-endian, of any length. */
    long(length: number): number | bigint {
      if (length > MOST_INTEGER_BYTES) throw new PickleProblem(`it holds an integer of ${length} bytes`)
      const digits = bytes.subarray(advance(length), at).toReversed()
      if (length === 0) return 0
      const hex = Buffer.from(digits).toString('hex')
      return plain(BigInt.asIntN(length * 8, BigInt(`0x${hex}`)))
    },

    integerLine(): number | bigint {
      const text = line().replace(/L$/, '')
      if (text.length > MOST_INTEGER_BYTES || !/^[+-]?\d+$/.test(text)) {
        throw new PickleProblem(`it holds ${JSON.stringify(text.slice(0, 40))} where an integer belongs`)
      }
      return plain(BigInt(text.replace(/^\+/, '')))
    },

    floatLine(): number {
      const text = line()
      const value = Number(text.replace(/^([+-]?)inf$/, '$1Infinity'))
      if (text.trim() === '' || (Number.isNaN(value) && text !== 'nan')) {
        throw new PickleProblem(`it holds ${JSON.stringify(text.slice(0, 40))} where a number belongs`)
      }
      return value
    },
  }
}

function plain(value: bigint): number | bigint {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value
}

function decode(bytes: Uint8Array, encoding: 'utf8' | 'latin1'): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(encoding)
}

export type PickleCursor = ReturnType<typeof createCursor>
