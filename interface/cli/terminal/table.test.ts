import assert from 'node:assert/strict'
import { test } from 'node:test'
import { table } from './table.ts'
import type { Paint } from './terminal.ts'

const plain: Paint = (_, text) => text

test('columns are aligned by what is seen', () => {
  const red = '\u001b[31mred\u001b[39m'
  const rows = [
    ['石像', '1'],
    [red, '20'],
    ['é', '300'],
  ]
  const text = table(['name', 'n'], rows, { paint: plain, right: [1] })
  assert.equal(text, ['name    n', '石像    1', `${red}    20`, 'é     300'].join('\n'))
})

test('a cell of several lines makes several lines', () => {
  assert.equal(table(['a', 'b'], [['1\n2', 'x']], { paint: plain }), 'a  b\n1  x\n2')
})
