import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layOutLineage, neighbour } from './lineage-layout.ts'

const edge = (from: string, to: string) => ({ from, to })
const place = (layout: ReturnType<typeof layOutLineage>, id: string) => layout.nodes.find((node) => node.id === id)!

test('what was made stands right of everything it was made from', () => {
  const edges = [edge('form', 'image'), edge('image', 'depth'), edge('form', 'mesh'), edge('depth', 'mesh')]
  const layout = layOutLineage(['mesh', 'depth', 'image', 'form'], edges)
  for (const { from, to } of edges) assert.ok(place(layout, from).column < place(layout, to).column)
  assert.equal(layout.columns, 4)
})

test('edges do not cross where they need not', () => {
  // Given in the order that crosses: a→y, b→x.
  const layout = layOutLineage(['a', 'b', 'x', 'y'], [edge('a', 'y'), edge('b', 'x')])
  const sign = Math.sign(place(layout, 'a').row - place(layout, 'b').row)
  assert.equal(Math.sign(place(layout, 'y').row - place(layout, 'x').row), sign)
})

test('a short column stands in the middle; foreign and circular edges harm nothing', () => {
  const layout = layOutLineage(['a', 'b', 'c', 'd'], [edge('a', 'b'), edge('a', 'c'), edge('a', 'd'), edge('z', 'a')])
  assert.deepEqual(place(layout, 'a'), { id: 'a', column: 0, row: 1 })
  assert.equal(layOutLineage(['a', 'b'], [edge('a', 'b'), edge('b', 'a')]).nodes.length, 2)
  assert.deepEqual(layOutLineage([], []), { nodes: [], columns: 0, rows: 0 })
})

test('arrow keys go to the nearest in their direction', () => {
  const layout = layOutLineage(['a', 'b', 'c'], [edge('a', 'b'), edge('a', 'c')])
  assert.equal(neighbour(layout, 'b', 'ArrowLeft'), 'a')
  assert.equal(neighbour(layout, 'b', 'ArrowDown'), 'c')
  assert.equal(neighbour(layout, 'b', 'ArrowUp'), undefined)
  assert.ok(['b', 'c'].includes(neighbour(layout, 'a', 'ArrowRight')!))
})
