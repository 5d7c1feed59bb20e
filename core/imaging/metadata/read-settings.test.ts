import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { WorkspaceError } from '../../../base/error.ts'
import { createRandom, type Random } from '../../../models/procedural/random.ts'
import { temporaryFolder, temporaryWorkspace } from '../../../test/temporary-workspace.ts'
import { exifBlock, jpegWith, pngWith, unicodeComment, webpWith } from './fixtures/pictures.ts'
import * as samples from './fixtures/samples.ts'
import { type GenerationSettings, generationSettingsSchema } from './generation-settings.ts'
import { parametersOfSettings } from './parameters-of-settings.ts'
import { readSettings } from './read-settings.ts'
import { settingsOfComfy } from './settings-of-comfy.ts'
import { settingsOfParameters } from './settings-of-parameters.ts'

const of = (texts: Record<string, string>) => {
  const { raw, ...settings } = readSettings(pngWith(texts))!
  assert.ok(Object.values(texts).includes(raw))
  return settings
}

const a1111Settings = {
  tool: 'a1111',
  toolVersion: 'v1.9.4',
  prompt: 'a lighthouse, <lora:storm:0.7>, ((waves))\noil paint',
  negativePrompt: 'blurry,\nlow quality',
  model: 'coast_v2',
  modelHash: '0a1b2c3d4e',
  vae: 'sharp.vae.pt',
  sampler: 'DPM++ 2M',
  schedule: 'Karras',
  steps: 28,
  cfgScale: 6.5,
  seed: 2871963411,
  width: 512,
  height: 768,
  clipSkip: 2,
  loras: [{ name: 'storm', weight: 0.7 }],
  hires: { scale: 2, steps: 12, upscaler: 'Latent', denoise: 0.45 },
  unmapped: { 'VAE hash': '11aa22bb33', 'Lora hashes': 'storm: 5f6e7d8c9b0a' },
}

test("the settings of AUTOMATIC1111's PNG, JPEG and WebP are read", () => {
  assert.deepEqual(of({ parameters: samples.a1111Text }), a1111Settings)
  for (const order of ['big', 'little'] as const) {
    for (const little of [true, false]) {
      const exif = exifBlock({}, { comment: unicodeComment(samples.a1111Text, order), little })
      assert.equal(readSettings(jpegWith(exif))?.seed, 2871963411)
      assert.equal(readSettings(webpWith(exif))?.prompt, a1111Settings.prompt)
    }
  }
  const ascii = exifBlock({}, { comment: Buffer.from(`ASCII\0\0\0${samples.a1111Text}`) })
  assert.equal(readSettings(jpegWith(ascii))?.steps, 28)
})

test('Forge is known by its version, and an old sampler name is taken apart', () => {
  const old =
    'cat\nSteps: 20, Sampler: DPM++ 2M SDE Karras, CFG scale: 7, Seed: -1, Size: 512x512, Denoising strength: 0.6, Version: f2.0.1v1.10.1'
  const { tool, sampler, schedule, seed, denoise, hires, unmapped } = of({ parameters: old })
  assert.deepEqual(
    [tool, sampler, schedule, seed, denoise, hires],
    ['forge', 'DPM++ 2M SDE', 'Karras', undefined, 0.6, undefined],
  )
  assert.deepEqual(unmapped, { seed: '-1' })
})

test('the settings of SwarmUI are read', () => {
  assert.deepEqual(of({ parameters: samples.swarmText }), {
    tool: 'swarmui',
    toolVersion: '0.9.5',
    prompt: 'a red kite',
    negativePrompt: 'text',
    model: 'Coast/coast_xl',
    modelHash: '0xabc123',
    sampler: 'DPM++ 2M SDE',
    schedule: 'Karras',
    steps: 22,
    cfgScale: 6,
    seed: 77,
    width: 1024,
    height: 832,
    clipSkip: 2,
    denoise: 0.6,
    loras: [
      { name: 'paint', weight: 0.5 },
      { name: 'ink', weight: 1 },
    ],
    hires: { scale: 1.5, denoise: 0.2 },
    unmapped: { aspectratio: '1:1' },
  })
  const jpeg = jpegWith(exifBlock({}, { comment: unicodeComment(samples.swarmText, 'big') }))
  assert.equal(readSettings(jpeg)?.tool, 'swarmui')
})

