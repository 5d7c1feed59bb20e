import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../../random.ts'
import { createFinish } from './finish-kernel.ts'

const SIZE = 16

/** Everything that follows from a field. */
function finish(field: Float32Array, width: number, height = field.length / width) {
  const maps = {
    heightMap: new Uint16Array(width * height),
    normal: new Uint8Array(width * height * 3),
    occlusion: new Uint8Array(width * height),
  }
  const lowest = Math.min(...field)
  const highest = Math.max(...field)
  createFinish(width)({ field, height, lowest, highest, ...maps, from: 0, to: height })
  return maps
}

test('a slope that rises to the right leans its normal to the left, one that rises upwards leans it down', () => {
  const right = finish(
    Float32Array.from({ length: SIZE * SIZE }, (_, i) => (i % SIZE) / SIZE),
    SIZE,
  )
  const middle = (8 * SIZE + 8) * 3
  // A slope of 1 is 45°: −√½ and √½.
  assert.deepEqual([...right.normal.subarray(middle, middle + 3)], [37, 128, 218])
  const up = finish(
    Float32Array.from({ length: SIZE * SIZE }, (_, i) => 1 - Math.floor(i / SIZE) / SIZE),
    SIZE,
  )
  assert.deepEqual([...up.normal.subarray(middle, middle + 3)], [128, 37, 218])
})

test('the height map goes from 0 to 65535, in even steps', () => {
  const ramp = Float32Array.from({ length: SIZE * SIZE }, (_, i) => 3 + i / 100)
  const { heightMap } = finish(ramp, SIZE)
  for (let i = 0; i < ramp.length; i++) assert.ok(Math.abs(heightMap[i]! - (65535 * i) / 255) <= 1, `${i}`)
  assert.ok(finish(new Float32Array(SIZE * SIZE), SIZE).heightMap.every((level) => level === 0))
})

test('a plain is open to the whole sky, the bottom of a pit is not, and the measure wraps', () => {
  const field = new Float32Array(SIZE * SIZE)
  assert.ok(finish(field, SIZE).occlusion.every((value) => value === 255))
  field[0] = -1
  const pit = finish(field, SIZE).occlusion
  assert.ok(pit[0]! < 10)
  assert.equal(pit[SIZE + 1], 255)
  field[0] = 1
  const { occlusion } = finish(field, SIZE)
  assert.ok(occlusion[SIZE - 1]! < 255 && occlusion[SIZE * (SIZE - 1)]! < 255)
})

test('moving a field around the tile moves its maps along, on any width and in any bands', () => {
  const random = createRandom(3)
  for (const [width, height] of [
    [21, 70],
    [64, 16],
    [130, 40],
  ] as const) {
    const field = Float32Array.from({ length: width * height }, () => 0.05 * random())
    const [dx, dy] = [13, 9]
    const placeOf = (i: number) => ((Math.floor(i / width) + dy) % height) * width + (((i % width) + dx) % width)
    const moved = new Float32Array(field.length)
    for (let i = 0; i < field.length; i++) moved[placeOf(i)] = field[i]!
    const [one, other] = [finish(field, width), finish(moved, width)]
    for (let i = 0; i < field.length; i++) {
      const to = placeOf(i)
      assert.equal(other.occlusion[to], one.occlusion[i])
      assert.equal(other.heightMap[to], one.heightMap[i])
      for (let c = 0; c < 3; c++) assert.equal(other.normal[to * 3 + c], one.normal[i * 3 + c])
    }
    const banded = { normal: new Uint8Array(field.length * 3), occlusion: new Uint8Array(field.length) }
    const run = createFinish(width)
    const range = { field, height, lowest: 0, highest: 1 }
    for (let from = 0; from < height; from += 11) run({ ...range, ...banded, from, to: Math.min(height, from + 11) })
    assert.deepEqual(banded, { normal: one.normal, occlusion: one.occlusion })
  }
})
