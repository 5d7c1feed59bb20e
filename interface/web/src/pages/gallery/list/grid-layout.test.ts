import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layOutGrid } from './grid-layout.ts'

const options = { width: 1000, cell: 190, gap: 10, caption: 0, heading: 40, total: 23 }
const group = (key: string, count: number) => ({ key, label: key, count })

test('rows fill the width exactly', () => {
  const grid = layOutGrid(options)
  assert.equal(grid.columns, 5)
  assert.equal(grid.columns * grid.cell + 4 * options.gap, options.width)
  assert.equal(grid.rowCount, 5)
  assert.deepEqual(grid.row(4), { kind: 'items', first: 20, count: 3 })
  assert.equal(layOutGrid({ ...options, width: 100 }).columns, 1)
  assert.equal(layOutGrid({ ...options, total: 0 }).rowCount, 0)
})

test('every asset is in exactly one row, and rows stand one below the other', () => {
  const groups = [group('a', 7), group('b', 1), group('c', 10), group('d', 5)]
  for (const grid of [layOutGrid(options), layOutGrid({ ...options, groups })]) {
    const seen: number[] = []
    let top = 0
    for (let index = 0; index < grid.rowCount; index++) {
      assert.equal(grid.rowTop(index), top)
      assert.equal(grid.rowAt(top), index)
      assert.equal(grid.rowAt(top + grid.rowHeight(index) - 0.5), index)
      top += grid.rowHeight(index)
      const row = grid.row(index)
      if (row.kind === 'heading') continue
      for (let asset = row.first; asset < row.first + row.count; asset++) {
        seen.push(asset)
        assert.equal(grid.rowOf(asset), index)
      }
    }
    assert.deepEqual(
      seen,
      Array.from({ length: 23 }, (_, asset) => asset),
    )
    assert.equal(top, grid.height)
  }
})

test('a group begins a row of its own under its heading', () => {
  const grid = layOutGrid({ ...options, groups: [group('a', 7), group('b', 16)] })
  assert.deepEqual(grid.row(0), { kind: 'heading', group: group('a', 7), first: 0 })
  assert.deepEqual(grid.row(2), { kind: 'items', first: 5, count: 2 })
  assert.deepEqual(grid.row(3), { kind: 'heading', group: group('b', 16), first: 7 })
})

test('the list wins where the groups count otherwise', () => {
  const fewer = layOutGrid({ ...options, groups: [group('a', 30)] })
  assert.deepEqual(fewer.row(fewer.rowCount - 1), { kind: 'items', first: 20, count: 3 })
  const more = layOutGrid({ ...options, groups: [group('a', 20)] })
  assert.equal(more.rowOf(22), more.rowCount - 1)
})