test('the settings of InvokeAI are read', () => {
  const settings = of({ invokeai_metadata: samples.invokeText })
  assert.deepEqual(
    [settings.model, settings.modelHash, settings.vae, settings.sampler, settings.schedule, settings.clipSkip],
    ['Bridge XL', 'blake3:55aa', 'sdxl-vae-fp16-fix', 'DPM++ 2M', 'Karras', 1],
  )
  assert.deepEqual(settings.loras, [{ name: 'moss', weight: 0.75 }])
  assert.deepEqual([settings.seed, settings.denoise, settings.unmapped['seamless_x']], [3141592653, 0.8, 'true'])
})

test('a ComfyUI graph of two passes is read backwards from the picture', () => {
  const settings = of({ prompt: samples.comfyText, workflow: '{}' })
  assert.deepEqual(settings, {
    tool: 'comfyui',
    prompt: 'a lighthouse, oil paint',
    negativePrompt: 'blurry, "NaN"',
    model: 'coast_v2.safetensors',
    vae: 'sharp.safetensors',
    sampler: 'Euler a',
    schedule: 'Karras',
    steps: 25,
    cfgScale: 7,
    seed: 987654321,
    width: 640,
    height: 448,
    clipSkip: 2,
    loras: [{ name: 'storm.safetensors', weight: 0.8, textEncoderWeight: 0.6 }],
    hires: { scale: 1.5, steps: 10, upscaler: 'nearest-exact', denoise: 0.5 },
    unmapped: { nodes: 'ControlNetApplyAdvanced, ControlNetLoader, LoadImage' },
  })
  const webp = webpWith(exifBlock({ 272: `prompt:${samples.comfyText}`, 271: `Workflow:${samples.workflowText}` }))
  assert.equal(readSettings(webp)?.seed, 987654321)
})

test('custom sampling and the graph of the editor are read; a seed past 2⁵³ keeps its digits', () => {
  const flux = settingsOfComfy(samples.comfyFluxText)!
  assert.deepEqual(
    [flux.prompt, flux.model, flux.sampler, flux.schedule, flux.steps, flux.width],
    ['a paper boat', 'flux1-dev.safetensors', 'Euler', 'Simple', 20, 1024],
  )
  assert.deepEqual([flux.seed, flux.unmapped], [undefined, { seed: '12345678901234567890', guidance: '3.5' }])
  const { prompt, negativePrompt, seed, steps, cfgScale, sampler, width, height, model, hires } = of({
    workflow: samples.workflowText,
  })
  assert.deepEqual(
    [prompt, negativePrompt, seed, steps, cfgScale, sampler, width, height, model, hires],
    ['a lighthouse', 'blurry', 42, 18, 5.5, 'DPM++ 2M', 512, 640, 'coast_v2.safetensors', undefined],
  )
})

test('a graph that runs in a circle, or is very long, is read all the same', () => {
  const circle = {
    class_type: 'KSampler',
    inputs: { model: ['1', 0], positive: ['1', 0], negative: ['1', 1], latent_image: ['1', 0], seed: ['1', 0] },
  }
  assert.equal(settingsOfComfy(JSON.stringify({ 1: circle }))?.tool, 'comfyui')
  const chain: Record<string, unknown> = { 0: { ...circle, inputs: { ...circle.inputs, positive: ['1', 0] } } }
  for (let i = 1; i < 15_000; i++)
    chain[i] = { class_type: 'X', inputs: { string_a: [String(i + 1), 0], conditioning: [String(i + 1), 0] } }
  chain[2] = { class_type: 'CLIPTextEncode', inputs: { text: ['3', 0] } }
  assert.equal(settingsOfComfy(JSON.stringify(chain))?.prompt, '')
})

