import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { temporaryFolder } from '../../test/temporary-workspace.ts'
import { openLog } from './log.ts'

test('entries are JSON lines at or above the level', (t) => {
  const folder = temporaryFolder(t)
  const log = openLog(folder, { level: 'info', maxSizeMb: 1, keep: 2 })
  log.debug('unseen')
  log.warn('seen', { jobId: 'j1' })
  const lines = readFileSync(join(folder, 'ai-workspace.jsonl'), 'utf8').trim().split('\n')
  assert.equal(lines.length, 1)
  assert.partialDeepStrictEqual(JSON.parse(lines[0]!), { level: 'warn', event: 'seen', jobId: 'j1' })
})

test('a full file is set aside and only so many are kept', (t) => {
  const folder = temporaryFolder(t)
  const log = openLog(folder, { level: 'info', maxSizeMb: 0.001, keep: 2 })
  for (let i = 0; i < 60; i++) log.info('entry', { i })
  assert.deepEqual(readdirSync(folder).sort(), ['ai-workspace.jsonl', 'ai-workspace.jsonl.1', 'ai-workspace.jsonl.2'])
  assert.ok(readFileSync(join(folder, 'ai-workspace.jsonl'), 'utf8').includes('"i":59'))
})

test('a log that cannot be written does not stop the work', (t) => {
  const file = join(temporaryFolder(t), 'file')
  writeFileSync(file, '')
  assert.doesNotThrow(() => openLog(file, { level: 'info', maxSizeMb: 1, keep: 1 }).error('lost'))
})
