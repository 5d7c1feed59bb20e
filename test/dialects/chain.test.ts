import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { decodeImage } from '../../core/imaging/codecs/decode-image.ts'
import { encodePng } from '../../core/imaging/codecs/encode-png.ts'
import { middleMask, pattern } from '../diffusion/test-pictures.ts'
import { temporaryFile, temporaryWorkspace } from '../temporary-workspace.ts'
import { tinyServer } from './tiny-server.ts'

const words = { prompt: 'a photo of a cat', width: 64, height: 64, seed: 1 }

test('one workspace is the engine of another, through the API of A1111', async (t) => {
  const engine = await tinyServer(t, 'tiny-sd15', 'tiny-lora', 'tiny-control')
  const { run, picture, events } = await workspaceOn(t, engine, 'a1111')
  const [start, mask] = [pattern(), middleMask()]
  const [there, here] = [
    { start: await engine.picture(start), mask: await engine.picture(mask) },
    { start: await picture(start), mask: await picture(mask) },
  ]
  const sampling = { steps: 3, sampler: 'Euler a', guidance: 6 }
  const cases: Readonly<Record<string, readonly [here: object, there: object]>> = {
    'words and sampling': [{}, {}],
    'a LoRA and a negative prompt': [
      { prompt: 'a cat <lora:tiny-lora:0.8>', negativePrompt: 'dog' },
      { prompt: 'a cat <lora:tiny-lora:0.8>', negativePrompt: 'dog' },
    ],
    'a mask': [
      { start: here.start, mask: here.mask, strength: 0.7, maskBlur: 2 },
      { start: there.start, mask: there.mask, strength: 0.7, maskBlur: 2 },
    ],
    'a ControlNet': [
      { controlImage: here.start, controlModel: 'tiny-control' },
      { controlImage: there.start, controlModel: 'tiny-control' },
    ],
    'random numbers of a card, clip skip, tiling': [
      { noise: 'gpu', clipSkip: 2, seamless: 'xy' },
      { noise: 'gpu', clipSkip: 2, seamless: 'xy' },
    ],
  }
  for (const [name, [asked, same]] of Object.entries(cases)) {
    const drawn = await run({ ...words, ...sampling, ...asked })
    const own = await engine.draw({ ...words, ...sampling, ...same, model: 'tiny-sd15' })
    assert.deepEqual(drawn.pixels, own, name)
    assert.deepEqual([drawn.facts['sampler'], drawn.facts['steps']], ['Euler a', 3], name)
  }
  await run({ ...words, ...sampling, steps: 150, seed: 5 })
  assert.ok(
    events.some((message) => /step \d+ of 150/.test(message)),
    'progress comes through',
  )
})

test('one workspace is the engine of another, through the API of OpenAI', async (t) => {
  const engine = await tinyServer(t, 'tiny-sd15')
  const { run, picture } = await workspaceOn(t, engine, 'openai')
  const drawn = await run(words)
  assert.deepEqual(drawn.pixels, await engine.draw({ ...words, model: 'tiny-sd15' }))
  const [start, mask] = [pattern(), middleMask()]
  const edited = await run({ ...words, start: await picture(start), mask: await picture(mask), maskBlur: 0 })
  const same = { start: await engine.picture(start), mask: await engine.picture(mask), strength: 1 }
  assert.deepEqual(edited.pixels, await engine.draw({ ...words, ...same, model: 'tiny-sd15' }))
})

/** A workspace whose pictures the engine draws, as a server of that kind. */
async function workspaceOn(
  t: Parameters<typeof tinyServer>[0],
  { server, workspace: of }: Awaited<ReturnType<typeof tinyServer>>,
  kind: 'a1111' | 'openai',
) {
  const workspace = await temporaryWorkspace(t)
  const library = await workspace.library()
  const { signal } = new AbortController()
  const tokenFile = join(of.home, 'config', 'token')
  const model = kind === 'openai' ? { model: 'tiny-sd15' } : {}
  await library.addServer({ url: server.origin, kind, id: 'other', tokenFile, ...model }, { signal })
  const events: string[] = []
  return {
    events,
    async run(input: object) {
      const job = await workspace.queue.submit({ node: 'image.generate', input: { ...input, model: 'other' } })
      const { output } = await workspace.queue.wait(job.id, {
        onEvent: (event) => void (event.type === 'job-progress' && events.push(event.message ?? '')),
      })
      const asset = workspace.assets.get((output as { image: string }).image)
      return { pixels: await decodeImage(workspace.assets.read(asset)), facts: asset.facts }
    },
    async picture(pixels: Parameters<typeof encodePng>[0]) {
      const file = temporaryFile(t, 'picture.png', encodePng(pixels))
      return (await workspace.importFile(file, { projectId: workspace.projects.current().id })).id
    },
  }
}
