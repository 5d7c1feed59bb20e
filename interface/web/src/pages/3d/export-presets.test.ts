import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Asset } from '../../api/wire.ts'
import { exportedFile } from './export-presets.ts'

const file = (mediaType: string, kind = 'export') => ({ mediaType, kind }) as unknown as Asset

test('the file a person wants comes first: the .blend, then the GLB, then others', () => {
  const [script, glb, blend, preview] = [
    file('text/x-python'),
    file('model/gltf-binary'),
    file('application/x-blender'),
    file('image/png', 'image'),
  ]
  assert.equal(exportedFile([script, glb, blend, preview]), blend)
  assert.equal(exportedFile([script, glb]), glb)
  assert.equal(exportedFile([script]), script)
  assert.equal(exportedFile([preview]), undefined)
})
