import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callWords } from './call-words.ts'

test('a call is said in words: the request first, assets by name, lists without brackets', () => {
  const nameOf = (id: string) => ({ a01: 'red-robot', a02: 'statue' })[id]
  const say = (tool: string, input: unknown) => callWords(tool, input, nameOf)
  assert.equal(
    say('image_generate', { prompt: 'a copper gear', count: 3, tile: true }),
    'image_generate "a copper gear", count 3, tile yes',
  )
  assert.equal(say('asset_trash', { assets: ['a01', 'a02'] }), 'asset_trash assets red-robot statue')
  assert.equal(say('image_depth', { image: 'a01' }), 'image_depth red-robot')
  assert.equal(
    say('texture_generate', { prompt: 'rust', maps: ['albedo', 'normal'] }),
    'texture_generate rust, maps albedo normal',
  )
  assert.equal(say('undo', {}), 'undo')
  assert.equal(
    say('quality_best', { node: 'image.generate', input: { prompt: 'x' } }),
    'quality_best image.generate, input {"prompt":"x"}',
  )
  assert.equal(say('file_write', '{"path": '), 'file_write "{\\"path\\": "')
})
