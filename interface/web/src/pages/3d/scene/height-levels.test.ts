import assert from 'node:assert/strict'
import { test } from 'node:test'
import { heightLevels, levelFor } from './height-levels.ts'

test('halves of a height map are means, down to an odd side', () => {
  const levels = heightLevels({ width: 4, height: 6, data: Uint16Array.from({ length: 24 }, (_, i) => i) })
  assert.deepEqual(
    levels.map(({ width, height }) => [width, height]),
    [
      [4, 6],
      [2, 3],
    ],
  )
  assert.ok(Math.abs(levels[1]!.data[0]! * 65535 - (0 + 1 + 4 + 5) / 4) < 1e-3)
})

test('a surface takes no more pixels than its vertices can follow', () => {
  const levels = [512, 256, 128, 64].map((width) => ({ width }))
  assert.equal(levelFor(levels, 384).width, 512)
  assert.equal(levelFor(levels, 96).width, 128)
  assert.equal(levelFor(levels, 10).width, 64)
})
