import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import { middleMask, pattern } from './test-pictures.ts'
import { small, type TinyWorkspace, tinyWorkspace } from './tiny-workspace.ts'

const models = [
  'tiny-sd15',
  'tiny-inpaint',
  'tiny-sdxl',
  'tiny-refiner',
  'tiny-lcm',
  'tiny-control',
  'tiny-lora',
  'tiny-vae',
  'tiny-word',
] as const

/** The pictures that pipelines take, by the names that `pipelines` below uses. */
const pictures = { $start: pattern(), $mask: middleMask() }

/** Every pipeline once: what is asked beyond `small`. */
const pipelines: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'words alone': {},
  'a sampler with noise of its own': { sampler: 'Euler a' },
  'an SDXL checkpoint': { model: 'tiny-sdxl' },
  'the SDXL refiner over a picture': { model: 'tiny-refiner', start: '$start', strength: 0.6 },
  'a model that is told its guidance': { model: 'tiny-lcm' },
  'the same with less of it': { model: 'tiny-lcm', guidance: 2 },
  'a start picture': { start: '$start', strength: 0.6 },
  'a mask': { start: '$start', mask: '$mask', strength: 0.8 },
  'a checkpoint that sees the mask': { model: 'tiny-inpaint', start: '$start', mask: '$mask', strength: 1 },
  'a checkpoint that sees the mask, without one': { model: 'tiny-inpaint' },
  'a ControlNet': { controlImage: '$start', controlModel: 'tiny-control' },
  'a LoRA': { prompt: 'a photo of a cat <lora:tiny-lora:0.8>' },
  'a textual inversion': { prompt: 'a photo of tiny-word' },
  'another autoencoder': { vae: 'tiny-vae' },
  'two passes': { hires: 1.5, hiresSteps: 2 },
  'borders that meet': { seamless: 'xy' },
  'a variation': { variationSeed: 7, variationStrength: 0.3 },
  'random numbers of a graphics card': { noise: 'gpu' },
  'layers of the text encoder left out': { clipSkip: 2 },
  'long prompts in chunks, weighted and changing': {
    prompt: `a (photo:1.3) of [a cat:a dog:0.5] BREAK ${'a small red house, '.repeat(25)}`,
  },
}

test('every pipeline makes the same file in two workspaces with engines of their own, and a replay makes it again', async (t) => {
  const first = await makeAll(t)
  const second = await makeAll(t)
  const pixels = new Map<string, string>()
  for (const name of Object.keys(pipelines)) {
    assert.deepEqual(first.files.get(name), second.files.get(name), `${name}: two workspaces differ`)
    const { data } = await first.tiny.pixels(first.images.get(name)!)
    const others = [...pixels].filter(([, other]) => other === Buffer.from(data).toString('base64'))
    assert.deepEqual(others, [], `${name}: it changes nothing`)
    pixels.set(name, Buffer.from(data).toString('base64'))
  }
  for (const name of ['words alone', 'a mask', 'a ControlNet', 'a LoRA', 'two passes']) {
    const image = second.images.get(name)
    const { identical, firstDifference } = await second.tiny.run('asset.replay', { asset: image })
    assert.ok(identical, `${name}: ${JSON.stringify(firstDifference)}`)
  }
})

/** One picture of each pipeline in a fresh workspace: their ids, and their files' bytes. */
async function makeAll(t: TestContext): Promise<{
  tiny: TinyWorkspace
  images: ReadonlyMap<string, string>
  files: ReadonlyMap<string, Buffer>
}> {
  const tiny = await tinyWorkspace(t, ...models)
  const ids = new Map<unknown, string>()
  for (const [name, pixels] of Object.entries(pictures)) ids.set(name, await tiny.picture(pixels))
  const images = new Map<string, string>()
  const files = new Map<string, Buffer>()
  for (const [name, asked] of Object.entries(pipelines)) {
    const input = Object.fromEntries(Object.entries(asked).map(([key, value]) => [key, ids.get(value) ?? value]))
    const { image } = await tiny.run('image.generate', { model: 'tiny-sd15', ...small, ...input, name: 'picture' })
    images.set(name, image)
    files.set(name, readFileSync(tiny.workspace.assets.file(tiny.asset(image))))
  }
  return { tiny, images, files }
}
