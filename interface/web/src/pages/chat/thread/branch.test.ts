import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endOfBranch, shownBranch } from './branch.ts'

const user = (id: string, parentId?: string) => ({ id, parentId, role: 'user' as const, turnId: `of-${id}` })
const reply = (id: string, parentId: string, turnId = `turn-${id}`) => ({
  id,
  parentId,
  role: 'assistant' as const,
  turnId,
})
const ids = (parts: ReturnType<typeof shownBranch>) =>
  parts.map(({ messages }) => messages.map(({ id }) => id).join('+'))

// q1 - a1 - q2 - a2, and beside q2 the edited q2b with two answers; beside the beginning another one.
const tree = [
  user('q1'),
  reply('a1', 'q1'),
  user('q2', 'a1'),
  reply('a2', 'q2'),
  user('q2b', 'a1'),
  reply('a2b', 'q2b'),
  reply('a2c', 'q2b'),
  user('r1'),
]

test('the branch of the head is shown from its beginning, and goes on to its newest message', () => {
  assert.deepEqual(ids(shownBranch(tree, 'a2')), ['q1', 'a1', 'q2', 'a2'])
  assert.deepEqual(ids(shownBranch(tree, 'q2b')), ['q1', 'a1', 'q2b', 'a2c'])
  assert.deepEqual(ids(shownBranch(tree, undefined)), ['r1'])
  assert.deepEqual(ids(shownBranch(tree, 'gone')), ['r1'])
  assert.deepEqual(shownBranch([], 'a2'), [])
})

test('what stands beside a message is known at each place, the beginning included', () => {
  const shown = shownBranch(tree, 'a2b')
  assert.deepEqual(
    shown.map(({ beside }) => beside),
    [['q1', 'r1'], ['a1'], ['q2', 'q2b'], ['a2b', 'a2c']],
  )
})

test('the answers of one turn are one part; those of another turn are not', () => {
  const steps = [user('q'), reply('s1', 'q', 't'), reply('s2', 's1', 't'), reply('s3', 's2', 'other')]
  assert.deepEqual(ids(shownBranch(steps, 's3')), ['q', 's1+s2', 's3'])
})

test('another branch is opened at its end', () => {
  assert.equal(endOfBranch(tree, 'q2'), 'a2')
  assert.equal(endOfBranch(tree, 'q2b'), 'a2c')
  assert.equal(endOfBranch(tree, 'r1'), 'r1')
})

test('a tree that goes in a circle ends', () => {
  const circle = [reply('a', 'b'), reply('b', 'a')]
  assert.equal(shownBranch(circle, 'a').length, 2)
})
