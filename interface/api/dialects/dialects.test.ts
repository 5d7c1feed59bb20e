import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { parseCsv } from './a1111/parse-csv.ts'
import { decodeBase64 } from './decode-base64.ts'
import { maskPicture } from './mask-picture.ts'
import { findModel, type NamedModel, pickModel } from './named-models.ts'
import { readExtraArgs } from './openai/extra-args.ts'

test('base64 is taken with and without a data address, in lines, and only whole', () => {
  const bytes = Buffer.from(Array.from({ length: 300 }, (_, i) => i % 256))
  const plain = bytes.toString('base64')
  const lines = plain.replace(/.{76}/g, '$&\r\n')
  for (const text of [
    plain,
    `data:image/png;base64,${plain}`,
    lines,
    plain.replace(/=+$/, ''),
    bytes.toString('base64url'),
  ]) {
    assert.deepEqual(Buffer.from(decodeBase64(text, 'It')), bytes, text.slice(0, 40))
  }
  for (const text of [
    '',
    'data:image/png;base64,',
    'http://somewhere/picture.png',
    'not base64 at all!',
    `${plain.slice(0, 40)}????????????`,
  ]) {
    assert.throws(() => decodeBase64(text, 'It'), { code: 'bad-input', message: /^It is not whole base64/ }, text)
  }
})

test('models are named by title, file, name and hash, and half-remembered names by the shortest title', () => {
  const model = (id: string, filename: string, sha256: string): NamedModel => {
    const hash = sha256.slice(0, 10)
    return { id, name: id, filename, title: `${filename} [${hash}]`, hash, sha256 }
  }
  const dream = model(
    'dream-8',
    'Dream_8.safetensors',
    '879db523c30d3b9017143d56705015e15a2cb5628762c11d086fed9538abd7fd',
  )
  const inpaint = model('dream-8-inpaint', 'Dream_8_inpaint.safetensors', '1234567890abcdef')
  const all = [inpaint, dream]
  const names = [
    'dream-8',
    'Dream_8',
    'dream_8.SAFETENSORS',
    'Dream_8.safetensors [879db523c3]',
    '879db523c3',
    '879db523',
    'folder\\Dream_8.safetensors',
  ]
  for (const name of names) assert.equal(findModel(name, all), dream, name)
  assert.equal(findModel('drea', all), undefined)
  assert.equal(pickModel('drea', all), dream)
  assert.equal(pickModel('nope', all), undefined)
})

test('a mask is read by its transparency or brightness, and turned around', async () => {
  const rows = async (bytes: Uint8Array | undefined) => [...(await sharp(bytes!).toColourspace('b-w').raw().toBuffer())]
  const rgba = Buffer.from([0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 128, 0, 0, 0, 255])
  const hole = await sharp(rgba, { raw: { width: 4, height: 1, channels: 4 } })
    .png()
    .toBuffer()
  assert.deepEqual(await rows(await maskPicture(hole, { by: 'transparent' })), [255, 0, 127, 0])
  assert.deepEqual(await rows(await maskPicture(hole, { by: 'opaque' })), [0, 255, 128, 255])
  assert.deepEqual(await rows(await maskPicture(hole, { by: 'opaque', invert: true })), [255, 0, 127, 0])
  assert.deepEqual(await rows(await maskPicture(hole, { by: 'brightness' })), [0, 255, 255, 0])
  const grey = await sharp(Buffer.from([0, 255]), { raw: { width: 2, height: 1, channels: 1 } })
    .png()
    .toBuffer()
  assert.deepEqual(await rows(await maskPicture(grey, { by: 'brightness', invert: true })), [255, 0])
  assert.equal(await maskPicture(grey, { by: 'transparent' }), undefined)
  await assert.rejects(maskPicture(Buffer.from('nothing'), { by: 'brightness' }), { code: 'bad-input' })
})

test('a CSV file has quotes, commas and lines within its fields', () => {
  const text = 'name,prompt\r\n"a ""b""","one,\ntwo"\r\n\r\nlast,\n'
  assert.deepEqual(parseCsv(text), [
    ['name', 'prompt'],
    ['a "b"', 'one,\ntwo'],
    ['last', ''],
  ])
})

test("what stands in sd-server's tag is no part of the prompt", () => {
  const args = { seed: 7, lora: [{ path: 'detail.safetensors', multiplier: 0.5 }], sample_params: { sample_steps: 9 } }
  const { prompt, extra } = readExtraArgs(`a cat <sd_cpp_extra_args>${JSON.stringify(args)}</sd_cpp_extra_args>, sharp`)
  assert.equal(prompt, 'a cat , sharp <lora:detail:0.5>')
  assert.deepEqual([extra.seed, extra.steps, extra.sampler], [7, 9, undefined])
  assert.deepEqual(readExtraArgs('a cat'), { prompt: 'a cat', extra: {} })
  for (const wrong of ['{', '{"steps":5}', '{"sample_params":{"cfg":1}}']) {
    assert.throws(() => readExtraArgs(`<sd_cpp_extra_args>${wrong}</sd_cpp_extra_args>`), { status: 400 }, wrong)
  }
})
