import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatAgo, formatBytes, formatDuration, shorten } from './format.ts'
import { facts, table } from './table.ts'
import { plain } from './terminal.ts'
import { drawTree } from './tree.ts'

test('sizes, durations and times ago are short and rounded', () => {
  assert.deepEqual([0, 999, 1000, 1_234_567, 999_700, 25e9, 3e12].map(formatBytes), [
    '0 B',
    '999 B',
    '1.0 kB',
    '1.2 MB',
    '1.0 MB',
    '25 GB',
    '3.0 TB',
  ])
  assert.deepEqual([4.4, 1234, 59_940, 59_960, 3_600_000].map(formatDuration), [
    '4 ms',
    '1.2 s',
    '59.9 s',
    '1 min 0 s',
    '1 h 0 min',
  ])
  const now = Date.parse('2026-11-23T12:00:00Z')
  const ago = (seconds: number) => formatAgo(new Date(now - seconds * 1000).toISOString(), now)
  assert.deepEqual([5, 60, 3000, 7200, 90_000, 40 * 86_400].map(ago), [
    'just now',
    '1 minute ago',
    '1 hour ago',
    '2 hours ago',
    '1 day ago',
    '2026-10-14',
  ])
  assert.equal(shorten('a  long\ntext', 6), 'a lon…')
})

test('a table aligns its columns and has no trailing blanks', () => {
  const text = table(
    ['name', 'size'],
    [
      ['statue', '1 kB'],
      ['a', '12 MB'],
    ],
    { paint: plain, right: [1] },
  )
  assert.equal(text, 'name     size\nstatue   1 kB\na       12 MB')
})

test('facts keep a value of several lines in its column', () => {
  assert.equal(
    facts(
      [
        ['a', '1\n2'],
        ['long', '3'],
      ],
      plain,
    ),
    'a     1\n      2\nlong  3',
  )
})

test('a tree draws branches, last branches and details', () => {
  const leaf = { label: 'leaf', children: [] }
  const text = drawTree({
    label: 'root',
    details: ['of stone'],
    children: [
      { label: 'mid', children: [leaf] },
      { ...leaf, details: ['green'] },
    ],
  })
  assert.equal(text, 'root\n│ of stone\n├─ mid\n│  └─ leaf\n└─ leaf\n     green')
})
