import assert from 'node:assert/strict'
import { test } from 'node:test'
import { change, isNarrowed, readQuery, toFilter, writeQuery } from './gallery-query.ts'

const read = (address: string) => readQuery(new URLSearchParams(address))

test('an address and a query are two ways to write the same', () => {
  const address = 'q=red+brick&kind=image%2Cmap&role=normal&rating=4&from=2026-11-01&view=trash&sort=name'
  assert.equal(writeQuery(read(address)).toString(), address)
  assert.equal(writeQuery(read('')).toString(), '')
  assert.equal(writeQuery(read('sort=newest')).toString(), '')
})

test('what an address cannot mean is left out', () => {
  assert.deepEqual(read('kind=image,unicorn&role=x&rating=9&from=yesterday&to=2026-13-40&sort=size&q=%20'), {
    kind: ['image'],
  })
})

test('a part is changed or taken away, the rest stays', () => {
  const query = read('q=stone&tag=hero')
  assert.deepEqual(change(query, { tag: undefined, rating: 3 }), { q: 'stone', rating: 3 })
})

test('the current project is meant unless another or all are asked for', () => {
  assert.equal(toFilter(read(''), 'p1').projectId, 'p1')
  assert.equal(toFilter(read('project=p2'), 'p1').projectId, 'p2')
  assert.equal(toFilter(read('project=all'), 'p1').projectId, undefined)
})

test('a range of days holds its last day to the end', () => {
  const { from, to } = toFilter(read('from=2026-11-26&to=2026-11-26'), undefined)
  assert.equal(Date.parse(to!) - Date.parse(from!), 86_400_000)
  assert.equal(new Date(from!).getHours(), 0)
})

test('only what leaves assets out narrows', () => {
  assert.ok(!isNarrowed(read('sort=name&view=trash&project=all')))
  assert.ok(isNarrowed(read('tag=hero')))
})

test('the overview shows results; whatever is looked for is looked for in everything', () => {
  const kind = (address: string) => toFilter(read(address), undefined).kind
  assert.deepEqual(kind(''), ['image', 'material', 'mesh'])
  assert.deepEqual(kind('sort=name&project=all'), ['image', 'material', 'mesh'])
  assert.equal(kind('kind=all'), undefined)
  assert.equal(kind('q=brick'), undefined)
  assert.equal(kind('view=trash'), undefined)
  assert.deepEqual(kind('q=brick&kind=map'), ['map'])
  assert.equal(writeQuery(read('kind=all')).toString(), 'kind=all')
  assert.ok(!isNarrowed(read('kind=all')))
})