test('a graph of many ends over one long chain is looked through once', () => {
  const count = 9000
  const chain = Array.from({ length: count }, (_, n) => [`c${n}`, { class_type: 'X', inputs: { a: [`c${n + 1}`, 0] } }])
  const ends = Array.from({ length: count }, (_, n) => [`e${n}`, { class_type: 'Save', inputs: { a: ['c0', 0] } }])
  // From each end along the whole chain would be 81 million nodes: minutes.
  assert.equal(settingsOfComfy(JSON.stringify(Object.fromEntries([...chain, ...ends]))), undefined)
})

test("the workspace's own record comes before everything else", () => {
  const settings = of({ 'ai-workspace': samples.recordText, parameters: samples.a1111Text })
  assert.deepEqual(
    [settings.tool, settings.prompt, settings.seed, settings.model],
    ['ai-workspace', 'a bronze vase', 9, 'procedural'],
  )
  assert.deepEqual(settings.unmapped, {})
})

test('a picture that says nothing has no settings', () => {
  assert.equal(readSettings(pngWith({})), undefined)
  assert.equal(
    readSettings(pngWith({ parameters: 'just words', prompt: '{', workflow: '[]', invokeai_metadata: '{}' })),
    undefined,
  )
  assert.equal(readSettings(Uint8Array.of(1, 2, 3)), undefined)
})

test('the text that is written is the one AUTOMATIC1111 writes, and is read back as it was', () => {
  const settings = settingsOfParameters(samples.a1111Text)!
  const written = parametersOfSettings(settings)
  const extras = / VAE hash: 11aa22bb33,| Lora hashes: "storm: 5f6e7d8c9b0a",/g
  assert.equal(written, samples.a1111Text.replace(extras, ''))
  const random = createRandom(5)
  for (let i = 0; i < 300; i++) {
    const made = randomSettings(random)
    const { raw: _, unmapped: __, ...read } = settingsOfParameters(parametersOfSettings(made))!
    const { raw: ___, unmapped: ____, ...expected } = made
    assert.deepEqual(read, expected)
  }
})

test('LoRAs that the prompt does not name are written as tags', () => {
  const loras = [
    { name: 'a', weight: 0.5 },
    { name: 'b', weight: 1, textEncoderWeight: 0.2 },
  ]
  const text = parametersOfSettings({ prompt: 'cat <lora:a:0.5>', negativePrompt: '', steps: 3, seed: 1, loras })
  assert.equal(text.split('\n')[0], 'cat <lora:a:0.5> <lora:b:0.2:1>')
})

test('a long line without settings takes no long time', () => {
  assert.equal(settingsOfParameters('word '.repeat(200_000)), undefined)
  assert.equal(settingsOfParameters(`${'a:'.repeat(200_000)}`), undefined)
})

test('whatever is broken in a picture, it gives settings or an error of the workspace', () => {
  const random = createRandom(17)
  const texts: [string, string][] = [
    ['parameters', samples.a1111Text],
    ['parameters', samples.swarmText],
    ['invokeai_metadata', samples.invokeText],
    ['prompt', samples.comfyText],
    ['prompt', samples.comfyFluxText],
    ['workflow', samples.workflowText],
    ['ai-workspace', samples.recordText],
  ]
  let read = 0
  for (let i = 0; i < 2500; i++) {
    const [keyword, text] = random.pick(texts)
    const broken = random.chance(0.5) ? mutateText(text, random) : mutateJson(text, random)
    const exif = exifBlock(
      { 272: `prompt:${broken}` },
      { comment: unicodeComment(broken, 'big'), little: random.chance(0.5) },
    )
    const container = random.pick([() => pngWith({ [keyword]: broken }), () => jpegWith(exif), () => webpWith(exif)])()
    const bytes = random.chance(0.5) ? container : mutateBytes(container, random)
    try {
      const settings = readSettings(bytes)
      if (settings === undefined) continue
      generationSettingsSchema.parse(settings)
      assert.equal(typeof parametersOfSettings(settings), 'string')
      read++
    } catch (error) {
      assert.ok(error instanceof WorkspaceError, String((error as Error).stack))
    }
  }
  assert.ok(read > 300, `only ${read} were read`)
})

