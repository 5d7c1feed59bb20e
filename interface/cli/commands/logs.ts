import { join, resolve } from 'node:path'
import type { LogLevel } from '../../../core/logs/log.ts'
import type { LogEntry } from '../../../core/logs/read-log.ts'
import type { CommandSpec } from '../command.ts'
import { flag } from '../flags/flag.ts'
import type { Paint } from '../terminal/terminal.ts'

/** `logs`: opens no workspace, so that it also helps where one cannot be opened. */
export const logsCommand: CommandSpec = {
  name: 'logs',
  summary: 'Show what the program wrote down, over all kept files.',
  arguments: [{ name: 'words', description: 'Only entries in which all of them occur.', many: true }],
  flags: [
    flag('level', 'text', 'Entries at least this important.', { choices: ['debug', 'info', 'warn', 'error'] }),
    flag('limit', 'integer', 'How many at most.', { default: 50, minimum: 1, maximum: 10_000 }),
  ],
  examples: [
    { line: 'ai-workspace logs', does: 'The latest entries, the newest last.' },
    { line: 'ai-workspace logs --level warn', does: 'What went wrong.' },
  ],
  async run(call) {
    const [{ readLog }, { workspaceHome }] = await Promise.all([
      import('../../../core/logs/read-log.ts'),
      import('../../../core/workspace.ts'),
    ])
    const { level, limit = 50 } = call.flags as { level?: LogLevel; limit?: number }
    const home = call.home === undefined ? workspaceHome(process.env) : resolve(call.home)
    const text = call.words.join(' ')
    const filter = { limit, text, ...(level === undefined ? {} : { level }) }
    const { entries } = await readLog(join(home, 'logs'), filter)
    entries.reverse()
    const lines = entries.map((entry) => line(entry, call.terminal.paint))
    return { data: entries, text: lines.length === 0 ? 'Nothing.' : lines.join('\n') }
  },
}

function line({ at, level, event, fields: { pid: _, ...fields } }: LogEntry, paint: Paint): string {
  const mark = level === 'error' ? 'bad' : level === 'warn' ? 'warn' : 'faint'
  const facts = Object.entries(fields).map(([name, value]) => {
    return `${paint('faint', `${name}=`)}${typeof value === 'string' ? value : JSON.stringify(value)}`
  })
  return [paint('faint', at), paint(mark, level.padEnd(5)), event, ...facts].join(' ')
}
