import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as graphs from '../../core/imaging/comfyui/graphs.fixture.ts'
import { writeTinyRrdbNet } from '../../models/upscale/tiny-rrdbnet.fixture.ts'
import { middleMask, paint, pattern } from '../diffusion/test-pictures.ts'
import { temporaryFolder } from '../temporary-workspace.ts'
import { drawn, runGraph, statue, uploadPicture } from './comfy-client.ts'
import { tinyServer } from './tiny-server.ts'

const words = { prompt: 'a photo of a cat', negativePrompt: 'text, watermark' }
const usual = { ...words, seed: 1, steps: 3, sampler: 'euler', schedule: 'normal', guidance: 7, width: 64, height: 64 }

test('the default graph gives, bit for bit, what the same call of the own API gives', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15')
  const { pictures, entry } = await runGraph(server, graphs.textToImage('tiny-sd15.safetensors'))
  assert.deepEqual(pictures['9'], [await server.draw({ ...usual, model: 'tiny-sd15' })])
  assert.deepEqual(entry.status.status_str, 'success')
  assert.deepEqual(entry.outputs['9']!.images, [{ filename: 'ComfyUI_00001_.png', subfolder: '', type: 'output' }])
  const weighted = '(a photo:1.4) of a cat'
  const strong = await runGraph(server, graphs.textToImage('tiny-sd15', { text: weighted }))
  const asked = { ...usual, model: 'tiny-sd15', prompt: weighted }
  assert.deepEqual(strong.pictures['9'], [await server.draw({ ...asked, emphasis: 'comfyui' })])
  assert.notDeepEqual(strong.pictures['9'], [await server.draw(asked)])
  const engine = await runGraph(server, drawn())
  assert.deepEqual(engine.pictures['9'], [
    await server.draw({ ...words, prompt: statue, seed: 1, width: 64, height: 64, model: 'procedural' }),
  ])
})

test('batches, two samplers and pictures shown on the way are all in the outputs', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15')
  const { pictures } = await runGraph(server, graphs.textToImage('tiny-sd15', { batch: 2, prefix: 'pets/cat' }))
  const draw = (input: object) => server.draw({ ...usual, model: 'tiny-sd15', ...input })
  assert.deepEqual(pictures['9'], [await draw({}), await draw({ seed: 2 })])
  const twice = await runGraph(server, graphs.twoSamplers('tiny-sd15'))
  assert.deepEqual(twice.pictures['13'], [await draw({})])
  const first = await server.picture(twice.pictures['13']![0]!)
  const { id } = await server.workspace.queue.submit({
    node: 'image.resize',
    input: { image: first, width: 96, height: 96 },
  })
  const { image: start } = (await server.workspace.queue.wait(id)).output as { image: string }
  const second = { seed: 2, steps: 8, strength: 0.4375, start, width: 96, height: 96 }
  assert.deepEqual(twice.pictures['9'], [await draw(second)])
  assert.equal(twice.entry.outputs['13']!.images[0]!.type, 'temp')
  const stages = await runGraph(server, graphs.twoStages('tiny-sd15'))
  assert.deepEqual(stages.pictures['9'], [await draw({ steps: 6, schedule: 'karras' })])
})

