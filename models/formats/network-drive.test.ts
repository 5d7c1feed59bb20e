import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { isNetworkDrive } from './network-drive.ts'

test('a local folder is no network drive', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ai-workspace-drive-'))
  try {
    assert.equal(isNetworkDrive(folder), false)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
