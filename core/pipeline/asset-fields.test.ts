import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { assetIdsIn, chooseSeeds, mapAssetIds } from './asset-fields.ts'

const schema = z.strictObject({
  image: assetId('image').describe('The picture.'),
  extra: assetId('map').optional(),
  meshes: z.array(assetId('mesh')).default([]),
  byRole: z.record(z.string(), assetId('map')).optional(),
  either: z.union([z.number(), z.object({ form: assetId('form') })]).optional(),
  words: z.string().default(''),
  seed: z.int().default(-1).meta({ randomSeed: true }),
})

test('asset ids are found wherever the schema allows one, and nowhere else', () => {
  const value = { image: 'a1', meshes: ['a2', 'a3'], byRole: { normal: 'a4' }, either: { form: 'a5' }, words: 'a6' }
  assert.deepEqual(assetIdsIn(schema, value), ['a1', 'a2', 'a3', 'a4', 'a5'])
  assert.deepEqual(
    mapAssetIds(schema, { image: 'a1', words: 'a1' }, (id) => `${id}!`),
    { image: 'a1!', words: 'a1' },
  )
})

test('a seed of −1 is chosen, another one stays', () => {
  assert.deepEqual(
    chooseSeeds(schema, { seed: -1 }, () => 77),
    { seed: 77 },
  )
  assert.deepEqual(
    chooseSeeds(schema, { seed: 5 }, () => 77),
    { seed: 5 },
  )
})
