import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isUploading, type Upload, uploadFraction, uploadSummary, uploads } from './upload-store.ts'

const upload = (change: Partial<Upload>): Upload => ({
  id: 1,
  name: 'a.png',
  sizeBytes: 100,
  state: 'sending',
  fraction: 0,
  ...change,
})

test('progress counts bytes, so a large file weighs more', () => {
  assert.equal(uploadFraction([upload({ fraction: 0.5 }), upload({ sizeBytes: 300, state: 'failed' })]), 0.875)
  assert.equal(uploadFraction([]), 1)
})

test('the summary names only what happened', () => {
  assert.equal(uploadSummary([upload({ state: 'new' }), upload({ state: 'new' })]), '2 added')
  assert.equal(
    uploadSummary([upload({ state: 'known' }), upload({ state: 'failed' }), upload({ state: 'new' })]),
    '1 added, 1 was there already, 1 failed',
  )
})

test('what is over is forgotten, what goes on stays', () => {
  const [first, second] = uploads.add([
    { name: 'a', size: 1 },
    { name: 'b', size: 2 },
  ])
  uploads.change(first!, { state: 'new' })
  uploads.clear()
  assert.deepEqual(
    uploads.get().map(({ id }) => id),
    [second],
  )
  assert.ok(isUploading(uploads.get()))
  uploads.change(second!, { state: 'failed' })
  assert.ok(!isUploading(uploads.get()))
})
