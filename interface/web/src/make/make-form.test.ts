import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NodeInfo } from '../api/wire.ts'
import { makeActionsOf } from './make-actions.ts'
import { makeFields, makeInput } from './make-form.ts'

const node = (id: string, properties: NodeInfo['input']['properties']): NodeInfo => ({
  ...{ id, summary: '', version: 1, output: {}, example: {} },
  input: { type: 'object', properties: properties! },
})
const image = (...assetKinds: string[]) => ({ type: 'string', assetKinds })
const nodes = [
  node('image.depth', { image: image('image') }),
  node('image.normal', { image: image('image', 'map') }),
  node('texture.seamless', { image: image('image', 'map', 'material') }),
  node('mesh.form', { form: image('form') }),
  node('mesh.relief', { map: image('map', 'image'), image: image('image', 'map') }),
  node('mesh.finish', { mesh: image('mesh') }),
]
const labels = (kind: 'image' | 'map' | 'mesh' | 'material' | 'form', role?: 'albedo' | 'height') =>
  makeActionsOf({ kind, mediaType: 'image/png', ...(role === undefined ? {} : { role }) }, nodes).map(
    ({ label }) => label,
  )

test('an asset offers what the nodes that there are can make of it', () => {
  assert.deepEqual(labels('image'), ['Depth', 'Normals', 'Make seamless'])
  assert.deepEqual(labels('map', 'height'), ['Normals', 'Make seamless', 'Relief mesh'])
  assert.deepEqual(labels('form'), ['Make mesh'])
  assert.deepEqual(labels('map', 'albedo'), ['Make seamless'])
  assert.deepEqual(labels('material'), ['Make seamless'])
  assert.deepEqual(labels('mesh'), ['Finish mesh'])
})

test('the form has the fields a person can fill in, and the job only what was changed', () => {
  const fields = makeFields(
    node('x.y', {
      image: image('image'),
      views: { type: 'array', items: image('image') },
      name: { type: 'string' },
      axes: { type: 'string', enum: ['x', 'y'], default: 'x' },
      textureSize: { type: 'integer', minimum: 64, maximum: 4096, default: 2048, description: 'Side.' },
      deep: { type: 'boolean', default: false },
    }),
    { field: 'image' },
  )
  assert.deepEqual(
    fields.map(({ label, type }) => `${label}: ${type}`),
    ['Axes: choice', 'Texture size: integer', 'Deep: boolean'],
  )
  assert.deepEqual(fields[1], {
    ...{ name: 'textureSize', type: 'integer', label: 'Texture size', hint: 'Side.' },
    ...{ default: 2048, min: 64, max: 4096 },
  })
  const input = makeInput('a', { field: 'image', fields }, { axes: 'y', deep: false, textureSize: '2048' })
  assert.deepEqual(input, { image: 'a', axes: 'y' })
})

test('numbers are kept within what the node takes', () => {
  const fields = [{ name: 'n', label: 'N', type: 'integer', min: 1, max: 10 }] as const
  const sent = (n: string) => makeInput('a', { field: 'image', fields }, { n })['n']
  assert.deepEqual(['', '4,6', '99', '-3', 'many'].map(sent), [undefined, 5, 10, 1, undefined])
})
