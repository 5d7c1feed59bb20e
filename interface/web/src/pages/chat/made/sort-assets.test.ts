import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Asset } from '../../../api/wire.ts'
import { sortAssets } from './sort-assets.ts'

const asset = (id: string, kind: Asset['kind'], parents: string[] = []): Asset =>
  ({ id, kind, parents, name: id }) as unknown as Asset

test('maps stand with their material, a preview too; what is left are pictures, meshes and files', () => {
  const sorted = sortAssets([
    asset('albedo', 'map'),
    asset('height', 'map'),
    asset('metal', 'material', ['albedo', 'height', 'not-given']),
    asset('ball', 'image', ['metal']),
    asset('depth', 'map'),
    asset('photo', 'image'),
    asset('statue', 'mesh', ['photo']),
    asset('blend', 'export', ['statue']),
    asset('form', 'form'),
  ])
  assert.deepEqual(
    sorted.textures.map(({ material, maps }) => [material.id, maps.map(({ id }) => id)]),
    [['metal', ['albedo', 'height', 'ball']]],
  )
  assert.deepEqual(
    [sorted.pictures, sorted.meshes, sorted.files].map((each) => each.map(({ id }) => id)),
    [['depth', 'photo'], ['statue'], ['blend']],
  )
  assert.deepEqual(
    sortAssets([asset('form', 'form')]).files.map(({ id }) => id),
    ['form'],
  )
})
