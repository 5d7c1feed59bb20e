import assert from 'node:assert/strict'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { temporaryFolder } from '../../test/temporary-workspace.ts'
import { openLog } from './log.ts'
import { readLog, readLogAfter } from './read-log.ts'

test('pages go from the newest entry back through the files that were set aside', async (t) => {
  const folder = temporaryFolder(t)
  // So small that some hundred entries fill several files.
  const log = openLog(folder, { level: 'info', maxSizeMb: 0.005, keep: 9 })
  for (let n = 0; n < 200; n++) log.info('entry', { n, text: 'ünïcode' })
  const seen: unknown[] = []
  let cursor: string | undefined
  do {
    const page = await readLog(folder, { limit: 7, ...(cursor !== undefined && { cursor }) })
    seen.push(...page.entries.map(({ fields }) => fields['n']))
    cursor = page.nextCursor
  } while (cursor !== undefined)
  assert.deepEqual(
    seen,
    Array.from({ length: 200 }, (_, n) => 199 - n),
  )
})

test('a page goes on where it was though the file has been set aside meanwhile', async (t) => {
  const folder = temporaryFolder(t)
  const log = openLog(folder, { level: 'info', maxSizeMb: 0.005, keep: 9 })
  for (let n = 0; n < 20; n++) log.info('entry', { n })
  const first = await readLog(folder, { limit: 5 })
  for (let n = 20; n < 120; n++) log.info('entry', { n })
  const second = await readLog(folder, { limit: 5, cursor: first.nextCursor! })
  assert.deepEqual(
    second.entries.map(({ fields }) => fields['n']),
    [14, 13, 12, 11, 10],
  )
})

test('level and words choose entries; a torn line is none', async (t) => {
  const folder = temporaryFolder(t)
  const log = openLog(folder, { level: 'info', maxSizeMb: 1, keep: 2 })
  log.info('engine-start', { engine: 1 })
  log.warn('engine-output', { text: 'slow disk' })
  log.error('job-fail', { message: 'Disk is full.' })
  appendFileSync(join(folder, 'ai-workspace.jsonl'), '{"time":"2026-')
  const events = async (filter: object) =>
    (await readLog(folder, { limit: 10, ...filter })).entries.map(({ event }) => event)
  assert.deepEqual(await events({ level: 'warn' }), ['job-fail', 'engine-output'])
  assert.deepEqual(await events({ text: 'DISK full' }), ['job-fail'])
  assert.equal((await events({})).length, 3)
})

test('following tells each new entry once, over a change of files', async (t) => {
  const folder = temporaryFolder(t)
  const log = openLog(folder, { level: 'info', maxSizeMb: 0.005, keep: 9 })
  log.info('entry', { n: -1 })
  let after = (await readLog(folder, { limit: 1 })).newest!
  const seen: unknown[] = []
  for (let n = 0; n < 150; n++) {
    log.info('entry', { n })
    if (n % 10 !== 9) continue
    const news = readLogAfter(folder, { after, limit: 200 })
    after = news.newest
    seen.push(...news.entries.map(({ fields }) => fields['n']))
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 150 }, (_, n) => n),
  )
})
