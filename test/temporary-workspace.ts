import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { openWorkspace, type Workspace } from '../core/workspace.ts'

/** A folder that is gone after the test. */
export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'ai-workspace-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A file in a folder that is gone after the test. */
export function temporaryFile(t: TestContext, name: string, bytes: Uint8Array): string {
  const file = join(temporaryFolder(t), name)
  writeFileSync(file, bytes)
  return file
}

/** A real workspace in a folder of its own, closed and removed after the test. */
export async function temporaryWorkspace(t: TestContext, home = temporaryFolder(t)): Promise<Workspace> {
  // Only what a program needs to start: a developer's own settings must not change what a test sees.
  const workspace = await openWorkspace({ home, environment: { PATH: process.env['PATH'] } })
  t.after(() => workspace[Symbol.asyncDispose]())
  return workspace
}