test('importing a picture keeps its settings, and image.settings tells them', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const folder = temporaryFolder(t)
  const projectId = workspace.projects.current().id
  writeFileSync(join(folder, 'sea.png'), pngWith({ parameters: samples.a1111Text }))
  writeFileSync(join(folder, 'plain.png'), pngWith({}))
  const sea = await workspace.importFile(join(folder, 'sea.png'), { projectId })
  const { prompt, negativePrompt, ...others } = a1111Settings
  assert.deepEqual(
    [sea.facts['prompt'], sea.facts['negativePrompt'], sea.facts['settings']],
    [prompt, negativePrompt, others],
  )
  const plain = await workspace.importFile(join(folder, 'plain.png'), { projectId })
  const run = async (image: string) => {
    const { id } = await workspace.queue.submit({ node: 'image.settings', input: { image } })
    return await workspace.queue.wait(id)
  }
  const { settings } = (await run(sea.id)).output as { settings: GenerationSettings }
  assert.deepEqual(settings, { ...a1111Settings, raw: samples.a1111Text })
  await assert.rejects(run(plain.id), { code: 'bad-input', message: /"plain" does not say/ })
})

function randomSettings(random: Random): GenerationSettings {
  const text = () => random.pick(['a', 'b, c', 'd: e', 'f "g"', 'h\\i', 'ü 漢', 'k-l/m'])
  const maybe = <T>(value: T) => (random.chance(0.7) ? value : undefined)
  const fields = {
    model: maybe(text()),
    modelHash: maybe('00ff00ff00'),
    vae: maybe(text()),
    sampler: maybe(random.pick(['Euler a', 'DPM++ 2M'])),
    schedule: maybe(random.pick(['Karras', 'SGM Uniform'])),
    cfgScale: maybe(random.integer(1, 40) / 4),
    clipSkip: maybe(random.integer(2, 4)),
    denoise: maybe(random.integer(0, 100) / 100),
    ...(random.chance(0.5) ? { width: random.integer(1, 9999), height: 64 } : {}),
  }
  const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  return {
    tool: 'ai-workspace',
    prompt: `${text()}\n${text()}`,
    negativePrompt: random.chance(0.5) ? text() : '',
    steps: random.integer(1, 150),
    seed: random.integer(0, 2 ** 32 - 1),
    loras: [],
    ...known,
    ...(random.chance(0.3) && !('denoise' in known)
      ? { hires: { width: 128, height: 256, upscaler: text(), denoise: 0.5 } }
      : {}),
    unmapped: {},
    raw: '',
  }
}

function mutateText(text: string, random: Random): string {
  let broken = text
  for (let i = random.integer(1, 6); i > 0; i--) {
    const at = random.integer(0, broken.length)
    const length = random.integer(0, 12)
    const piece = random.pick([
      '',
      '{',
      '"',
      ':',
      ',',
      '[]',
      'null',
      '1e999',
      '-',
      '\\',
      '\n',
      '\0',
      'NaN',
      '\ud800',
      broken.slice(at, at + 40),
    ])
    broken = broken.slice(0, at) + piece + broken.slice(at + length)
  }
  return random.chance(0.1) ? broken.slice(0, random.integer(0, broken.length)) : broken
}

/** Values of another kind in places where they are not expected. */
function mutateJson(text: string, random: Random): string {
  const values = [
    'null',
    '[]',
    '{}',
    '""',
    '-1',
    '1e300',
    'true',
    '["3",0]',
    '[["1",0],1]',
    '{"lora":"x"}',
    '"__proto__"',
  ]
  return text.replace(/(?<=[:[,]\s*)(?:"(?:[^"\\]|\\.)*"|-?[\d.]+|\[[^[\]]*\])(?=\s*[,}\]])/g, (value) =>
    random.chance(0.08) ? random.pick(values) : value,
  )
}

function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const broken = bytes.slice(0, random.chance(0.3) ? random.integer(0, bytes.length) : bytes.length)
  for (let i = random.integer(0, 8); i > 0 && broken.length > 0; i--)
    broken[random.integer(0, Math.min(broken.length, 120) - 1)] = random.integer(0, 255)
  return broken
}
