import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { blender, skipUnless } from '../outside-programs.ts'

test('fails', () => assert.deepEqual({ a: 1 }, { a: 2 }))
test('nested', async (t) => {
  await t.test('inner fails', () => {
    throw new Error('boo')
  })
  await t.test('inner fine', () => {})
})
describe('suite', () => {
  test('ok', () => {})
  test('skippy', { skip: true }, () => {})
})
test('with blender', skipUnless(blender, 'Blender'), () => {})
test(
  'never',
  { timeout: 300 },
  () =>
    new Promise(() => {
      setInterval(() => {}, 1000)
    }),
)
