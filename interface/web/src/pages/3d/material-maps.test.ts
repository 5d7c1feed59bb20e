import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Asset } from '../../api/wire.ts'
import { materialMaps } from './material-maps.ts'

const map = (role: string) => ({ role, url: `/${role}` }) as unknown as Asset
const material = (facts: object) => ({ facts }) as unknown as Asset

test('the maps are found by their role, and the relief from what was measured', () => {
  const maps = materialMaps(material({ tileSize: 2, heightRange: 0.1, normalConvention: 'directx' }), [
    map('albedo'),
    map('ambient-occlusion'),
  ])
  assert.deepEqual(maps, { albedo: '/albedo', occlusion: '/ambient-occlusion', relief: 0.05, directX: true })
})

test('a set without measures gets a usual relief', () => {
  assert.deepEqual(materialMaps(material({ heightRange: 0 }), []), { relief: 0.05, directX: false })
})
