import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Config } from '../../api/wire.ts'
import { listSettings, matches, nameOf } from './list-settings.ts'

const config: Config = {
  values: { models: { memoryGb: 8, precision: 'auto' }, hub: { token: '' } },
  schema: {
    properties: {
      models: {
        properties: {
          memoryGb: { type: 'number', default: 0, description: 'Memory that models share.' },
          precision: { type: 'string', default: 'auto', enum: ['auto', 'int8'] },
        },
      },
      hub: { properties: { token: { type: 'string', default: '', secret: true } } },
    },
  },
  changed: { 'models.memoryGb': 8 },
  overridden: { 'hub.token': 'HF_TOKEN' },
  secrets: { 'hub.token': true },
  atNextStart: ['models.precision'],
}

test('a setting knows its value, default, and what decides it', () => {
  const [memory, precision, token] = listSettings(config)
  assert.equal(memory!.title, 'Memory')
  assert.equal(memory!.unit, 'GB')
  assert.ok(memory!.changed && memory!.value === 8 && memory!.defaultValue === 0)
  assert.ok(precision!.atNextStart && !precision!.changed)
  assert.equal(token!.overriddenBy, 'HF_TOKEN')
  assert.deepEqual(token!.secret, { isSet: true })
})

test('the search takes every word, wherever it stands', () => {
  const [memory] = listSettings(config)
  assert.ok(matches(memory!, 'share memory'))
  assert.ok(matches(memory!, 'memoryGb'))
  assert.ok(!matches(memory!, 'memory blender'))
})

test('names become words, and units leave them', () => {
  assert.deepEqual(nameOf('cancelGraceMs'), { title: 'Cancel grace', unit: 'ms' })
  assert.deepEqual(nameOf('maxUploadMb'), { title: 'Max upload', unit: 'MB' })
  assert.deepEqual(nameOf('textToImage'), { title: 'Text to image', unit: undefined })
})
