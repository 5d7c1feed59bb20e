import { createRequire } from 'node:module'
import { stripVTControlCharacters } from 'node:util'
import type stringWidth from 'string-width'
import type { Paint } from './terminal.ts'

/** Spaces between two columns. */
const gap = 2

/** Columns without borders, aligned by what is seen (colours and wide letters counted right). */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { paint, right = [] }: { paint: Paint; right?: readonly number[] },
): string {
  const lines = [headings.map((heading) => paint('faint', heading)), ...rows.flatMap(splitLines)]
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => seenWidth(line[column] ?? ''))))
  return lines
    .map((line) => {
      const cells = line.map((cell, column) => {
        const space = ' '.repeat(widths[column]! - seenWidth(cell))
        return right.includes(column) ? space + cell : cell + space
      })
      return cells.join(' '.repeat(gap)).trimEnd()
    })
    .join('\n')
}

/** Two columns, name and value, without a heading. */
export function facts(rows: readonly (readonly [string, string])[], paint: Paint): string {
  const width = Math.max(...rows.map(([name]) => name.length))
  const indent = ' '.repeat(width + 2)
  return rows
    .map(([name, value]) => `${paint('faint', name.padEnd(width))}  ${value.replaceAll('\n', `\n${indent}`)}`)
    .join('\n')
}

/** A row whose cells have several lines becomes several rows. */
function splitLines(row: readonly string[]): string[][] {
  const cells = row.map((cell) => cell.split('\n'))
  const height = Math.max(...cells.map((lines) => lines.length))
  return Array.from({ length: height }, (_, i) => cells.map((lines) => lines[i] ?? ''))
}

/** Letters, signs, arrows and ticks that every terminal draws one place wide, none of which joins with its neighbour. */
const plainText = /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027\u2190-\u21ff\u2713-\u2718]*$/

/** How many places a text takes in a terminal. */
function seenWidth(text: string): number {
  const seen = text.includes('\u001b') ? stripVTControlCharacters(text) : text
  if (plainText.test(seen)) return seen.length
  measure ??= (createRequire(import.meta.url)('string-width') as { default: typeof stringWidth }).default
  return measure(seen)
}

/** Loaded when first needed: compiling its tables of wide and joined letters takes 30 ms. */
let measure: typeof stringWidth | undefined
