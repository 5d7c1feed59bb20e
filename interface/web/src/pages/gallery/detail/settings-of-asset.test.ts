import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NodeInfo } from '../../../api/wire.ts'
import { differences, settingsOfAsset } from './settings-of-asset.ts'

const node: NodeInfo = {
  id: 'image.generate',
  summary: '',
  version: 1,
  input: {
    properties: {
      seed: { type: 'integer' },
      steps: { type: 'integer', default: 20 },
      image: { type: 'string', assetKinds: ['image'] },
      negativePrompt: { type: 'string', default: '' },
    },
  },
  output: {},
  example: {},
}
const asset = (input: unknown, facts: Record<string, unknown> = {}) => ({
  recipe: { node: 'image.generate', nodeVersion: 1, input, output: 0 },
  facts,
})

test('settings are named for people, in the order of the form, usual ones marked', () => {
  const settings = settingsOfAsset(
    asset(
      { prompt: 'x', steps: 20, image: 'a1', negativePrompt: 'blur', maskBlur: 4 },
      { seed: 7, model: 'procedural' },
    ),
    node,
  )
  assert.deepEqual(
    settings.map(({ label, value, usual }) => [label, value, usual]),
    [
      ['Negative prompt', 'blur', false],
      ['Model', 'Built-in engine', false],
      ['Seed', '7', false],
      ['Steps', '20', true],
      ['Image', 'a1', false],
      ['Mask blur', '4', false],
    ],
  )
  assert.equal(settings.find(({ name }) => name === 'image')!.assetId, 'a1')
})

test('an imported file has none', () => {
  assert.deepEqual(settingsOfAsset({ facts: { width: 8 } }, undefined), [])
})

test('versions differ only where they do', () => {
  const versions = [
    settingsOfAsset(asset({ seed: 1 }), node),
    settingsOfAsset(asset({ steps: 20, seed: 2, strength: 0.5 }), node),
  ]
  assert.deepEqual(differences(versions), [
    { label: 'Seed', values: ['1', '2'] },
    { label: 'Strength', values: [undefined, '0.5'] },
  ])
})
