import Table from 'cli-table3'
import type { Paint } from './terminal.ts'

/** Columns without borders, aligned by what is seen (colours and wide letters counted right). */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { paint, right = [] }: { paint: Paint; right?: readonly number[] },
): string {
  const grid = new Table({
    chars: borderless,
    style: { 'padding-left': 0, 'padding-right': 2, head: [], border: [], compact: true },
    head: headings.map((heading) => paint('faint', heading)),
    colAligns: headings.map((_, column) => (right.includes(column) ? 'right' : 'left')),
  })
  grid.push(...rows.map((row) => [...row]))
  return trimLines(grid.toString())
}

/** Two columns, name and value, without a heading. */
export function facts(rows: readonly (readonly [string, string])[], paint: Paint): string {
  const width = Math.max(...rows.map(([name]) => name.length))
  const indent = ' '.repeat(width + 2)
  return rows
    .map(([name, value]) => `${paint('faint', name.padEnd(width))}  ${value.replaceAll('\n', `\n${indent}`)}`)
    .join('\n')
}

const borderless = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
}

function trimLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}
