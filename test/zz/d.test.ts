import { test } from 'node:test'
test('exits', () => {
  process.exit(3)
})
test('x', () => {})
