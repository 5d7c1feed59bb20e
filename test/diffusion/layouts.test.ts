import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { draftsOf, tinyWeights } from './tiny-models.ts'
import { tinyWorkspace } from './tiny-workspace.ts'
import { writeDiffusersFolder } from './write-diffusers-folder.ts'
import { writeTorchFile } from './write-torch-file.ts'

test('a torch file and a diffusers folder of the same weights make the same pixels as the safetensors file', async (t) => {
  const { workspace, models, make } = await tinyWorkspace(t, 'tiny-sd15')
  const library = await workspace.library()
  await writeTorchFile(join(models.folder, 'as-torch.ckpt'), draftsOf(tinyWeights()))
  await writeDiffusersFolder(join(models.folder, 'as-folder'), tinyWeights())
  const expected = await make({ model: 'tiny-sd15' })
  for (const [name, file] of [
    ['as-torch', 'as-torch.ckpt'],
    ['as-folder', 'as-folder'],
  ] as const) {
    const { kind, architecture } = await library.add(join(models.folder, file), { id: name })
    assert.deepEqual([kind, architecture], ['checkpoint', 'sd15'], name)
    assert.deepEqual((await make({ model: name })).data, expected.data, name)
  }
})
