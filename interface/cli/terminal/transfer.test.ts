import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plain } from './terminal.ts'
import { TransferPicture } from './transfer.ts'

test('a download shows its share, rate and time left, and a wait in place of them', () => {
  const picture = new TransferPicture(plain, 'sd15')
  picture.on({ type: 'bytes', name: 'weights.safetensors', receivedBytes: 0, sizeBytes: 100e6 }, 0)
  picture.on({ type: 'total', receivedBytes: 0, totalBytes: 100e6 }, 0)
  picture.on({ type: 'total', receivedBytes: 20e6, totalBytes: 100e6 }, 2000)
  const line = picture.line(2000, 120)
  assert.match(line, /^weights\.safetensors +█{4}░{16} +20 % {2}20 MB of 100 MB, 10 MB\/s, 8\.0 s left$/)
  assert.equal(picture.share, '20 %')
  picture.on({ type: 'waiting', name: 'w', reason: 'The connection broke: it closed the connection.', ms: 2000 }, 2100)
  assert.match(picture.line(2100, 120), /The connection broke.* Trying again in 2\.0 s/)
  picture.on({ type: 'total', receivedBytes: 21e6, totalBytes: 100e6 }, 4000)
  assert.match(picture.line(4000, 120), /21 MB of 100 MB/)
})

test('the rate follows the last seconds, not the whole past', () => {
  const picture = new TransferPicture(plain, 'sd15')
  for (let second = 0; second <= 60; second++)
    picture.on({ type: 'total', receivedBytes: second * 1e6, totalBytes: 1e9 }, second * 1000)
  for (let second = 61; second <= 75; second++)
    picture.on({ type: 'total', receivedBytes: 60e6 + (second - 60) * 5e6, totalBytes: 1e9 }, second * 1000)
  assert.match(picture.line(75_000, 120), /5\.0 MB\/s/)
})

test('a download without a stated size shows what has come; no line outgrows the terminal', () => {
  const picture = new TransferPicture(plain, 'sd15')
  picture.on({ type: 'total', receivedBytes: 5e6, totalBytes: undefined }, 0)
  assert.match(picture.line(10, 100), /5\.0 MB$/)
  picture.on({ type: 'bytes', name: 'a-very-long-name-of-a-file-'.repeat(6), receivedBytes: 1, sizeBytes: 2 }, 20)
  for (const columns of [40, 60, 80, 120]) assert.ok(picture.line(30, columns).length <= columns, `${columns} columns`)
})

test('a download by another process is told with its number and its share', () => {
  const picture = new TransferPicture(plain, 'sd15')
  picture.on({ type: 'other-process', other: { pid: 42, receivedBytes: 50, totalBytes: 100 } }, 0)
  assert.match(picture.line(10, 120), /another ai-workspace \(process 42.*50 %/)
})
