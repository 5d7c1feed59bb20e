import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TensorInfo } from '../../../base/model.ts'
import { closeGrid, guardEmpty } from './dual-grid.ts'
import family from './instantmesh.model.ts'
import { zero123Cameras } from './zero123-cameras.ts'

const detect = (...names: string[]) => {
  const info: TensorInfo = { shape: [2, 2], dtype: 'F32' }
  return family.detect({ tensors: new Map(names.map((name) => [name, info])), metadata: {}, configs: new Map() })
}

const names = ['transformer.pos_embed', 'transformer.deconv.weight', 'encoder.camera_embedder.0.weight']

test('the generator is known by itself and in a trainer checkpoint; the radiance field is refused', () => {
  const mesh = [...names, 'synthesizer.decoder.net_sdf.0.weight']
  assert.deepEqual(detect(...mesh), { weightBytes: 64 })
  assert.ok(detect(...mesh.map((name) => `lrm_generator.${name}`)))
  assert.equal(detect('tokenizer.embeddings'), undefined)
  assert.throws(() => detect(...names), { code: 'bad-input', message: /radiance field/ })
})

test('the cameras look at the middle from four units away, upright', () => {
  const { data } = zero123Cameras()
  const rows = (view: number) => [0, 1, 2].map((r) => [...data.slice(16 * view + 4 * r, 16 * view + 4 * r + 4)])
  const dot = (a: number, b: number, view: number) => rows(view).reduce((sum, row) => sum + row[a]! * row[b]!, 0)
  for (let view = 0; view < 6; view++) {
    for (const [a, b, expected] of [
      [0, 0, 1],
      [1, 1, 1],
      [2, 2, 1],
      [0, 1, 0],
      [0, 2, 0],
      [1, 2, 0],
      [2, 3, 4],
    ] as const) {
      assert.ok(Math.abs(dot(a, b, view) - expected) < 1e-6)
    }
    assert.ok(rows(view)[2]![1]! > 0.9, 'up is up')
  }
  // 30° around and 20° above: 4·cos 20°·cos 30°, 4·cos 20°·sin 30°, 4·sin 20°.
  assert.deepEqual(
    rows(0).map((row) => Math.round(1e4 * row[3]!)),
    [32552, 18794, 13681],
  )
})

test('a field of one sign gets a middle and a border; a border gets the sign of most of it', () => {
  const n = 6
  const sdf = new Float32Array((n + 1) ** 3).fill(0.25)
  guardEmpty(sdf, n)
  const at = (x: number, y: number, z: number) => (x * (n + 1) + y) * (n + 1) + z
  assert.deepEqual([sdf[at(4, 4, 4)], sdf[at(3, 3, 3)], sdf[at(1, 3, 3)], sdf[at(3, 5, 3)]], [0.75, 0.25, -1.25, -1.25])
  sdf[at(0, 2, 2)] = 3
  assert.equal(closeGrid(sdf, n), -1)
  assert.ok(sdf[at(0, 2, 2)]! < 0)
})
