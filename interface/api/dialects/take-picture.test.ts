import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { addPngText } from '../../../core/imaging/codecs/png-text.ts'
import { temporaryWorkspace } from '../../../test/temporary-workspace.ts'
import { takePicture } from './take-picture.ts'

test('a picture that is sent is called after its file, else after its words, else what it was sent for', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const nameOf = async (colour: string, { fileName = '', words = '' } = {}) => {
    const plain = await picture(colour)
    const bytes = words === '' ? plain : addPngText(plain, { parameters: `${words}\nSteps: 20, Seed: 1, Size: 8x8` })
    const { id } = await takePicture(workspace, bytes, 'start-picture', fileName)
    return workspace.assets.get(id).name
  }
  assert.equal(await nameOf('#100', { fileName: 'Red Door.final.PNG' }), 'red-door-final')
  assert.equal(await nameOf('#200', { fileName: 'image.png', words: 'a red door, oak' }), 'a-red-door-oak')
  assert.equal(await nameOf('#300', { fileName: 'blob' }), 'start-picture')
  assert.equal(await nameOf('#400'), 'start-picture')
  assert.deepEqual(workspace.assets.list(), [], 'the gallery shows what was made')
})

test('a picture of the project that is sent back is itself, and not a copy', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const bytes = await picture('#00f')
  const first = await takePicture(workspace, bytes, 'picture', 'sea.png')
  const again = await takePicture(workspace, bytes, 'mask')
  assert.deepEqual(again, first)
  assert.equal(workspace.assets.get(first.id).facts['sentAs'], 'picture')
})

const picture = (background: string) =>
  sharp({ create: { width: 8, height: 8, channels: 3, background } })
    .png()
    .toBuffer()
