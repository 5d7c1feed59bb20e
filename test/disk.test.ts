import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { openWorkspace } from '../core/workspace.ts'
import { temporaryFolder } from './temporary-workspace.ts'

/** A file system of its own, small and in memory; undefined where this user may not mount one. */
function smallDisk(t: TestContext, sizeKb: number): string | undefined {
  if (process.platform !== 'linux') return undefined
  const folder = mkdtempSync(join(tmpdir(), 'ai-workspace-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeKb}k`, 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    rmSync(folder, { recursive: true })
    return undefined
  }
  t.after(() => {
    execFileSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true })
  })
  return folder
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true }).map(String)
}

test('a full disk is one clear sentence; what was finished stays, and with space again the job goes on', async (t) => {
  const home = smallDisk(t, 1500)
  if (home === undefined) return t.skip('a file system can only be mounted by root on Linux')
  await using workspace = await openWorkspace({ home, environment: { PATH: process.env['PATH'] } })
  const submit = (seed: number) =>
    workspace.queue.submit({
      node: 'image.generate',
      input: { prompt: 'mossy stone column', width: 192, height: 192, seed },
    })
  let made = 0
  let failed: string | undefined
  for (; failed === undefined && made < 60; made++) {
    const job = await submit(made)
    try {
      await workspace.queue.wait(job.id)
    } catch (error) {
      assert.partialDeepStrictEqual(error, { code: 'storage-failed' })
      assert.match((error as Error).message, /the disk is full/)
      failed = job.id
    }
  }
  assert.ok(failed !== undefined && made > 1, `the disk was full after ${made} pictures`)
  for (const asset of workspace.assets.list({ currentOnly: false })) workspace.assets.read(asset)
  assert.deepEqual(
    filesBelow(home).filter((file) => file.endsWith('.part')),
    [],
  )

  execFileSync('mount', ['-o', 'remount,size=64m', home])
  if (workspace.queue.get(failed).state !== 'queued' && workspace.queue.get(failed).state !== 'running')
    workspace.queue.retry(failed)
  assert.equal((await workspace.queue.wait(failed)).state, 'done')
})

test('a read-only disk is one clear sentence', async (t) => {
  const home = smallDisk(t, 1000)
  if (home === undefined) return t.skip('a file system can only be mounted by root on Linux')
  execFileSync('mount', ['-o', 'remount,ro', home])
  await assert.rejects(openWorkspace({ home, environment: {} }), {
    code: 'storage-failed',
    message: /read-only/,
    hint: /AI_WORKSPACE_HOME/,
  })
})

test('a home that is a file is one clear sentence', async (t) => {
  const file = join(temporaryFolder(t), 'file')
  writeFileSync(file, '')
  await assert.rejects(openWorkspace({ home: join(file, 'home'), environment: {} }), { code: 'storage-failed' })
})
