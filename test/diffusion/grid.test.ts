import assert from 'node:assert/strict'
import { test } from 'node:test'
import { small, tinyWorkspace } from './tiny-workspace.ts'

test('a grid makes each combination as it is made alone, puts all on one labelled sheet, and keeps its cells', async (t) => {
  const { run, asset, pixels, make } = await tinyWorkspace(t, 'tiny-sd15')
  const input = { ...small, x: 'Steps: 2, 3', y: 'Sampler: Euler a, DPM++ 2M' }
  const made = await run('image.grid', input)
  assert.deepEqual(
    made.cells.map(({ column, row, x, y }: Record<string, unknown>) => [column, row, x, y]),
    [
      [0, 0, 'Steps: 2', 'Sampler: Euler a'],
      [1, 0, 'Steps: 3', 'Sampler: Euler a'],
      [0, 1, 'Steps: 2', 'Sampler: DPM++ 2M'],
      [1, 1, 'Steps: 3', 'Sampler: DPM++ 2M'],
    ],
  )
  const { facts, parents } = asset(made.sheet)
  assert.deepEqual((facts['cells'] as unknown[])[1], {
    ...{ column: 1, row: 0, x: 'Steps: 3', y: 'Sampler: Euler a' },
    name: asset(made.cells[1].image).name,
  })
  assert.equal(parents.length, 4)
  const alone = await make({ steps: 3, sampler: 'Euler a' })
  const cell = await pixels(made.cells[1].image)
  assert.deepEqual(cell.data, alone.data)

  // The pictures stand to the bit on the sheet, at the right and the lower border with a gap of 8 pixels.
  const sheet = await pixels(made.sheet)
  assert.ok(sheet.width > 2 * 64 + 3 * 8 && sheet.height > 2 * 64 + 3 * 8, 'there is room for labels')
  const [left, top] = [sheet.width - 8 - 64, sheet.height - 2 * (8 + 64)]
  for (let y = 0; y < 64; y++) {
    const from = ((top + y) * sheet.width + left) * 3
    assert.deepEqual(sheet.data.subarray(from, from + 64 * 3), cell.data.subarray(y * 64 * 3, (y + 1) * 64 * 3))
  }
  const labels = sheet.data.subarray(0, (top - 8) * sheet.width * 3)
  assert.equal(
    made.reading === undefined,
    labels.some((value) => value < 64),
    'black letters where there is a font',
  )

  // One value more: only what is new is made.
  const steps: boolean[] = []
  const again = await run('image.grid', { ...input, x: 'Steps: 1, 2, 3' }, (event) => {
    if (event.type === 'step-end' && event.step === 'image.generate') steps.push(event.fromCache)
  })
  assert.deepEqual(steps, [false, true, true, false, true, true])
  assert.equal(again.cells[1].image, made.cells[0].image)
  assert.equal((await run('asset.replay', { asset: made.sheet })).identical, true)
})
