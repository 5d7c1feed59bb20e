import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { findBlender } from './find-blender.ts'

function folderWithBlender(t: TestContext, content = '#!/bin/sh\n'): string {
  const folder = mkdtempSync(join(tmpdir(), 'find-blender-'))
  t.after(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'blender'), content)
  chmodSync(join(folder, 'blender'), 0o755)
  return folder
}

test('the first Blender on the PATH is taken', (t) => {
  const [first, second] = [folderWithBlender(t), folderWithBlender(t)]
  const environment = { PATH: [join(first, 'nothing-here'), first, second].join(delimiter) }
  assert.equal(findBlender({ environment, platform: 'linux' })!.path, join(first, 'blender'))
})

test('AI_WORKSPACE_BLENDER comes before the PATH, and "none" means none', (t) => {
  const [named, onPath] = [folderWithBlender(t), folderWithBlender(t)]
  const path = join(named, 'blender')
  assert.equal(findBlender({ environment: { PATH: onPath, AI_WORKSPACE_BLENDER: path } })!.path, path)
  assert.equal(findBlender({ environment: { PATH: onPath, AI_WORKSPACE_BLENDER: 'none' } }), undefined)
})

test('a variable that names no program is an error that says so', (t) => {
  const folder = folderWithBlender(t)
  mkdirSync(join(folder, 'folder'))
  writeFileSync(join(folder, 'text'), 'not executable')
  for (const name of ['missing', 'folder', 'text']) {
    const environment = { PATH: folder, AI_WORKSPACE_BLENDER: join(folder, name) }
    assert.throws(() => findBlender({ environment }), { code: 'config-invalid', message: /which is no program/ })
  }
})

test('a folder called blender on the PATH is not taken for the program', (t) => {
  const folder = folderWithBlender(t)
  mkdirSync(join(folder, 'other', 'blender'), { recursive: true })
  const environment = { PATH: [join(folder, 'other'), folder].join(delimiter) }
  assert.equal(findBlender({ environment, platform: 'linux' })!.path, join(folder, 'blender'))
})

test('the stamp follows the program behind a link and changes with it', (t) => {
  const folder = folderWithBlender(t)
  const links = mkdtempSync(join(tmpdir(), 'find-blender-'))
  t.after(() => rmSync(links, { recursive: true }))
  symlinkSync(join(folder, 'blender'), join(links, 'blender'))
  const stamp = (path: string) => findBlender({ environment: { PATH: path }, platform: 'linux' })!.stamp
  const before = stamp(folder)
  assert.equal(stamp(links), before)
  writeFileSync(join(folder, 'blender'), '#!/bin/sh\n# a newer one\n')
  assert.notEqual(stamp(links), before)
})

test('the application of a Mac stands for the program inside it', (t) => {
  const folder = folderWithBlender(t)
  const inside = join(folder, 'Blender.app', 'Contents', 'MacOS')
  mkdirSync(inside, { recursive: true })
  symlinkSync(join(folder, 'blender'), join(inside, 'Blender'))
  const environment = { AI_WORKSPACE_BLENDER: join(folder, 'Blender.app') }
  assert.equal(findBlender({ environment, platform: 'darwin' })!.path, join(inside, 'Blender'))
})
