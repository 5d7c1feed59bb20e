import { test } from 'node:test'
test('late', () => {
  setTimeout(() => {
    throw new Error('late crash')
  }, 10)
})
test('x', async () => {
  await new Promise((r) => setTimeout(r, 50))
})
