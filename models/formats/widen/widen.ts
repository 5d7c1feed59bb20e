import type { Dtype } from '../../../base/model.ts'
import { dtypeBytes } from '../dtype.ts'
import { float8Tables } from './float8-tables.ts'
import { halfKernel } from './half-kernel.ts'

/**
 * Turns a tensor's little-endian bytes into float32: exact for all floats up to 32 bits (subnormals, infinities and the
 * bits of a NaN included) and for integers up to 2^24; F64 and larger integers are rounded to the nearest.
 * `into` takes the result where it is given and must hold exactly as many elements.
 */
export function widen(
  bytes: Uint8Array,
  dtype: Dtype,
  into: Float32Array<ArrayBuffer> = new Float32Array(bytes.length / dtypeBytes[dtype]),
): Float32Array<ArrayBuffer> {
  const size = dtypeBytes[dtype]
  if (bytes.length !== into.length * size) {
    throw new RangeError(`${bytes.length} bytes of ${dtype} do not fill ${into.length} floats.`)
  }
  // Typed arrays want aligned memory.
  const { buffer, byteOffset } = bytes.byteOffset % size === 0 ? bytes : Uint8Array.from(bytes)
  const count = into.length
  switch (dtype) {
    case 'F16':
      halfKernel().widenHalf(new Uint16Array(buffer, byteOffset, count), bitsOf(into))
      return into
    case 'BF16':
      halfKernel().widenBrain(new Uint16Array(buffer, byteOffset, count), bitsOf(into))
      return into
    case 'F8_E4M3':
    case 'F8_E5M2':
      lookUp(new Uint8Array(buffer, byteOffset, count), float8Tables()[dtype], into)
      return into
    case 'F32':
      bitsOf(into).set(new Uint32Array(buffer, byteOffset, count))
      return into
    case 'F64':
      into.set(new Float64Array(buffer, byteOffset, count))
      return into
    case 'I64':
      return fromBigs(new BigInt64Array(buffer, byteOffset, count), into)
    case 'U64':
      return fromBigs(new BigUint64Array(buffer, byteOffset, count), into)
    case 'I32':
      into.set(new Int32Array(buffer, byteOffset, count))
      return into
    case 'U32':
      into.set(new Uint32Array(buffer, byteOffset, count))
      return into
    case 'I16':
      into.set(new Int16Array(buffer, byteOffset, count))
      return into
    case 'U16':
      into.set(new Uint16Array(buffer, byteOffset, count))
      return into
    case 'I8':
      into.set(new Int8Array(buffer, byteOffset, count))
      return into
    case 'U8':
    case 'BOOL':
      into.set(new Uint8Array(buffer, byteOffset, count))
      return into
    default:
      return dtype satisfies never
  }
}

/** Floats as their bits: a copy of floats as numbers may change a NaN. */
function bitsOf(floats: Float32Array): Uint32Array {
  return new Uint32Array(floats.buffer, floats.byteOffset, floats.length)
}

function lookUp(codes: Uint8Array, table: Uint32Array, into: Float32Array): void {
  const out = bitsOf(into)
  for (let i = 0; i < codes.length; i++) out[i] = table[codes[i]!]!
}

function fromBigs(values: BigInt64Array | BigUint64Array, into: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  for (let i = 0; i < values.length; i++) into[i] = Number(values[i])
  return into
}
