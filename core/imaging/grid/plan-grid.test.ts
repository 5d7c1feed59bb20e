import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planGrid } from './plan-grid.ts'

const base = { prompt: 'a cat in a hat', negativePrompt: '', seed: 5, steps: 20 }
const plan = (x: string | undefined, y?: string, more = {}) => planGrid({ ...base, ...more }, { x, y, matrix: false })

test('two axes make every combination, row by row, and leave the rest as it is', () => {
  const { columns, rows, cells } = plan('Steps: 10-30 (+10)', 'Prompt S/R: cat, dog')
  assert.deepEqual(
    columns.map(([part]) => part?.text),
    ['Steps: 10', 'Steps: 20', 'Steps: 30'],
  )
  assert.deepEqual(
    rows.map(([part]) => part?.text),
    ['cat', 'dog'],
  )
  assert.equal(cells.length, 6)
  assert.deepEqual(cells[4], { column: 1, row: 1, input: { ...base, steps: 20, prompt: 'a dog in a hat' } })
})

test('each axis changes its own field', () => {
  const changed = (axis: string, more = {}) => plan(axis, undefined, more).cells[0]!.input as Record<string, unknown>
  assert.equal(changed('CFG Scale: 4.5')['guidance'], 4.5)
  assert.equal(changed('Seed: 9')['seed'], 9)
  assert.equal(changed('Sampler: Euler a')['sampler'], 'Euler a')
  assert.equal(changed('Hires upscaler: esrgan-x4')['upscaler'], 'esrgan-x4')
  assert.equal(changed('Checkpoint name: dream')['model'], 'dream')
  assert.deepEqual([changed('Size: 512x768')['width'], changed('Size: 512x768')['height']], [512, 768])
  assert.equal(changed('Denoising: 0.4', { start: 'photo' })['strength'], 0.4)
  assert.equal(changed('Denoising: 0.4', { hires: 2 })['hiresStrength'], 0.4)
})

test('a matrix has half of its options across and the rest down', () => {
  const { columns, rows, cells } = planGrid({ ...base, prompt: 'cat|red|big|old' }, { matrix: true })
  assert.deepEqual([columns.length, rows.length, cells.length], [4, 2, 8])
  const chosen = (label: (typeof columns)[number]) => label.filter((part) => part.chosen).map(({ text }) => text)
  for (const { column, row, input } of cells) {
    const words = ['cat', ...chosen(columns[column]!), ...chosen(rows[row]!)]
    assert.equal(input.prompt, words.join(', '))
  }
})

test('what makes no grid is refused in a sentence', () => {
  const refused = (of: () => unknown, message: RegExp) => assert.throws(of, { code: 'bad-input', message })
  refused(() => plan(undefined), /needs an axis/)
  refused(() => plan('Seed: 1-20', 'Steps: 1-20'), /400 pictures; at most 100/)
  refused(() => plan('Seed: -1'), /-1 is none/)
  refused(() => plan('Denoising: 0.5'), /without a start picture/)
  refused(() => plan('Tsugs: 1'), /no grid axis "Tsugs"/)
  refused(() => planGrid(base, { matrix: true }), /nothing to combine/)
  refused(() => planGrid(base, { matrix: true, x: 'Seed: 1' }), /neither --x nor --y/)
  refused(() => planGrid({ ...base, prompt: 'a|b|c|d|e|f|g|h' }, { matrix: true }), /128 pictures/)
})
