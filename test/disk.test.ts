import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { WorkspaceError } from '../base/error.ts'
import { openWorkspace } from '../core/workspace.ts'
import { answer, noise, startServer } from '../models/hub/download/unruly-server.fixture.ts'
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
  const make = async (seed: number) => {
    const input = { prompt: 'mossy stone column', width: 192, height: 192, seed }
    const job = await workspace.queue.submit({ node: 'image.generate', input })
    return workspace.queue.wait(job.id)
  }
  let made = 0
  const failure = await (async () => {
    for (; made < 60; made++) await make(made)
  })().catch((error: unknown) => error)
  assert.equal((failure as WorkspaceError).code, 'storage-failed')
  assert.match((failure as Error).message, /the disk is full/)
  assert.ok(made > 1, `the disk was full after ${made} pictures`)
  for (const asset of workspace.assets.list({ currentOnly: false })) workspace.assets.read(asset)
  assert.deepEqual(
    filesBelow(home).filter((file) => file.endsWith('.part')),
    [],
  )

  execFileSync('mount', ['-o', 'remount,size=64m', home])
  assert.equal((await make(made)).state, 'done')
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

test('a model that does not fit the disk is told before its first byte is fetched', async (t) => {
  const home = smallDisk(t, 2000)
  if (home === undefined) return t.skip('a file system can only be mounted by root on Linux')
  const server = await startServer(t, (request, response) => answer(request, response, noise(3_000_000)))
  await using workspace = await openWorkspace({ home, environment: { PATH: process.env['PATH'] } })
  const library = await workspace.library()
  const { signal } = new AbortController()
  const [plan] = await library.plan(`${server.url}/weights.bin`, { signal })
  await assert.rejects(library.pull(plan!, { signal }), {
    code: 'storage-failed',
    message: /not enough room: 3 MB are to come and 256 MB must stay free, but 2 MB are free/,
  })
  assert.equal(server.requests.length, 1, 'only asked how large it is')
})

test('a home that is a file is one clear sentence', async (t) => {
  const file = join(temporaryFolder(t), 'file')
  writeFileSync(file, '')
  await assert.rejects(openWorkspace({ home: join(file, 'home'), environment: {} }), { code: 'storage-failed' })
})
