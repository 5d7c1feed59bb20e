import { WorkspaceError } from '../../base/error.ts'

export type PlainYaml = { [key: string]: PlainYaml | string | number | boolean | null }

/**
 * The part of YAML that models' configurations are written in: mappings by indentation, of plain or quoted scalars; lists stay text.
 * Error: `corrupt-file`, with the line.
 */
export function readPlainYaml(text: string, title: string): PlainYaml {
  const root: PlainYaml = {}
  const open: { indent: number; mapping: PlainYaml }[] = [{ indent: -1, mapping: root }]
  for (const [n, line] of text.split(/\r?\n/).entries()) {
    const bare = line.replace(/(^|\s)#.*$/, '').trimEnd()
    if (bare.trim() === '' || bare.trim() === '---' || bare.trimStart().startsWith('- ')) continue
    const match = /^(\s*)([^\s:'"][^:]*|'[^']*'|"[^"]*"):(?:\s+(.*))?$/.exec(bare)
    if (match === null) {
      throw new WorkspaceError(
        'corrupt-file',
        `Line ${n + 1} of ${title} cannot be read: "${line.trim().slice(0, 80)}".`,
        {
          hint: 'Fetch the file again; it holds one "key: value" a line.',
        },
      )
    }
    const [, space, key, value] = match as unknown as [string, string, string, string | undefined]
    while (open.at(-1)!.indent >= space.length) open.pop()
    const { mapping } = open.at(-1)!
    const name = unquoted(key)
    // A name like __proto__ is a key like any other.
    const own = (content: PlainYaml[string]) =>
      Object.defineProperty(mapping, name, { value: content, enumerable: true, configurable: true, writable: true })
    if (value === undefined || value === '') {
      const child: PlainYaml = {}
      own(child)
      open.push({ indent: space.length, mapping: child })
    } else {
      own(scalar(value))
    }
  }
  return root
}

function scalar(text: string): string | number | boolean | null {
  if (/^(['"]).*\1$/.test(text)) return unquoted(text)
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true'
  if (/^(null|~)$/i.test(text)) return null
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}

function unquoted(text: string): string {
  return /^(['"]).*\1$/.test(text) ? text.slice(1, -1) : text
}
