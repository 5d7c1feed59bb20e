import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { openCheckpoint } from './open-checkpoint.ts'
import { chooseWeights } from './open-folder.ts'
import { writeSafetensors } from './safetensors/write-safetensors.ts'
import { widen } from './widen/widen.ts'

const folder = mkdtempSync(join(tmpdir(), 'checkpoint-'))
after(() => rmSync(folder, { recursive: true }))

/** A file of one-dimensional float32 tensors. */
async function writeWeights(path: string, tensors: Readonly<Record<string, number[]>>): Promise<void> {
  mkdirSync(dirname(path), { recursive: true })
  await writeSafetensors(
    path,
    Object.entries(tensors).map(([name, values]) => ({
      name,
      dtype: 'F32' as const,
      shape: [values.length],
      bytes: () => new Uint8Array(Float32Array.from(values).buffer),
    })),
    { metadata: { format: 'pt' } },
  )
}

function writeJson(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, JSON.stringify(value))
}

test('an index file brings its shards together', async () => {
  const index = join(folder, 'sharded/model.safetensors.index.json')
  await writeWeights(join(folder, 'sharded/model-00001-of-00002.safetensors'), { a: [1], b: [2, 3] })
  const weight_map = { a: 'model-00001-of-00002.safetensors', c: 'model-00002-of-00002.safetensors' }
  writeJson(index, { metadata: { total_size: 8 }, weight_map })
  await assert.rejects(openCheckpoint(index), {
    code: 'not-found',
    message: /needs the file model-00002-of-00002.safetensors \(2 of 2\)/,
  })
  await writeWeights(join(folder, 'sharded/model-00002-of-00002.safetensors'), { d: [4] })
  await assert.rejects(openCheckpoint(index), {
    code: 'corrupt-file',
    message: /places tensor "c" in model-00002-of-00002.safetensors/,
  })
  await writeWeights(join(folder, 'sharded/model-00002-of-00002.safetensors'), { c: [5, 6] })
  await using checkpoint = await openCheckpoint(index)
  assert.equal(checkpoint.layout, 'sharded')
  assert.deepEqual([...checkpoint.tensors.keys()], ['a', 'c'])
  assert.deepEqual([...(await checkpoint.readFloats('c'))], [5, 6])
})

test('an index cannot name a file outside its folder, and other JSON is no index', async () => {
  const index = join(folder, 'outside.index.json')
  for (const file of ['../x.safetensors', '/etc/passwd', '..', '', 'a\\b', 3]) {
    writeJson(index, { weight_map: { a: file } })
    await assert.rejects(openCheckpoint(index), { code: 'corrupt-file', message: /which is no file beside it/ })
  }
  writeJson(index, { weights: {} })
  await assert.rejects(openCheckpoint(index), { code: 'bad-input', message: /without a weight_map/ })
})

test('a diffusers folder gives every tensor the name of its component, and the configurations', async () => {
  const pipeline = join(folder, 'pipeline')
  writeJson(join(pipeline, 'model_index.json'), { _class_name: 'StableDiffusionPipeline' })
  writeJson(join(pipeline, 'unet/config.json'), { in_channels: 4 })
  writeJson(join(pipeline, 'scheduler/scheduler_config.json'), { prediction_type: 'v_prediction' })
  writeJson(join(pipeline, 'tokenizer/vocab.json'), { a: 1 })
  await writeWeights(join(pipeline, 'unet/diffusion_pytorch_model.safetensors'), { 'conv_in.weight': [1, 2] })
  await writeWeights(join(pipeline, 'unet/diffusion_pytorch_model.fp16.safetensors'), { wrong: [0] })
  // As the Hugging Face cache lays files out: behind links.
  await writeWeights(join(folder, 'blobs/f00d'), { 'text_model.x': [3] })
  mkdirSync(join(pipeline, 'text_encoder'))
  symlinkSync(join(folder, 'blobs/f00d'), join(pipeline, 'text_encoder/model.safetensors'))
  await using checkpoint = await openCheckpoint(pipeline)
  assert.equal(checkpoint.layout, 'folder')
  assert.deepEqual([...checkpoint.tensors.keys()], ['text_encoder/text_model.x', 'unet/conv_in.weight'])
  assert.deepEqual([...(await checkpoint.readFloats('text_encoder/text_model.x'))], [3])
  assert.ok(checkpoint.tensors.get('text_encoder/text_model.x')!.file.endsWith('blobs/f00d'))
  assert.deepEqual(
    [...checkpoint.configs.keys()],
    ['model_index.json', 'scheduler/scheduler_config.json', 'unet/config.json'],
  )
  assert.deepEqual(checkpoint.configs.get('unet/config.json'), { in_channels: 4 })

  await using component = await openCheckpoint(join(pipeline, 'unet'))
  assert.equal(component.layout, 'component')
  assert.deepEqual([...component.tensors.keys()], ['conv_in.weight'])
  assert.deepEqual([...component.configs.keys()], ['config.json'])
})

test('a folder without weights or with a broken configuration is a clear error', async () => {
  mkdirSync(join(folder, 'empty'))
  await assert.rejects(openCheckpoint(join(folder, 'empty')), { code: 'bad-input', message: /holds no weights/ })
  mkdirSync(join(folder, 'broken'))
  writeFileSync(join(folder, 'broken/config.json'), '{')
  await assert.rejects(openCheckpoint(join(folder, 'broken')), {
    code: 'corrupt-file',
    message: /config\.json .*no JSON/,
  })
})

test('safetensors come before pickles, and full precision before variants', () => {
  assert.equal(
    chooseWeights(['pytorch_model.bin', 'model.fp16.safetensors', 'model.safetensors', 'config.json']),
    'model.safetensors',
  )
  assert.equal(chooseWeights(['pytorch_model.bin', 'model.fp16.safetensors']), 'model.fp16.safetensors')
  assert.equal(
    chooseWeights(['diffusion_pytorch_model.non_ema.safetensors', 'diffusion_pytorch_model.fp16.safetensors']),
    'diffusion_pytorch_model.fp16.safetensors',
  )
  assert.equal(
    chooseWeights(['model-00001-of-00002.safetensors', 'model.safetensors.index.json']),
    'model.safetensors.index.json',
  )
  assert.equal(chooseWeights(['pytorch_model.bin', 'vocab.json']), 'pytorch_model.bin')
  assert.equal(chooseWeights(['vocab.json', 'notes.safetensors']), undefined)
})

test('a tensor of several chunks is widened as if at once, and two reads can run beside each other', async () => {
  const halves = Uint16Array.from({ length: 1_300_001 }, (_, i) => Math.imul(i, 40503) & 0xffff)
  const path = join(folder, 'large.safetensors')
  await writeSafetensors(path, [
    { name: 'large', dtype: 'F16', shape: [halves.length], bytes: () => new Uint8Array(halves.buffer) },
    { name: 'byte', dtype: 'U8', shape: [1], bytes: () => Uint8Array.of(7) },
  ])
  await using checkpoint = await openCheckpoint(path)
  const [floats, byte, raw] = await Promise.all([
    checkpoint.readFloats('large'),
    checkpoint.readFloats('byte'),
    checkpoint.read('large'),
  ])
  assert.deepEqual([...byte], [7])
  const expected = widen(raw, 'F16')
  assert.deepEqual(Buffer.from(floats.buffer), Buffer.from(expected.buffer))
})
