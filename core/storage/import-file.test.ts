import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { WorkspaceError } from '../../base/error.ts'
import { temporaryFolder, temporaryWorkspace } from '../../test/temporary-workspace.ts'
import { encodePng } from '../imaging/codecs/encode-png.ts'

/** Imports bytes under a name and gives the refusal as 'code: sentence | hint'. */
async function refusals(t: TestContext) {
  const workspace = await temporaryWorkspace(t)
  const folder = temporaryFolder(t)
  const projectId = workspace.projects.current().id
  return async (name: string, content?: string | Uint8Array) => {
    const file = join(folder, name)
    if (typeof content === 'string') writeFileSync(file, content, 'latin1')
    else if (content !== undefined) writeFileSync(file, content)
    try {
      await workspace.importFile(file, { projectId })
    } catch (error) {
      assert.ok(error instanceof WorkspaceError, String(error))
      return `${error.code}: ${error.message.replaceAll(folder, '')} | ${error.hint}`
    }
    return 'taken'
  }
}

test('a file that cannot be taken is told by what it is, with a way out', async (t) => {
  const refusal = await refusals(t)
  assert.match(await refusal('scan.tif', 'II*\0more'), /^bad-input: scan.tif is a TIFF picture, .* Save it as PNG/)
  assert.match(await refusal('a.avif', '\0\0\0\x1cftypavif'), /^bad-input: a.avif is an AVIF or HEIC picture/)
  assert.match(await refusal('robot.fbx', 'Kaydara FBX Binary'), /^bad-input: robot.fbx is an FBX mesh, .* as GLB/)
  assert.match(await refusal('all.zip', 'PK\x03\x04'), /packed archive, .* Unpack it/)
  assert.match(await refusal('empty.png', ''), /^corrupt-file: empty.png is empty: it has 0 bytes/)
  assert.match(await refusal('text.GLB', 'hello'), /^bad-input: text.GLB is no GLB mesh, whatever its name says/)
  assert.match(await refusal('notes.txt', 'hello'), /^bad-input: notes.txt is no picture, mesh or form program/)
})

test('a glTF in parts is not taken for a form program', async (t) => {
  const refusal = await refusals(t)
  assert.match(await refusal('chest.gltf', '{"asset":{"version":"2.0"}}'), /^bad-input: chest.gltf is a glTF .*\.glb/)
  assert.match(await refusal('package.json', '{"name":"game"}'), /^bad-input: package.json: The form program is wrong/)
})

test('the name of the file stands in what the readers of its bytes say', async (t) => {
  const refusal = await refusals(t)
  const png = await encodePng({ width: 8, height: 8, channels: 3, data: new Uint8Array(192) })
  assert.match(await refusal('wall.png', png.subarray(0, png.length - 20)), /^corrupt-file: wall.png: The PNG file/)
})

test('a folder and a missing file are told apart', async (t) => {
  const refusal = await refusals(t)
  assert.match(await refusal('.'), /^bad-input: ".*" is a folder, not a file\. \| Name the files in it/)
  assert.match(await refusal('gone.png'), /^not-found: There is no file ".*gone.png"\./)
})

test('a file that is gone comes back by importing it again, as the error says', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const projectId = workspace.projects.current().id
  const file = join(temporaryFolder(t), 'wall.png')
  writeFileSync(file, encodePng({ width: 8, height: 8, channels: 3, data: new Uint8Array(192) }))
  const asset = await workspace.importFile(file, { projectId })
  rmSync(workspace.assets.file(asset))
  assert.throws(() => workspace.assets.read(asset), { hint: /^Import it again/ })
  await workspace.importFile(file, { projectId })
  assert.ok(workspace.assets.read(asset).length > 0)
})
