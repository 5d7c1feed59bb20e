import assert from 'node:assert/strict'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { openWorkspace } from '../../core/workspace.ts'
import { runGoldenFile } from '../../models/golden/run-golden-file.ts'
import { Graph } from '../../models/graph/graph.ts'
import { unary } from '../../models/graph/layers.ts'
import { providerFacts } from '../../models/graph/provider-facts.ts'
import { testProvider } from '../../models/graph/provider-self-test.ts'
import { openSession } from '../../models/graph/session.ts'
import { temporaryFolder, temporaryWorkspace } from '../temporary-workspace.ts'
import { tinyModels } from './tiny-models.ts'
import { small, tinyWorkspaceIn } from './tiny-workspace.ts'

// Where no Vulkan driver is installed, the one that Debian's Chromium brings: a program that imitates a card, slow and right.
const imitation = '/usr/lib/chromium/vk_swiftshader_icd.json'
const imitated = !providerFacts().hasVulkan && existsSync(imitation)
if (imitated) process.env['VK_ICD_FILENAMES'] = imitation
const webgpu = { skip: (await hasWebgpu()) ? false : 'there is no adapter for WebGPU' }

const onCard = imitated ? { skip: `takes minutes on an imitated card; VK_ICD_FILENAMES=${imitation} runs it` } : webgpu

test('WebGPU computes what the CPU does', onCard, async () => {
  const { error } = await testProvider('webgpu')
  // 32-bit arithmetic on both sides: a hundred times below what a card may differ by.
  assert.ok(error < 5e-5, `differs by ${error} of the largest value`)
})

for (const name of ['clip-l-hf', 'taesd-diffusers', 'vae-kl-diffusers', 'sd15-unet-diffusers']) {
  test(
    `WebGPU meets the reference within its tolerance: ${name}`,
    name.includes('unet') ? onCard : webgpu,
    async () => {
      const file = resolve(import.meta.dirname, `../../models/golden/fixtures/${name}.json`)
      const results = await runGoldenFile(file, { provider: 'webgpu' })
      assert.notEqual(results!.length, 0)
      for (const { name: output, maxError, tolerance, pass } of results!) {
        assert.ok(pass, `${output}: largest error ${maxError}, tolerance ${tolerance}`)
      }
    },
  )
}

test('a picture made on WebGPU says so', onCard, async (t) => {
  using models = await tinyModels('tiny-sd15')
  const home = withProvider(temporaryFolder(t), 'webgpu')
  // Drivers are found by the environment.
  await using workspace = await openWorkspace({ home })
  await (await workspace.library()).add(models.path('tiny-sd15'), {})
  const job = await workspace.queue.submit({ node: 'image.generate', input: { ...small, steps: 1 } })
  const { output } = await workspace.queue.wait(job.id)
  const { facts } = workspace.assets.get((output as { image: string }).image)
  assert.equal(facts['provider'], 'webgpu')
  const inEight = { ...small, steps: 1, precision: 'int8' }
  const second = await workspace.queue.submit({ node: 'image.generate', input: inEight })
  const { output: eight } = await workspace.queue.wait(second.id)
  const { image, reading } = eight as { image: string; reading: { warnings: string[] } }
  assert.equal(workspace.assets.get(image).facts['provider'], undefined)
  assert.deepEqual(reading.warnings, [
    'The U-Net was computed on the CPU, not on WebGPU: its weights are held in int8.',
  ])
})

test('a provider asked for that is not here fails the job in a sentence; the workspace goes on', {
  skip: providerFacts().hasCudaLibrary ? 'CUDA is installed here' : false,
}, async (t) => {
  const home = withProvider(temporaryFolder(t), 'cuda')
  const tiny = await tinyWorkspaceIn(t, home, 'tiny-sd15')
  await assert.rejects(tiny.make(), { code: 'bad-input', message: /^CUDA cannot be used: / })
  // The built-in engine computes no graph.
  await tiny.run('image.generate', { prompt: 'a stone', width: 64, height: 64, model: 'procedural' })
  await tiny.workspace[Symbol.asyncDispose]()
  withProvider(home, 'cpu')
  const again = await temporaryWorkspace(t, home)
  const job = await again.queue.submit({ node: 'image.generate', input: { ...small, steps: 1 } })
  const { output } = await again.queue.wait(job.id)
  assert.equal(again.assets.get((output as { image: string }).image).facts['provider'], undefined)
})

/** The folder of a workspace with the provider in its settings. */
function withProvider(home: string, provider: string): string {
  mkdirSync(join(home, 'config'), { recursive: true })
  writeFileSync(join(home, 'config/config.json'), JSON.stringify({ engine: { provider } }))
  return home
}

async function hasWebgpu(): Promise<boolean> {
  if (process.platform === 'linux' && !providerFacts().hasVulkan) return false
  const graph = new Graph('any', {
    info: () => undefined,
    names: () => [],
    floats: async () => new Float32Array(),
    locate: () => undefined,
  })
  graph.output('y', unary(graph, 'Relu', graph.input('x', [1])))
  try {
    await using session = await openSession(graph, { provider: 'webgpu' })
    await session.run({ x: { data: Float32Array.of(1), shape: [1] } })
    return true
  } catch {
    return false
  }
}
