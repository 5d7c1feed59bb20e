import assert from 'node:assert/strict'
import { once } from 'node:events'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { temporaryFolder } from '../../test/temporary-workspace.ts'
import { Database } from './database.ts'

/** Another program that begins to write to the database and ends after `ms`. */
async function otherWriter(t: TestContext, path: string, ms: number): Promise<void> {
  const program = `
    const { DatabaseSync } = require('node:sqlite')
    const { parentPort, workerData: { path, ms } } = require('node:worker_threads')
    const database = new DatabaseSync(path)
    database.exec('BEGIN IMMEDIATE')
    parentPort.postMessage('it writes')
    setTimeout(() => database.close(), ms)`
  const worker = new Worker(program, { eval: true, workerData: { path, ms } })
  t.after(() => worker.terminate())
  await once(worker, 'message')
}

test('a database that another process is just making is waited for, not refused', async (t) => {
  const path = join(temporaryFolder(t), 'new.db')
  await otherWriter(t, path, 300)
  using database = new Database(path)
  assert.equal(database.get('PRAGMA journal_mode')?.['journal_mode'], 'wal')
  assert.deepEqual(database.all('SELECT * FROM settings'), [])
})

test('a database that another program does not let go is one clear sentence', async (t) => {
  const path = join(temporaryFolder(t), 'held.db')
  using database = new Database(path)
  await otherWriter(t, path, 60_000)
  database.get('PRAGMA busy_timeout = 0')
  const write = () => database.run("INSERT INTO settings VALUES ('a', 'b')")
  const refused = { code: 'storage-failed', message: /^Another program holds the database .*held\.db\.$/ }
  assert.throws(write, refused)
  assert.throws(() => database.transaction(write), refused)
})
