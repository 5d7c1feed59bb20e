import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Pixels } from '../../base/pixels.ts'
import { temporaryFolder } from '../temporary-workspace.ts'
import { type TinyWorkspace, tinyWorkspace, tinyWorkspaceIn } from './tiny-workspace.ts'

async function previewsOf({ run, asset }: TinyWorkspace, input: object = {}) {
  const previews: { message: string | undefined; preview: Pixels }[] = []
  const words = { prompt: 'a cat', width: 128, height: 64, seed: 1, steps: 7, ...input }
  const { image } = await run('image.generate', words, (event) => {
    if (event.type === 'job-progress' && event.preview !== undefined) {
      previews.push({ message: event.message, preview: event.preview })
    }
  })
  return { previews, sha256: asset(image).sha256 }
}

test('without a preview model each step is shown by a linear picture of the latent', async (t) => {
  const { previews } = await previewsOf(await tinyWorkspace(t, 'tiny-sd15'))
  assert.equal(previews.length, 7)
  for (const { preview } of previews) {
    assert.deepEqual([preview.width, preview.height, preview.data.length], [16, 8, 16 * 8 * 3])
    assert.ok(new Set(preview.data).size > 20, 'it shows something')
  }
})

test('an installed preview model for the architecture shows every third step, and the picture stays the same', async (t) => {
  const plain = await tinyWorkspace(t, 'tiny-sd15')
  const { previews, sha256 } = await previewsOf(await tinyWorkspace(t, 'tiny-sd15', 'tiny-taesd'))
  assert.deepEqual(
    previews.map(({ message }) => message),
    ['step 3 of 7', 'step 6 of 7'],
  )
  assert.deepEqual([previews[0]!.preview.width, previews[0]!.preview.height], [128, 64])
  assert.equal(sha256, (await previewsOf(plain)).sha256)
})

test('no previews where the setting is 0', async (t) => {
  const home = temporaryFolder(t)
  mkdirSync(join(home, 'config'))
  writeFileSync(join(home, 'config', 'config.json'), JSON.stringify({ generate: { previewEvery: 0 } }))
  const workspace = await tinyWorkspaceIn(t, home, 'tiny-sd15', 'tiny-taesd')
  assert.deepEqual((await previewsOf(workspace)).previews, [])
})
