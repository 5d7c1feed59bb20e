import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { test } from 'node:test'
import { sha256 } from '../../core/storage/record.ts'
import { pattern } from './test-pictures.ts'
import { small, tinyWorkspace } from './tiny-workspace.ts'

test('LoRAs act by their weights, alone and together, and leave the checkpoint as it was', async (t) => {
  const { workspace, models, run, make, pixels, asset } = await tinyWorkspace(t, 'tiny-sd15', 'tiny-lora', 'tiny-peft')
  const file = models.path('tiny-sd15')
  const before = { hash: sha256(readFileSync(file)), mtimeMs: statSync(file).mtimeMs }
  const prompt = 'a photo of a cat'
  const plain = await make()
  const { image } = await run('image.generate', {
    ...small,
    prompt: `${prompt} <lora:tiny-lora:0.8><lora:tiny-peft:-0.5>`,
  })
  const both = await pixels(image)
  assert.deepEqual(asset(image).facts['loras'], [
    { name: 'tiny-lora', unet: 0.8, textEncoder: 0.8 },
    { name: 'tiny-peft', unet: -0.5, textEncoder: -0.5 },
  ])
  const pictures = [
    plain,
    both,
    await make({ prompt: `${prompt} <lora:tiny-lora:0.8>` }),
    await make({ prompt: `${prompt} <lora:tiny-lora:0.4>` }),
    await make({ prompt: `${prompt} <lora:tiny-peft:-0.5>` }),
  ].map(({ data }) => sha256(data))
  assert.equal(new Set(pictures).size, pictures.length, 'each mix makes a picture of its own')
  assert.deepEqual((await make({ prompt: `${prompt} <lora:tiny-lora:0>` })).data, plain.data, 'a weight of 0 is none')
  // What was loaded for the mixes does not stick to the checkpoint.
  const again = await workspace.queue.submit({ node: 'image.generate', input: small, useCache: false })
  const { output } = await workspace.queue.wait(again.id)
  assert.deepEqual((await pixels((output as { image: string }).image)).data, plain.data)
  assert.deepEqual({ hash: sha256(readFileSync(file)), mtimeMs: statSync(file).mtimeMs }, before)
})

test('a ControlNet guides by its weight in the part of the run it is given', async (t) => {
  const { make, picture } = await tinyWorkspace(t, 'tiny-sd15', 'tiny-control')
  const control = { controlImage: await picture(pattern()), controlModel: 'tiny-control' }
  const plain = await make()
  const pictures = [
    plain,
    await make(control),
    await make({ ...control, controlWeight: 0.4 }),
    await make({ ...control, controlTo: 0.4 }),
    await make({ ...control, controlFrom: 0.4 }),
  ].map(({ data }) => sha256(data))
  assert.equal(new Set(pictures).size, pictures.length)
  assert.deepEqual((await make({ ...control, controlWeight: 0 })).data, plain.data, 'a weight of 0 is none')
})

test("a textual inversion stands for its vectors in both prompts, also by ComfyUI's name for it", async (t) => {
  const { make } = await tinyWorkspace(t, 'tiny-sd15', 'tiny-word')
  const word = await make({ prompt: 'a photo of tiny-word' })
  assert.notDeepEqual(word.data, (await make({ prompt: 'a photo of tiny-wor' })).data)
  assert.deepEqual((await make({ prompt: 'a photo of embedding:tiny-word' })).data, word.data)
  assert.notDeepEqual((await make({ negativePrompt: 'tiny-word' })).data, (await make()).data)
})
