import { readFileSync } from 'node:fs'
import path from 'node:path'
import { listFiles } from './source-files.ts'

/** Past this a file holds two ideas (docs/style.md, rule 1). */
const MOST_LINES = 400

/** Every source file that is too long, one sentence each. */
export function findLongFiles(root: string): string[] {
  return listFiles(root, ['.ts', '.tsx', '.js', '.css', '.py'])
    .map((file) => ({ file, lines: readFileSync(path.join(root, file), 'utf8').trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ file, lines }) => `${file}: ${lines} lines; split it, ${MOST_LINES} is the most.`)
}
