import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { byteSourceOf } from '../byte-source.ts'
import { openCheckpoint } from '../open-checkpoint.ts'
import { readSafetensorsHeader } from './read-header.ts'
import { writeSafetensors } from './write-safetensors.ts'

const folder = mkdtempSync(join(tmpdir(), 'safetensors-'))
after(() => rmSync(folder, { recursive: true }))

/** A file with that header (text or an object) and that many bytes of tensors. */
function fileOf(header: unknown, dataBytes: number): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const file = new Uint8Array(8 + json.length + dataBytes)
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true)
  file.set(json, 8)
  return file
}

const tensor = (dtype: string, shape: readonly unknown[], begin: unknown, end: unknown) => ({
  dtype,
  shape,
  data_offsets: [begin, end],
})
const read = (file: Uint8Array) => readSafetensorsHeader(byteSourceOf('x.safetensors', file))
const refuses = (file: Uint8Array, message: RegExp) =>
  assert.rejects(read(file), (error: Error & { code?: string }) => {
    assert.equal(error.name, 'WorkspaceError', error.stack)
    assert.equal(error.code, 'corrupt-file')
    assert.match(error.message, message)
    assert.ok(error.message.startsWith('x.safetensors '))
    return true
  })

test('a written file gives back names, shapes, bytes and metadata, and floats of every type', async () => {
  const path = join(folder, 'round.safetensors')
  await writeSafetensors(
    path,
    [
      { name: 'half', dtype: 'F16', shape: [2], bytes: () => Uint8Array.of(0, 0x3c, 0, 0xc0) },
      { name: 'none', dtype: 'F32', shape: [0, 3], bytes: () => new Uint8Array(0) },
      { name: 'scalar', dtype: 'F32', shape: [], bytes: () => new Uint8Array(Float32Array.of(1.5).buffer) },
      {
        name: 'wide',
        dtype: 'I64',
        shape: [1, 2],
        bytes: () => new Uint8Array(BigInt64Array.of(-2n, 2n ** 40n).buffer),
      },
      { name: '__proto__', dtype: 'BOOL', shape: [3], bytes: async () => Uint8Array.of(1, 0, 1) },
    ],
    { metadata: { format: 'pt', naïve: 'ünïcode "quoted"' } },
  )
  await using checkpoint = await openCheckpoint(path)
  assert.deepEqual([...checkpoint.tensors.keys()], ['wide', 'none', 'scalar', 'half', '__proto__'])
  assert.deepEqual(checkpoint.metadata, { format: 'pt', naïve: 'ünïcode "quoted"' })
  assert.deepEqual([...(await checkpoint.readFloats('half'))], [1, -2])
  assert.deepEqual([...(await checkpoint.readFloats('wide'))], [-2, 2 ** 40])
  assert.deepEqual([...(await checkpoint.readFloats('scalar'))], [1.5])
  assert.equal((await checkpoint.readFloats('none')).length, 0)
  assert.deepEqual([...(await checkpoint.read('__proto__'))], [1, 0, 1])
  for (const { offset, dtype } of checkpoint.tensors.values()) {
    if (dtype !== 'BOOL') assert.equal(offset % 2, 0)
  }
  const half = checkpoint.tensors.get('half')!
  assert.deepEqual([...readFileSync(half.file).subarray(half.offset, half.offset + half.sizeBytes)], [0, 0x3c, 0, 0xc0])
  await assert.rejects(checkpoint.read('hal'), { code: 'not-found', hint: 'Similar names: half' })
})

test('nothing is left behind when a tensor does not fit its shape', async () => {
  const path = join(folder, 'bad', 'x.safetensors')
  const wrong = { name: 'a', dtype: 'F32', shape: [2], bytes: () => new Uint8Array(7) } as const
  await assert.rejects(writeSafetensors(join(folder, 'short.safetensors'), [wrong]), {
    code: 'bad-input',
    message: /takes 8 bytes and 7 were/,
  })
  await assert.rejects(writeSafetensors(path, [wrong]), { code: 'storage-failed' })
  await assert.rejects(writeSafetensors(join(folder, 'twice'), [wrong, wrong]), { code: 'bad-input' })
  assert.deepEqual(
    readdirSync(folder).filter((name) => name !== 'round.safetensors'),
    [],
  )
})

