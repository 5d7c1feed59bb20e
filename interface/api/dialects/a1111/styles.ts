import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { HTTPException } from 'hono/http-exception'
import { parseCsv } from './parse-csv.ts'

/** Words kept under a name; `{prompt}` in them stands for what the request says. */
export interface Style {
  readonly name: string
  readonly prompt: string
  readonly negative_prompt: string
}

/** The styles in `config/styles.csv` of the workspace folder: the file that AUTOMATIC1111 writes can be copied there as it is. */
export function readStyles(home: string): Style[] {
  const file = join(home, 'config', 'styles.csv')
  if (!existsSync(file)) return []
  const [header = [], ...rows] = parseCsv(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
  const column = (row: readonly string[], name: string) => row[header.indexOf(name)] ?? ''
  return rows
    .map((row) => ({
      name: column(row, 'name'),
      // The oldest files call it "text".
      prompt: column(row, header.includes('prompt') ? 'prompt' : 'text'),
      negative_prompt: column(row, 'negative_prompt'),
    }))
    .filter(({ name }) => name !== '')
}

/** The words with those of the named styles. Error: 422 for a style that is not there. */
export function applyStyles(
  { prompt, negative }: { prompt: string; negative: string },
  names: readonly string[],
  home: string,
): { readonly prompt: string; readonly negative: string } {
  const styles = names.length === 0 ? [] : readStyles(home)
  let words = { prompt, negative }
  for (const name of names.filter((each) => each !== 'None' && each !== '')) {
    const style = styles.find((each) => each.name === name)
    if (style === undefined) {
      const there = styles.map((each) => each.name).join(', ') || 'none; they are read from config/styles.csv'
      throw new HTTPException(422, { message: `Style "${name}" not found. There are: ${there}.` })
    }
    words = {
      prompt: withStyle(words.prompt, style.prompt),
      negative: withStyle(words.negative, style.negative_prompt),
    }
  }
  return words
}

function withStyle(words: string, style: string): string {
  if (style.includes('{prompt}')) return style.replaceAll('{prompt}', words)
  return [words.trim(), style.trim()].filter((part) => part !== '').join(', ')
}
