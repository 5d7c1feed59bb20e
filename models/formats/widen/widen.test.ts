import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../../procedural/random.ts'
import { narrow } from './narrow.ts'
import { widen } from './widen.ts'

const bytesOf = (array: ArrayBufferView) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
const bitsOf = (floats: Float32Array) => new Uint32Array(floats.buffer, floats.byteOffset, floats.length)

/** IEEE 754 by its definition, in doubles. */
function exactValue(code: number, exponentBits: number, mantissaBits: number): number {
  const sign = code >> (exponentBits + mantissaBits) ? -1 : 1
  const exponent = (code >> mantissaBits) & (2 ** exponentBits - 1)
  const fraction = (code & (2 ** mantissaBits - 1)) / 2 ** mantissaBits
  const bias = 2 ** (exponentBits - 1) - 1
  if (exponent === 2 ** exponentBits - 1) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
  return exponent === 0 ? sign * fraction * 2 ** (1 - bias) : sign * (1 + fraction) * 2 ** (exponent - bias)
}

const everyHalf = Uint16Array.from({ length: 2 ** 16 }, (_, code) => code)

test('every half widens to its exact value: zeros with their sign, subnormals, infinities', () => {
  const floats = widen(bytesOf(everyHalf), 'F16')
  for (const code of everyHalf) assert.ok(Object.is(floats[code], exactValue(code, 5, 10)), code.toString(16))
  // The bits of a NaN stay: sign, and payload in the upper bits.
  assert.equal(bitsOf(floats)[0xfe01], 0xffc02000)
  assert.equal(bitsOf(floats)[0x7c01], 0x7f802000)
})

test('every bfloat16 is the upper half of its float32', () => {
  const bits = bitsOf(widen(bytesOf(everyHalf), 'BF16'))
  assert.ok(everyHalf.every((code) => bits[code] === code * 65536))
})

test('every 8-bit float widens to its exact value', () => {
  const every = Uint8Array.from({ length: 256 }, (_, code) => code)
  const e5m2 = widen(every, 'F8_E5M2')
  const e4m3 = widen(every, 'F8_E4M3')
  for (const code of every) {
    assert.ok(Object.is(e5m2[code], exactValue(code, 5, 2)), code.toString(16))
    // E4M3 has no infinities: 0x78 to 0x7e are 256 to 448.
    const exponent = (code >> 3) & 15
    const expected =
      (code & 0x7f) === 0x7f
        ? Number.NaN
        : exponent === 15
          ? (code & 0x80 ? -256 : 256) * (1 + (code & 7) / 8)
          : exactValue(code, 4, 3)
    assert.ok(Object.is(e4m3[code], expected), code.toString(16))
  }
})

test('all other types come out as their numbers, from any address and in any length', () => {
  const numbers = [0, 1, -1, 100, -128]
  const check = (array: ArrayBufferView, dtype: Parameters<typeof widen>[1], expected: readonly number[]) => {
    const shifted = new Uint8Array(array.byteLength + 1)
    shifted.set(bytesOf(array), 1)
    assert.deepEqual([...widen(shifted.subarray(1), dtype)], expected, dtype)
    assert.deepEqual([...widen(bytesOf(array), dtype)], expected, dtype)
  }
  check(Float64Array.from([...numbers, 1e-300]), 'F64', [...numbers, 0])
  check(Float32Array.from(numbers), 'F32', numbers)
  check(BigInt64Array.from([-1n, 2n ** 40n]), 'I64', [-1, 2 ** 40])
  check(BigUint64Array.from([2n ** 63n]), 'U64', [2 ** 63])
  check(Int32Array.from(numbers), 'I32', numbers)
  check(Uint32Array.from([2 ** 31]), 'U32', [2 ** 31])
  check(Int16Array.from(numbers), 'I16', numbers)
  check(Uint16Array.from([65535]), 'U16', [65535])
  check(Int8Array.from(numbers), 'I8', numbers)
  check(Uint8Array.from([255]), 'U8', [255])
  check(Uint8Array.from([1, 0]), 'BOOL', [1, 0])
  check(Uint16Array.from([0x3c00, 0xc000, 0x3555]), 'F16', [1, -2, 0.333251953125])
  assert.throws(() => widen(new Uint8Array(7), 'F16', new Float32Array(4)), RangeError)
})

test('a length that is no multiple of the lanes or of the chunk leaves its surroundings alone', () => {
  const into = new Float32Array(70_000).fill(7)
  const source = new Uint16Array(69_997).fill(0x3c00)
  widen(bytesOf(source), 'F16', into.subarray(1, 69_998))
  assert.equal(into[0], 7)
  assert.ok(into.subarray(1, 69_998).every((value) => value === 1))
  assert.deepEqual([...into.subarray(69_998)], [7, 7])
})

test('narrowing gives back every half, and rounds to the nearest with ties to even', () => {
  const floats = widen(bytesOf(everyHalf), 'F16')
  const back = new Uint16Array(narrow(floats).buffer)
  for (const code of everyHalf) {
    const expected = Number.isNaN(floats[code]) ? code | 0x0200 : code
    assert.equal(back[code], expected, code.toString(16))
  }
  const random = createRandom(5)
  const halfOf = (value: number) => new Uint16Array(narrow(Float32Array.of(value)).buffer)[0]!
  for (let code = 0; code < 0x7bff; code += 1 + Math.floor(random() * 40)) {
    const [low, high] = [exactValue(code, 5, 10), exactValue(code + 1, 5, 10)]
    const middle = (low + high) / 2
    const step = middle * 2 ** -23
    assert.equal(halfOf(middle), code % 2 === 0 ? code : code + 1, `tie after ${code}`)
    assert.equal(halfOf(middle - step), code)
    assert.equal(halfOf(-(middle + step)), (code + 1) | 0x8000)
  }
  assert.equal(halfOf(65519.996), 0x7bff)
  assert.equal(halfOf(65520), 0x7c00)
  assert.equal(halfOf(1e30), 0x7c00)
  assert.equal(halfOf(2 ** -25), 0)
  assert.equal(halfOf(1e-40), 0)
})
