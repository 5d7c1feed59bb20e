import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openCheckpoint } from '../../formats/open-checkpoint.ts'
import { writeSafetensors } from '../../formats/safetensors/write-safetensors.ts'
import type { StableDiffusionParameters } from './components.ts'
import { settlePrediction } from './settle-prediction.ts'

const parameters: StableDiffusionParameters = {
  architecture: 'sd21',
  prediction: 'v',
  predictionKnownBy: 'guess',
  zeroTerminalSnr: false,
  unet: { heads: [1], groups: 32, sizes: { count: 6, channels: 256 } },
  textEncoders: [],
  latentScale: 0.18215,
}

test('a guess of SD 2.x gives way to the weights, and everything to a stated setting', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'settle-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'x.safetensors')
  // A narrow spread: what epsilon prediction leaves.
  const bytes = () => new Uint8Array(Float32Array.of(0.05, -0.05).buffer)
  const name = 'model.diffusion_model.output_blocks.11.1.transformer_blocks.0.norm1.bias'
  await writeSafetensors(path, [{ name, dtype: 'F32', shape: [2], bytes }])
  await using checkpoint = await openCheckpoint(path)
  const settle = async (given: Partial<StableDiffusionParameters>, settings = {}) => {
    const { prediction, predictionKnownBy } = await settlePrediction({ ...parameters, ...given }, checkpoint, settings)
    return [prediction, predictionKnownBy]
  }
  assert.deepEqual(await settle({}), ['epsilon', 'weights'])
  assert.deepEqual(await settle({ predictionKnownBy: 'stated' }), ['v', 'stated'])
  assert.deepEqual(await settle({ predictionKnownBy: 'name' }), ['v', 'name'])
  // Only SD 2.x exists as both in files that do not tell.
  assert.deepEqual(await settle({ architecture: 'sd15', prediction: 'epsilon' }), ['epsilon', 'guess'])
  assert.deepEqual(await settle({ predictionKnownBy: 'stated' }, { prediction: 'epsilon' }), ['epsilon', 'setting'])
  assert.deepEqual(await settle({}, { prediction: 'nonsense' }), ['epsilon', 'weights'])
})
