import assert from 'node:assert/strict'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { byteSourceOf } from '../byte-source.ts'
import { openCheckpoint } from '../open-checkpoint.ts'
import { readTorchFile } from './read-torch-file.ts'

/** Written by torch.save of torch 1.13.1; the JSON beside them says what each must give. */
const fixtures = join(import.meta.dirname, '../fixtures')

interface Expected {
  readonly file: string
  readonly expect: 'read' | 'refuse' | 'error'
  readonly tensors?: Readonly<Record<string, { dtype: string; shape: number[]; values: (number | boolean)[] }>>
  readonly other?: Readonly<Record<string, unknown>>
}
const expected = (JSON.parse(readFileSync(join(fixtures, 'torch-checkpoints.json'), 'utf8')) as { files: Expected[] })
  .files

const dtypeNames: Readonly<Record<string, string>> = {
  float64: 'F64',
  float32: 'F32',
  float16: 'F16',
  bfloat16: 'BF16',
  int64: 'I64',
  int32: 'I32',
  int8: 'I8',
  uint8: 'U8',
  bool: 'BOOL',
}

const folder = mkdtempSync(join(tmpdir(), 'torch-'))
after(() => rmSync(folder, { recursive: true }))

for (const { file, tensors } of expected.filter(({ expect }) => expect === 'read')) {
  test(`${file}: every tensor has its exact values, also transposed, strided, expanded and shared ones`, async () => {
    const lowLevel = await readTorchFile(byteSourceOf(file, readFileSync(join(fixtures, file))))
    assert.deepEqual([...lowLevel.tensors.keys()], Object.keys(tensors!))
    await using checkpoint = await openCheckpoint(join(fixtures, file))
    for (const [name, { dtype, shape, values }] of Object.entries(tensors!)) {
      const opened = name.replace(/^state_dict\./, '')
      const entry = checkpoint.tensors.get(opened)
      assert.deepEqual({ dtype: entry?.dtype, shape: entry?.shape }, { dtype: dtypeNames[dtype], shape }, name)
      const bytes = await checkpoint.read(opened)
      assert.equal(bytes.length, entry!.sizeBytes)
      // Doubles and large integers are rounded as float32, so those are compared as they are.
      const exact =
        dtype === 'float64'
          ? [...new Float64Array(bytes.buffer)]
          : dtype === 'int64'
            ? [...new BigInt64Array(bytes.buffer)].map(Number)
            : dtype === 'int32'
              ? [...new Int32Array(bytes.buffer)]
              : [...(await checkpoint.readFloats(opened))]
      assert.deepEqual(exact, values.map(Number), name)
    }
  })
}

test('tensors in row-major order can be used where they lie in the file', async () => {
  for (const file of ['torch-zip.ckpt', 'torch-legacy.pt']) {
    await using checkpoint = await openCheckpoint(join(fixtures, file))
    const bytes = readFileSync(join(fixtures, file))
    for (const [name, { offset, sizeBytes, strides }] of checkpoint.tensors) {
      if (strides !== undefined) continue
      assert.deepEqual(new Uint8Array(bytes.subarray(offset, offset + sizeBytes)), await checkpoint.read(name), name)
    }
    const strided = [...checkpoint.tensors].filter(([, { strides }]) => strides !== undefined).map(([name]) => name)
    assert.deepEqual(strided, ['shared.second_transposed', 'strided', 'expanded', 'permuted4d'])
  }
})

test('texts and numbers beside the tensors are the metadata', async () => {
  for (const { file, other } of expected.filter(({ other }) => other !== undefined)) {
    const { metadata } = await readTorchFile(byteSourceOf(file, readFileSync(join(fixtures, file))))
    assert.deepEqual(metadata, flatten(other!), file)
  }
})

for (const { file } of expected.filter(({ expect }) => expect === 'refuse')) {
  test(`${file}: a file that wants to call something is refused by that name and not run`, async () => {
    await assert.rejects(openCheckpoint(join(fixtures, file)), (error: Error & { code?: string }) => {
      assert.equal(error.code, 'bad-input')
      assert.match(error.message, /wants to call (posix\.system|__builtin__\.eval), .*nothing of it was run\.$/)
      return true
    })
    assert.ok(!existsSync('golden-malicious-was-run'))
  })
}

test('a cut-off file is a clear error, wherever it is cut', async () => {
  await assert.rejects(openCheckpoint(join(fixtures, 'torch-truncated.ckpt')), {
    code: 'corrupt-file',
    message: /zip file of 3558 bytes whose end is missing/,
  })
  for (const file of ['torch-zip.ckpt', 'torch-legacy.pt']) {
    const bytes = readFileSync(join(fixtures, file))
    for (let length = 0; length < bytes.length; length += 13) {
      await assert.rejects(readTorchFile(byteSourceOf(file, bytes.subarray(0, length))), { code: 'corrupt-file' })
    }
  }
})

test('a torch file under the name of a safetensors file is refused, and the content decides otherwise', async () => {
  const posing = join(folder, 'posing.safetensors')
  copyFileSync(join(fixtures, 'torch-zip.ckpt'), posing)
  await assert.rejects(openCheckpoint(posing), { code: 'bad-input', message: /under the name of a safetensors file/ })
  const page = join(folder, 'model.ckpt')
  writeFileSync(page, '<!DOCTYPE html><title>Log in</title>')
  await assert.rejects(openCheckpoint(page), { code: 'bad-input', message: /is a web page/ })
  writeFileSync(page, 'nothing known')
  await assert.rejects(openCheckpoint(page), { code: 'corrupt-file' })
})

function flatten(value: unknown, prefix = ''): Record<string, string> {
  if (typeof value !== 'object' || value === null) return { [prefix]: String(value) }
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) =>
      Object.entries(flatten(item, prefix === '' ? key : `${prefix}.${key}`)),
    ),
  )
}
