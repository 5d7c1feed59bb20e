import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

/** Facts as fields, one JSON object a line. Prompts, tokens and keys appear at debug level only. */
export type Log = Readonly<Record<LogLevel, (event: string, fields?: Readonly<Record<string, unknown>>) => void>>

/**
 * Writes `logs/ai-workspace.jsonl` and sets it aside as `.1`, `.2` … when it has grown to `maxSizeMb`. Each entry is one
 * append, so several processes share the file. A log that cannot be written never stops the work.
 */
export function openLog(
  folder: string,
  /** Read at each entry: the settings may change. */
  options: { readonly level: LogLevel; readonly maxSizeMb: number; readonly keep: number },
): Log {
  const path = join(folder, 'ai-workspace.jsonl')
  function write(entryLevel: LogLevel, event: string, fields: Readonly<Record<string, unknown>>): void {
    const { level, maxSizeMb, keep } = options
    if (logLevels.indexOf(entryLevel) < logLevels.indexOf(level)) return
    const line = `${JSON.stringify({ time: new Date().toISOString(), level: entryLevel, pid: process.pid, event, ...fields })}\n`
    try {
      const size = statSync(path, { throwIfNoEntry: false })?.size
      if (size === undefined) mkdirSync(folder, { recursive: true })
      else if (size + line.length > maxSizeMb * 1_000_000) rotate(path, keep)
      appendFileSync(path, line)
    } catch {
      // A full or read-only disk is reported by the work itself, in one sentence; here it would be a second one.
    }
  }

  return {
    debug: (event, fields = {}) => write('debug', event, fields),
    info: (event, fields = {}) => write('info', event, fields),
    warn: (event, fields = {}) => write('warn', event, fields),
    error: (event, fields = {}) => write('error', event, fields),
  }
}

function rotate(path: string, keep: number): void {
  rmSync(`${path}.${keep}`, { force: true })
  for (let i = keep - 1; i >= 1; i--) {
    if (existsSync(`${path}.${i}`)) renameSync(`${path}.${i}`, `${path}.${i + 1}`)
  }
  renameSync(path, `${path}.1`)
}
