import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashedTensor } from '../golden/hashed-tensor.ts'
import { packChunk } from './pack-kernel.ts'
import { packBlocks, packChannels, type ReadFloats } from './pack-weights.ts'
import { blockSize } from './quantize.ts'

for (const bits of [4, 8] as const) {
  for (const [rows, columns] of [
    [3, 64],
    [5, 70],
    [2, packChunk + 96],
  ] as const) {
    test(`${rows} × ${columns} values in ${bits} bits are within half a step of themselves`, () => {
      const weight = values(rows * columns)
      const half = 2 ** (bits - 1)
      const perRow = Math.ceil(columns / blockSize)
      const packed = {
        values: new Uint8Array((rows * perRow * blockSize * bits) / 8),
        scales: new Float32Array(rows * perRow),
      }
      packBlocks(reader(weight), { rows, columns, bits }, packed)
      let wrong = 0
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          const block = row * perRow + Math.floor(column / blockSize)
          const at = block * blockSize + (column % blockSize)
          const q = bits === 8 ? packed.values[at]! : (packed.values[at >> 1]! >> ((at & 1) * 4)) & 15
          const value = weight[row * columns + column]!
          const scale = packed.scales[block]!
          const own = weight.subarray(
            row * columns + column - (column % blockSize),
            row * columns + Math.min(columns, column - (column % blockSize) + blockSize),
          )
          const extreme = own.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0)
          if (Math.abs(scale) !== Math.abs(extreme) / half) wrong++
          // At the end with the lesser reach the last step is cut off: there it may be a whole one.
          const bound = value / scale > half - 1.5 ? 1.0001 : 0.5001
          if (Math.abs((q - half) * scale - value) > bound * Math.abs(scale)) wrong++
        }
      }
      assert.equal(wrong, 0)
    })
  }
}

for (const columns of [9, 160, packChunk + 3]) {
  test(`channels of ${columns} values use the whole range of 8 bits and are within half a step`, () => {
    const weight = values(3 * columns)
    weight.fill(0, columns, 2 * columns)
    const packed = { values: new Uint8Array(3 * columns), scales: new Float32Array(3) }
    packChannels(reader(weight), { rows: 3, columns }, packed)
    const whole = new Int8Array(packed.values.buffer)
    for (const row of [0, 2]) {
      const own = whole.subarray(row * columns, (row + 1) * columns)
      assert.equal(
        own.reduce((most, q) => Math.max(most, Math.abs(q)), 0),
        127,
      )
      const wrong = own.findIndex(
        (q, i) => Math.abs(q * packed.scales[row]! - weight[row * columns + i]!) > 0.5001 * packed.scales[row]!,
      )
      assert.equal(wrong, -1)
    }
    assert.ok(whole.subarray(columns, 2 * columns).every((q) => q === 0))
    assert.equal(packed.scales[1], 1)
  })
}

test('a block of zeros is packed as zeros', () => {
  const packed = { values: new Uint8Array(32), scales: new Float32Array(1) }
  packBlocks(reader(new Float32Array(32)), { rows: 1, columns: 32, bits: 8 }, packed)
  assert.deepEqual([...new Set(packed.values)], [128])
  assert.equal(Math.abs(packed.scales[0]!), 0)
})

function values(count: number): Float32Array<ArrayBuffer> {
  return Float32Array.from(hashedTensor('pack-weights', `${count}`, count, { scale: 0.2 }))
}

function reader(weight: Float32Array): ReadFloats {
  return (from, into) => into.set(weight.subarray(from, from + into.length))
}
