import assert from 'node:assert/strict'
import { test } from 'node:test'
import { measureSeams } from '../../core/imaging/quality/measure-seams.ts'
import { tinyWorkspace } from './tiny-workspace.ts'

test('a seamless picture tiles measurably better than the same one without, along the axes asked for', async (t) => {
  const { run, asset, pixels } = await tinyWorkspace(t, 'tiny-sd15')
  const made = async (input: object) => {
    const words = { prompt: 'bricks', width: 128, height: 128, seed: 5, steps: 3, ...input }
    const { image } = await run('image.generate', words)
    const [x, y] = measureSeams(await pixels(image)).map(({ value }) => value)
    const measures = asset(image).quality!.measures.filter(({ name }) => name.startsWith('seam'))
    return { x: x!, y: y!, measured: measures.map(({ name }) => name), passes: measures.map(({ pass }) => pass), image }
  }
  // Steps across the border against steps inside: with a border about 1.3 in these networks, without one at most 1.
  const plain = await made({})
  assert.ok(plain.x > 1.2 && plain.y > 1.2, `${plain.x}, ${plain.y}`)
  assert.deepEqual(plain.measured, [])
  const both = await made({ seamless: 'xy' })
  assert.ok(both.x < 1 && both.y < 1, `${both.x}, ${both.y}`)
  assert.deepEqual(
    [both.measured, both.passes],
    [
      ['seam-x', 'seam-y'],
      [true, true],
    ],
  )
  assert.equal(asset(both.image).facts['tileable'], true)
  const across = await made({ seamless: 'x' })
  assert.ok(across.x < 1 && across.y > 1.2, `${across.x}, ${across.y}`)
  assert.deepEqual(across.measured, ['seam-x'])
  assert.equal(asset(across.image).facts['tileable'], undefined)
  // The enlargement between the passes sees the other side too.
  const twice = await made({ seamless: 'xy', hires: 1.5, hiresStrength: 0.3, width: 64, height: 64 })
  assert.equal(asset(twice.image).facts['width'], 96)
  assert.deepEqual(twice.passes, [true, true])
})