test('start pictures and masks of every kind', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15')
  const draw = (input: object) => server.draw({ ...usual, model: 'tiny-sd15', ...input })
  const { name } = await uploadPicture(server, pattern())
  const start = await server.picture(pattern())
  const mask = await server.picture(middleMask())
  const image = await runGraph(server, graphs.imageToImage('tiny-sd15', name))
  assert.deepEqual(image.pictures['9'], [await draw({ sampler: 'dpmpp_2m', start, strength: 0.999 })])
  const odd = await uploadPicture(server, pattern(70, 65), { name: 'odd.png' })
  const cut = await runGraph(server, graphs.imageToImage('tiny-sd15', odd.name))
  assert.deepEqual([cut.pictures['9']![0]!.width, cut.pictures['9']![0]!.height], [64, 64])
  const hole = paint(64, 64, (x, y) => [9, 90, 200, x >= 16 && x < 48 && y >= 16 && y < 48 ? 0 : 255])
  const holed = await uploadPicture(server, hole, { name: 'hole.png', subfolder: 'masks' })
  const painted = await runGraph(server, graphs.inpaint('tiny-sd15', `${holed.subfolder}/${holed.name}`))
  const grown = paint(64, 64, (x, y) => [
    Math.hypot(Math.max(16 - x, x - 47, 0), Math.max(16 - y, y - 47, 0)) <= 3 ? 255 : 0,
  ])
  assert.deepEqual(painted.pictures['9'], [
    await draw({
      start: await server.picture(hole),
      mask: await server.picture(grown),
      maskBlur: 0,
      strength: 1,
      fill: 'noise',
    }),
  ])
  const { name: maskName } = await uploadPicture(server, middleMask(), { name: 'mask.png' })
  const kept = await runGraph(server, graphs.noiseMask('tiny-sd15', name, maskName))
  assert.deepEqual(kept.pictures['9'], [await draw({ start, mask, maskBlur: 0, strength: 0.8 })])
  const wide = await runGraph(server, graphs.outpaint('tiny-sd15', name))
  const [canvas] = wide.pictures['9']!
  assert.deepEqual([canvas!.width, canvas!.height], [128, 64])
  assert.deepEqual(canvas!.data.subarray(0, 3 * 40), pattern().data.subarray(0, 3 * 40))
})

test('LoRAs, ControlNets and upscalers', async (t) => {
  const server = await tinyServer(t, 'tiny-sd15', 'tiny-lora', 'tiny-peft', 'tiny-control')
  const upscaler = `${temporaryFolder(t)}/RealESRGAN_x2.safetensors`
  await writeTinyRrdbNet(upscaler, { doublings: 1 })
  await (await server.workspace.library()).add(upscaler, {})
  const draw = (input: object) => server.draw({ ...usual, model: 'tiny-sd15', ...input })
  const loras = await runGraph(server, graphs.loras('tiny-sd15', 'tiny-lora.safetensors', 'tiny-peft.safetensors'))
  const tags = '<lora:tiny-lora:0.5:0.8> <lora:tiny-peft:0:0.6>'
  assert.deepEqual(loras.pictures['9'], [
    await draw({ prompt: `${words.prompt} ${tags}`, negativePrompt: '', clipSkip: 2 }),
  ])
  assert.notDeepEqual(loras.pictures['9'], [await draw({ negativePrompt: '', clipSkip: 2 })])
  const { name } = await uploadPicture(server, pattern())
  const guided = await runGraph(server, graphs.controlNet('tiny-sd15', 'tiny-control.safetensors', name))
  const control = { controlImage: await server.picture(pattern()), controlModel: 'tiny-control' }
  assert.deepEqual(guided.pictures['9'], [await draw({ ...control, controlWeight: 0.9, controlTo: 0.8 })])
  const twice = { ...graphs.controlNet('tiny-sd15', 'tiny-control.safetensors', name) }
  const [once] = [twice[10]!]
  twice[20] = { ...once, inputs: { ...once.inputs, positive: ['10', 0], negative: ['10', 1], strength: 0.5 } }
  twice[3] = graphs.sampler(['5', 0], {}, { positive: ['20', 0], negative: ['20', 1] })
  const two = await runGraph(server, twice)
  const controls = [{ image: control.controlImage, model: 'tiny-control', weight: 0.5, to: 0.8 }]
  assert.deepEqual(two.pictures['9'], [await draw({ ...control, controlWeight: 0.9, controlTo: 0.8, controls })])
  const large = await runGraph(server, graphs.upscaleOnly('RealESRGAN_x2.pth', name))
  assert.deepEqual([large.pictures['4']![0]!.width, large.pictures['4']![0]!.height], [128, 128])
  const refined = await runGraph(server, graphs.upscaleAndRefine('tiny-sd15', 'RealESRGAN_x2.safetensors'))
  assert.deepEqual([refined.pictures['9']![0]!.width, refined.pictures['9']![0]!.height], [96, 96])
  assert.equal(refined.entry.outputs['9']!.images[0]!.subfolder, 'large')
})
