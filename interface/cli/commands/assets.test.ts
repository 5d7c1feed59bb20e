import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { encodePng } from '../../../core/imaging/codecs/encode-png.ts'
import { temporaryFolder } from '../../../test/temporary-workspace.ts'
import { runProgram } from '../run-program.ts'
import { createTerminal } from '../terminal/terminal.ts'

/** A folder with pictures `one.png` and `two.png`, and what runs a line of words in a workspace of its own. */
function desk(t: TestContext) {
  const [home, folder] = [temporaryFolder(t), temporaryFolder(t)]
  const picture = (grey: number) =>
    encodePng({ width: 8, height: 8, channels: 3, data: new Uint8Array(192).fill(grey) })
  writeFileSync(join(folder, 'one.png'), picture(10))
  writeFileSync(join(folder, 'two.png'), picture(200))
  writeFileSync(join(folder, 'empty.png'), '')
  writeFileSync(join(folder, 'scan.tif'), 'II*\0')
  const run = async (...words: string[]) => {
    const [out, note]: [string[], string[]] = [[], []]
    const flags = { json: words.includes('--json'), quiet: words.includes('-q'), color: false }
    const terminal = createTerminal({ ...flags, out: (text) => out.push(text), note: (text) => note.push(text) })
    const code = await runProgram([...words, '--home', home], { terminal, signal: new AbortController().signal })
    return { code, out: out.join('\n'), note: note.join('\n') }
  }
  return { run, file: (name: string) => join(folder, name) }
}

test('of several files the good ones are imported and the others named', async (t) => {
  const { run, file } = desk(t)
  const files = ['one.png', 'empty.png', 'two.png', 'scan.tif'].map(file)
  const mixed = await run('assets', 'import', ...files, '--tag', 'old')
  assert.equal(mixed.code, 7)
  assert.match(mixed.out, /Imported 2 files/)
  assert.match(mixed.note, /2 of 4 files were not imported:\n {2}empty.png is empty.*\n {2}scan.tif is a TIFF picture/)
  assert.match((await run('assets', 'list', '--tag', 'old', '--sort', 'name')).out, /one .*\n.*two /)
  assert.match(JSON.parse((await run('assets', 'import', ...files, '--json')).out).error.message, /scan.tif/)
  assert.match((await run('assets', 'import', file('one.png'))).out, /^1 file was in the project already\./)
})

test('what of a mesh nothing uses is told when it comes in', async (t) => {
  const { run, file } = desk(t)
  writeFileSync(file('tile.obj'), 'mtllib old.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n')
  assert.match((await run('assets', 'import', file('tile.obj'))).out, /! tile: not used here: the materials of old.mtl/)
  assert.match((await run('assets', 'show', 'tile')).out, /leftOut: \["the materials of old.mtl"\]/)
})

test('a list that nothing fits is not called empty, and --quiet gives paths that commands take', async (t) => {
  const { run, file } = desk(t)
  assert.equal((await run('assets', 'list')).out, 'No assets in project "My Project".')
  await run('assets', 'import', file('one.png'), file('two.png'))
  assert.equal((await run('assets', 'find', 'stone')).out, 'No assets in project "My Project" that match.')
  assert.equal((await run('assets', 'find', 'stone', '-q')).out, '')
  const paths = (await run('assets', 'list', '-q', '--sort', 'name')).out.split('\n')
  assert.match(paths.join(), /one\.png,.*two\.png$/)
  assert.equal((await run('assets', 'tag', paths[0]!, 'first')).out, 'one: first')
  const outside = file('empty.png')
  assert.match((await run('assets', 'show', outside)).note, /is not in the project "My Project"\.\n.*assets import/)
})

test('the trash says what it takes, how all of it comes back, and what was not in it', async (t) => {
  const { run, file } = desk(t)
  await run('assets', 'import', file('one.png'), file('two.png'))
  const trashed = (await run('assets', 'trash', 'one', 'two')).out
  const line = /Back with: ai-workspace (assets restore a\w+ a\w+)$/.exec(trashed)?.[1]
  assert.ok(line !== undefined, trashed)
  assert.equal((await run(...line.split(' '))).out, 'Restored: one, two.')
  assert.equal((await run('assets', 'restore', 'one')).out, 'Not in the trash: one.')
  assert.equal((await run('assets', 'list', '--trash')).out, 'Nothing in the trash in project "My Project".')
})

test('an asset is renamed, and undo gives the name back', async (t) => {
  const { run, file } = desk(t)
  await run('assets', 'import', file('one.png'), file('two.png'))
  assert.equal((await run('assets', 'rename', 'one', 'Brick Wall')).out, 'one is called brick-wall now.')
  assert.match((await run('assets', 'rename', 'two', 'brick wall')).note, /already an asset "brick-wall"/)
  await run('project', 'undo')
  assert.equal((await run('assets', 'show', 'one')).code, 0)
})

test('an exported file is what its name says', async (t) => {
  const { run, file } = desk(t)
  writeFileSync(file('tile.obj'), 'v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n')
  await run('assets', 'import', file('tile.obj'), file('one.png'))
  const stl = await run('assets', 'export', 'tile', '--to', file('tile.stl'))
  assert.equal(stl.code, 0, stl.note)
  // Binary STL: 80 bytes of heading, a count, 50 bytes for each triangle.
  assert.equal(readFileSync(file('tile.stl')).length, 80 + 4 + 50)
  const picture = await run('assets', 'export', 'one', '--to', file('one.jpg'))
  assert.match(picture.note, /--to names a \.jpg file, and "one" is a \.png/)
  const parts = await run('assets', 'export', 'tile', '--to', file('out.obj'))
  assert.match(parts.note, /is a \.zip: an OBJ comes with its material and textures\.\n.*out\.zip/)
  assert.ok(!existsSync(file('one.jpg')) && !existsSync(file('out.obj')))
})
