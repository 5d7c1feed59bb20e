import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { type LogLevel, logLevels } from './log.ts'

/** One line of the log. */
export interface LogEntry {
  /** The file and the place in it where the line begins: 'inode:offset'. It stays true when the file is set aside. */
  readonly id: string
  readonly at: string
  readonly level: LogLevel
  readonly event: string
  readonly fields: Readonly<Record<string, unknown>>
}

export interface LogFilter {
  /** Entries at least this important. */
  readonly level?: LogLevel
  /** Words that must all occur in the line, whatever their case. */
  readonly text?: string
  readonly limit: number
}

/** Lines are read in pieces of this size from the end: a page is found in the last one or two. */
const pieceBytes = 65_536
/** A search gives up a page after this much, and the cursor goes on from there. */
const mostScannedBytes = 64_000_000
/** A search through all files takes half a second; others are answered in between, every 10 ms. */
const pauseEveryBytes = 1_000_000

interface LogFile {
  readonly path: string
  readonly id: string
  readonly sizeBytes: number
}

/** The newest entries that fit, before `cursor`, and the cursor of those that are older still. */
export async function readLog(
  folder: string,
  { cursor, ...filter }: LogFilter & { cursor?: string },
): Promise<{ entries: LogEntry[]; nextCursor?: string; newest?: string }> {
  const files = logFiles(folder)
  const newest = files[0] === undefined ? {} : { newest: `${files[0].id}:${files[0].sizeBytes}` }
  const [wantedId, wantedOffset] = parseCursor(cursor)
  const start = wantedId === undefined ? 0 : files.findIndex((file) => file.id === wantedId)
  // Its file was the oldest and is gone.
  if (start === -1) return { entries: [], ...newest }
  const fits = matcher(filter)
  const entries: LogEntry[] = []
  let scanned = 0
  let pauseAt = pauseEveryBytes
  for (const [n, file] of files.slice(start).entries()) {
    const end = n === 0 && wantedOffset !== undefined ? Math.min(wantedOffset, file.sizeBytes) : file.sizeBytes
    for (const { line, offset } of linesBackwards(file, end)) {
      scanned += line.length
      if (scanned > pauseAt) {
        pauseAt += pauseEveryBytes
        await setImmediate()
      }
      const entry = fits(line) ? parseLine(line, `${file.id}:${offset}`) : undefined
      if (entry !== undefined) entries.push(entry)
      if (entries.length === filter.limit || scanned > mostScannedBytes) {
        return { entries, nextCursor: `${file.id}:${offset}`, ...newest }
      }
    }
  }
  return { entries, ...newest }
}

/** What was written since `after` (an earlier answer's `newest`), oldest first. A place that is gone begins at the oldest file. */
export function readLogAfter(folder: string, { after, ...filter }: LogFilter & { after: string }) {
  const files = logFiles(folder).reverse()
  const [wantedId, wantedOffset = 0] = parseCursor(after)
  const start = Math.max(
    0,
    files.findIndex((file) => file.id === wantedId),
  )
  const fits = matcher(filter)
  const entries: LogEntry[] = []
  let newest = after
  for (const file of files.slice(start)) {
    const from = file.id === wantedId ? wantedOffset : 0
    // Follows what a running program writes: some lines at a time.
    const lines = [...linesBackwards(file, file.sizeBytes, from)].reverse()
    for (const { line, offset } of lines) {
      if (entries.length === filter.limit) return { entries, newest }
      const end = offset + Buffer.byteLength(line) + 1
      // Still being written.
      if (end > file.sizeBytes) return { entries, newest }
      newest = `${file.id}:${end}`
      const entry = fits(line) ? parseLine(line, `${file.id}:${offset}`) : undefined
      if (entry !== undefined) entries.push(entry)
    }
  }
  return { entries, newest }
}

/** The log and those that were set aside, newest first. */
function logFiles(folder: string): LogFile[] {
  const path = join(folder, 'ai-workspace.jsonl')
  const paths = [path]
  for (let n = 1; existsSync(`${path}.${n}`); n++) paths.push(`${path}.${n}`)
  return paths.flatMap((each) => {
    if (!existsSync(each)) return []
    const file = openSync(each, 'r')
    try {
      const { ino, size } = fstatSync(file)
      return [{ path: each, id: String(ino), sizeBytes: size }]
    } finally {
      closeSync(file)
    }
  })
}

/** Whole lines from `end` back to `start`, each with the offset where it begins. */
function* linesBackwards(file: LogFile, end: number, start = 0): Generator<{ line: string; offset: number }> {
  const handle = openSync(file.path, 'r')
  try {
    let rest = Buffer.alloc(0)
    let position = end
    while (position > start) {
      const length = Math.min(pieceBytes, position - start)
      position -= length
      const piece = Buffer.alloc(length)
      readSync(handle, piece, 0, length, position)
      const bytes = Buffer.concat([piece, rest])
      let to = bytes.length
      for (let at = bytes.lastIndexOf(10, to - 1); at !== -1; at = bytes.lastIndexOf(10, to - 1)) {
        if (to > at + 1) yield { line: bytes.toString('utf8', at + 1, to), offset: position + at + 1 }
        to = at
        if (to === 0) break
      }
      rest = bytes.subarray(0, to)
    }
    if (rest.length > 0) yield { line: rest.toString('utf8'), offset: start }
  } finally {
    closeSync(handle)
  }
}

function matcher({ level, text }: LogFilter): (line: string) => boolean {
  const least = level === undefined ? 0 : logLevels.indexOf(level)
  const words = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const wantedLevels = logLevels.slice(least).map((each) => `"level":"${each}"`)
  return (line) => {
    if (least > 0 && !wantedLevels.some((each) => line.includes(each))) return false
    const low = words.length === 0 ? '' : line.toLowerCase()
    return words.every((word) => low.includes(word))
  }
}

/** A line that was torn by a killed process, or is half written, is none. */
function parseLine(line: string, id: string): LogEntry | undefined {
  try {
    const { time, level, event, ...fields } = JSON.parse(line) as Record<string, unknown>
    if (!logLevels.some((each) => each === level)) return undefined
    return { id, at: String(time), level: level as LogLevel, event: String(event), fields }
  } catch {
    return undefined
  }
}

function parseCursor(cursor: string | undefined): [id?: string, offset?: number] {
  const match = /^(\d+):(\d+)$/.exec(cursor ?? '')
  return match === null ? [] : [match[1]!, Number(match[2])]
}
