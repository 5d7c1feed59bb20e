import { styleText } from 'node:util'

/** The few looks that are used: one meaning each, so that output stays calm. */
export type Look = 'title' | 'name' | 'good' | 'bad' | 'warn' | 'faint' | 'path'
export type Paint = (look: Look, text: string) => string

/** Where a command writes. Answers go to `out`, everything on the way (progress, notes, errors) to `note`. */
export interface Terminal {
  readonly json: boolean
  readonly quiet: boolean
  readonly debug: boolean
  /** A person watches standard error: progress may move. */
  readonly live: boolean
  readonly columns: number
  readonly paint: Paint
  readonly paintNote: Paint
  readonly out: (text: string) => void
  readonly note: (text: string) => void
}

/** Flags that every command takes and that decide how it answers. */
export interface GlobalFlags {
  readonly json: boolean
  readonly quiet: boolean
  readonly debug: boolean
  readonly color: boolean
}

const styles = {
  title: 'bold',
  name: 'cyan',
  good: 'green',
  bad: 'red',
  warn: 'yellow',
  faint: 'dim',
  path: 'underline',
} as const satisfies Record<Look, Parameters<typeof styleText>[0]>

export const plain: Paint = (_, text) => text

const coloured: Paint = (look, text) => styleText(styles[look], text, { validateStream: false })

export function createTerminal({
  json = false,
  quiet = false,
  debug = false,
  color = true,
  out = (text) => void process.stdout.write(`${text}\n`),
  note = (text) => void process.stderr.write(`${text}\n`),
}: Partial<GlobalFlags & Pick<Terminal, 'out' | 'note'>> = {}): Terminal {
  return {
    json,
    quiet,
    debug,
    live: process.stderr.isTTY === true && process.env['TERM'] !== 'dumb' && !quiet && !json,
    columns: process.stdout.columns ?? process.stderr.columns ?? 100,
    paint: color && !json && wantsColour(process.stdout) ? coloured : plain,
    paintNote: color && wantsColour(process.stderr) ? coloured : plain,
    out,
    note,
  }
}

/** NO_COLOR and FORCE_COLOR decide before the stream does (no-color.org; Node documents the same order for its own output). */
function wantsColour(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false
  return stream.isTTY === true && stream.hasColors()
}