test('a header that disagrees with its file is refused with both numbers', async () => {
  const good = { a: tensor('F32', [2], 0, 8), b: tensor('F16', [4], 8, 16) }
  assert.equal((await read(fileOf(good, 16))).tensors.size, 2)
  assert.equal((await read(fileOf({}, 0))).tensors.size, 0)
  await refuses(new Uint8Array(7), /at least 8 bytes and this one 7/)
  await refuses(fileOf(good, 16).subarray(0, 60), /header would end at byte \d+ and the file has 60/)
  await refuses(fileOf(good, 15), /tensors end at byte \d+ and the file has \d+/)
  await refuses(fileOf(good, 17), /and 1 more bytes follow/)
  await refuses(fileOf({ a: tensor('F32', [2], 0, 8), b: tensor('F32', [2], 4, 12) }, 12), /"b" begins at \d+, inside/)
  await refuses(fileOf({ a: tensor('F32', [2], 0, 8), b: tensor('F32', [1], 12, 16) }, 16), /lie 4 unused bytes/)
  await refuses(fileOf({ a: tensor('F32', [3], 0, 8) }, 8), /F32 \[3\] takes 12 bytes and 8 are set aside/)
  const huge = new Uint8Array(16)
  new DataView(huge.buffer).setBigUint64(0, 2n ** 63n, true)
  await refuses(huge, /header would take 9223372036854775808 bytes, 100000000 are the most/)
})

test('a header of the wrong form is refused', async () => {
  const withShape = (shape: readonly unknown[]) => fileOf({ a: tensor('F32', shape, 0, 4) }, 4)
  await refuses(withShape([-1]), /no list of at most 64 whole numbers/)
  await refuses(withShape([1.5]), /no list/)
  await refuses(withShape([null]), /no list/)
  await refuses(withShape([2 ** 53]), /no list/)
  await refuses(withShape([2 ** 40, 2 ** 40]), /more elements than 2\^53/)
  await refuses(withShape(Array(65).fill(1)), /no list/)
  await refuses(fileOf({ a: tensor('F4', [2], 0, 1) }, 1), /unknown dtype/)
  await refuses(fileOf({ a: tensor('toString', [2], 0, 1) }, 1), /unknown dtype/)
  await refuses(fileOf({ a: tensor('F32', [1], 8, 4) }, 8), /begin at 8 and end before, at 4/)
  await refuses(fileOf({ a: tensor('F32', [1], -4, 0) }, 4), /no two whole numbers/)
  await refuses(fileOf({ a: { dtype: 'F32', shape: [1] } }, 4), /other fields/)
  await refuses(fileOf({ a: 3 }, 4), /no object/)
  await refuses(fileOf({ __metadata__: { epoch: 3 } }, 0), /"epoch" is no text/)
  await refuses(fileOf('{"a":1,"a":1}', 0), /the key \\?"a\\?" comes twice/)
  await refuses(fileOf('[]', 0), /no object/)
  await refuses(fileOf('{"a":', 0), /a value is expected at character 5/)
  await refuses(fileOf('{} x', 0), /something follows/)
  await refuses(fileOf(`{"a":${'['.repeat(100_000)}`, 0), /nesting deeper than 32/)
  await refuses(fileOf(`{"a":[${'[],'.repeat(4_000_000)}[]]}`, 0), /more than 4000000 values/)
  const notText = fileOf('{"abcdef":1}', 0)
  notText[11] = 0xff
  await refuses(notText, /no UTF-8 text/)
})

test('a file that is missing, a folder, or shortened while it is open has its own error', async () => {
  await assert.rejects(openCheckpoint(join(folder, 'absent.safetensors')), { code: 'not-found' })
  const path = join(folder, 'shrinks.safetensors')
  writeFileSync(path, fileOf({ a: tensor('F32', [2], 0, 8) }, 8))
  await using checkpoint = await openCheckpoint(path)
  writeFileSync(path, 'short')
  await assert.rejects(checkpoint.read('a'), { code: 'corrupt-file', message: /when it was opened and now ends at/ })
})
