import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assetsOfArguments, describeCall, rowsOfArguments } from './describe-call.ts'

test('a call is told in words, with the argument that says most', () => {
  assert.deepEqual(describeCall({ tool: 'image_generate', arguments: { width: 512, prompt: 'copper gear' } }), {
    title: 'Generate a picture',
    detail: 'copper gear',
  })
  assert.deepEqual(describeCall({ tool: 'mesh_from_image', arguments: { image: 'x' } }), {
    title: 'Mesh from image',
    detail: undefined,
  })
  assert.equal(
    describeCall({ tool: 'settings_change', arguments: { name: 'generate.width', value: 768 } }).detail,
    'generate.width = 768',
  )
  assert.equal(describeCall({ tool: 'mesh_form', arguments: { form: 'a9b4c18faeb373a2' } }).detail, undefined)
  assert.equal(describeCall({ tool: 'asset_trash', arguments: { assets: ['a', 'b'] } }).detail, '2 assets')
})

test('arguments that are no object are told too', () => {
  assert.equal(describeCall({ tool: 'generate', arguments: '{"prompt": ' }).detail, undefined)
  assert.deepEqual(rowsOfArguments('{"prompt": '), [['as it was written', '{"prompt": ']])
  assert.deepEqual(rowsOfArguments(null), [])
  assert.deepEqual(rowsOfArguments({ seed: 1, note: undefined }), [['seed', '1']])
})

test('the assets that a call is about are found among its arguments', () => {
  const [one, two] = ['a0123456789abcdef', 'afedcba9876543210']
  assert.deepEqual(assetsOfArguments({ assets: [one, two, 'statue'], image: one, prompt: two }), [one, two])
})
