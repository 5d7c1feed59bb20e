import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { temporaryFolder } from '../../test/temporary-workspace.ts'
import { openStores } from './open-stores.ts'

test('a project that another process is just making is waited for, not taken in twice', async (t) => {
  const home = temporaryFolder(t)
  const ready = join(home, 'ready')
  const { database, projects } = openStores(home)
  using _ = database
  const program = `
    const { openStores } = await import(${JSON.stringify(new URL('./open-stores.ts', import.meta.url).href)})
    const { writeFileSync } = await import('node:fs')
    const { projects } = openStores(${JSON.stringify(home)})
    writeFileSync(${JSON.stringify(ready)}, '')
    console.log(JSON.stringify([projects.discover(), projects.list().length]))
  `
  const other = database.transaction(() => {
    projects.create('Thing')
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    // The folder is there and the row is not: the other one looks in this moment, and then waits for the lock.
    while (!existsSync(ready)) pause(10)
    pause(300)
    return child
  })
  assert.equal(await text(other.stdout!), '[[],1]\n')
})

/** Holds the whole thread, as a transaction does. */
function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}
