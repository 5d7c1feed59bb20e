import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { byteSourceOf } from '../byte-source.ts'
import { identifyFile } from '../identify-file.ts'
import { openCheckpoint } from '../open-checkpoint.ts'
import { writeSafetensors } from '../safetensors/write-safetensors.ts'
import { type GgufDraft, ggufBytes, smallGguf, text, u32, u64 } from './gguf.fixture.ts'
import { readGgufHeader } from './read-gguf.ts'

const folder = mkdtempSync(join(tmpdir(), 'gguf-'))
after(() => rmSync(folder, { recursive: true }))

const read = (bytes: Uint8Array) => readGgufHeader(byteSourceOf('x.gguf', bytes))
const refuses = (bytes: Uint8Array, message: RegExp) =>
  assert.rejects(read(bytes), { name: 'WorkspaceError', code: 'corrupt-file', message })
const refusesDraft = (draft: GgufDraft, message: RegExp) => refuses(ggufBytes(draft), message)

test('metadata and tensors are read; of a vocabulary the first words and the length', async () => {
  const { version, metadata, tensors } = await read(smallGguf())
  assert.equal(version, 3)
  assert.equal(metadata.get('general.name'), 'Tiny Llama')
  assert.equal(metadata.get('llama.context_length'), 2048)
  const words = metadata.get('tokenizer.ggml.tokens') as { length: number; first: string[] }
  assert.equal(words.length, 100)
  assert.equal(words.first.length, 64)
  assert.equal(words.first[63], 'word63')
  const [embedding, norm] = [tensors.get('token_embd.weight')!, tensors.get('output_norm.weight')!]
  assert.deepEqual(
    { shape: embedding.shape, type: embedding.type, size: embedding.sizeBytes },
    { shape: [4, 256], type: 'Q4_K', size: 576 },
  )
  assert.equal(embedding.offset % 32, 0)
  assert.equal(norm.offset, embedding.offset + 576)
})

test('a header that disagrees with its file is refused with both numbers', async () => {
  await refuses(new TextEncoder().encode('nothing like it at all'), /does not begin with GGUF/)
  for (let length = 4; length < smallGguf().length; length += 17) {
    await assert.rejects(read(smallGguf().subarray(0, length)), { code: 'corrupt-file' })
  }
  await refusesDraft({ version: 1 }, /GGUF version 1, and 2 and 3 are read/)
  await refusesDraft({ version: 0x03000000 }, /big-endian/)
  const tensor = { name: 'a', dimensions: [4], type: 0, start: 0 }
  await refusesDraft({ tensors: [tensor], dataBytes: 15 }, /ends at byte \d+ and the file has \d+/)
  await refusesDraft(
    { tensors: [tensor, { ...tensor, name: 'b', start: 8 }], dataBytes: 32 },
    /before the one ahead of it ends/,
  )
  await refusesDraft({ tensors: [tensor, tensor], dataBytes: 32 }, /two tensors "a"/)
  await refusesDraft({ tensors: [{ ...tensor, type: 12 }], dataBytes: 32 }, /no whole number of Q4_K blocks of 256/)
  await refusesDraft({ tensors: [{ ...tensor, type: 99 }], dataBytes: 32 }, /unknown type 99/)
  await refusesDraft({ tensors: [{ ...tensor, dimensions: [1, 1, 1, 1, 1] }], dataBytes: 32 }, /5 dimensions/)
  await refusesDraft({ metadata: [['a', 13, u32(0)]] }, /unknown type 13/)
  await refusesDraft(
    {
      metadata: [
        ['a', 4, u32(0)],
        ['a', 4, u32(0)],
      ],
    },
    /"a" come twice/,
  )
  await refusesDraft({ metadata: [['general.alignment', 4, u32(0)]] }, /alignment is 0/)
  const nested = Buffer.concat(Array.from({ length: 9 }, () => Buffer.concat([u32(9), u64(1)])))
  await refusesDraft({ metadata: [['a', 9, nested]] }, /nest deeper than 4/)
  await refusesDraft({ metadata: [['a', 8, u64(2 ** 40)]] }, /text of 1099511627776 bytes/)
  const endless = Buffer.concat([u32(0), u64(2 ** 50)])
  await refusesDraft({ metadata: [['a', 9, endless]] }, /goes on past byte/)
})

test('a file says what it is, weights for the language engine and others', async () => {
  const path = join(folder, 'tiny.gguf')
  writeFileSync(path, smallGguf())
  const { kind, summary } = await identifyFile(path)
  assert.equal(kind, 'llm')
  assert.equal(
    summary,
    'The language model Tiny Llama (llama) (2 tensors, 1 kB); 0.00 billion parameters, mostly as Q4_K; up to 2048 tokens.',
  )
  await assert.rejects(openCheckpoint(path), { code: 'bad-input', message: /is a GGUF file/ })
  writeFileSync(path, ggufBytes({ metadata: [['general.architecture', 8, text('flux')]] }))
  const flux = await identifyFile(path)
  assert.deepEqual([flux.kind, flux.architecture], ['unet', 'flux'])
  const weights = join(folder, 'word.safetensors')
  await writeSafetensors(weights, [
    { name: 'emb_params', dtype: 'F32', shape: [1, 768], bytes: () => new Uint8Array(3072) },
  ])
  assert.equal((await identifyFile(weights)).kind, 'embedding')
  await assert.rejects(identifyFile(join(folder, 'absent')), { code: 'not-found' })
})
