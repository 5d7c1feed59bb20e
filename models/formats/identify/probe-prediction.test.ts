import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openCheckpoint } from '../open-checkpoint.ts'
import { writeSafetensors } from '../safetensors/write-safetensors.ts'
import { probePrediction } from './probe-prediction.ts'

const folder = mkdtempSync(join(tmpdir(), 'probe-'))
after(() => rmSync(folder, { recursive: true }))

async function probe(name: string, values: readonly number[]) {
  const path = join(folder, 'x.safetensors')
  const bytes = () => new Uint8Array(Float32Array.from(values).buffer)
  await writeSafetensors(path, [{ name, dtype: 'F32', shape: [values.length], bytes }])
  await using checkpoint = await openCheckpoint(path)
  return await probePrediction(checkpoint)
}

test('the spread of one tensor tells v from epsilon prediction, whatever its mean', async () => {
  const single = 'model.diffusion_model.output_blocks.11.1.transformer_blocks.0.norm1.bias'
  assert.equal(await probe(single, [5.1, 4.9, 5.1, 4.9]), 'v')
  assert.equal(await probe(single, [5.05, 4.95, 5.05, 4.95]), 'epsilon')
  assert.equal(await probe('up_blocks.3.attentions.2.transformer_blocks.0.norm1.bias', [0.2, -0.2]), 'v')
  assert.equal(await probe('conv_in.bias', [0.2, -0.2]), undefined)
})
