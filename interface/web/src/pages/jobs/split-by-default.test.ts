import assert from 'node:assert/strict'
import { test } from 'node:test'
import { splitByDefault } from './split-by-default.ts'

const schema = { properties: { width: { default: 512 }, tags: { default: [] }, seed: {} } }

test('what is at its default is set apart, also where it is a list', () => {
  const { chosen, usual } = splitByDefault({ prompt: 'x', width: 512, tags: [], seed: 3 }, schema)
  assert.deepEqual(chosen, [
    ['prompt', 'x'],
    ['seed', 3],
  ])
  assert.deepEqual(usual, [
    ['width', 512],
    ['tags', []],
  ])
})

test('without a schema everything counts as chosen', () => {
  assert.equal(splitByDefault({ width: 512 }, undefined).chosen.length, 1)
  assert.deepEqual(splitByDefault('text', schema), { chosen: [], usual: [] })
})
