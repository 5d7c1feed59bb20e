import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ProgressPicture } from './progress.ts'
import { plain } from './terminal.ts'

const jobId = 'j1'

test('steps are ticked off with their time or as cached, and the line shows step, percent and time left', () => {
  const picture = new ProgressPicture(plain, 0)
  picture.on({ type: 'job-start', jobId }, 0)
  picture.on({ type: 'step-start', jobId, step: 'generate', depth: 0 }, 0)
  picture.on({ type: 'step-start', jobId, step: 'image.generate', depth: 1 }, 0)
  picture.on({ type: 'job-progress', jobId, fraction: 0.25, step: 'image.generate', message: 'Rendering' }, 1500)
  const line = picture.line(2000, 100)
  assert.match(line, /image\.generate · Rendering/)
  assert.match(line, /█{5}░{15} {3}25 % {2}2\.0 s, about 6 s left/)
  assert.ok(line.length < 100)
  assert.deepEqual(picture.takeEnded(), [])
  picture.on({ type: 'step-end', jobId, step: 'image.generate', depth: 1, fromCache: false, durationMs: 2100 }, 2100)
  picture.on({ type: 'step-start', jobId, step: 'image.depth', depth: 1 }, 2100)
  picture.on({ type: 'step-end', jobId, step: 'image.depth', depth: 1, fromCache: true, durationMs: 1 }, 2101)
  const ended = picture.takeEnded().map((each) => each.replace(/ +/g, ' '))
  assert.deepEqual(ended, ['✓ image.generate 2.1 s', '✓ image.depth (cached)'])
  assert.deepEqual(picture.takeEnded(), [])
})

test('a line never outgrows a narrow terminal', () => {
  const picture = new ProgressPicture(plain, 0)
  picture.on({ type: 'step-start', jobId, step: 'texture.generate', depth: 0 }, 0)
  picture.on(
    { type: 'job-progress', jobId, fraction: 0.5, step: 'texture.generate', message: 'A very long message '.repeat(9) },
    0,
  )
  for (const columns of [50, 60, 80, 120])
    assert.ok(picture.line(65_000, columns).length < columns, `${columns} columns`)
})

test('waiting for another process is said with its number, until the job starts', () => {
  const picture = new ProgressPicture(plain, 0)
  picture.on({ type: 'runner-busy', jobId, pid: 42, command: 'generate stone' }, 0)
  assert.match(picture.line(1000, 100), /waiting for another ai-workspace \(process 42, "generate stone"\)/)
  picture.on({ type: 'job-start', jobId }, 1000)
  assert.doesNotMatch(picture.line(1000, 100), /waiting/)
})

test('progress never goes back', () => {
  const picture = new ProgressPicture(plain, 0)
  picture.on({ type: 'job-progress', jobId, fraction: 0.6, step: 'a' }, 0)
  picture.on({ type: 'job-progress', jobId, fraction: 0.3, step: 'b' }, 0)
  assert.match(picture.line(10, 100), / 60 %/)
})
