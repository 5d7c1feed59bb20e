import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Project } from '../../base/project.ts'
import { applyLine } from './apply-line.ts'
import type { Database } from './database.ts'
import { appendLinesSynced } from './files.ts'
import { type JournalLine, journalLineSchema } from './journal-line.ts'

/**
 * A project's journal, `projects/<slug>/journal.jsonl`: every lasting change as one line of JSON, only ever added to.
 * The database is what these lines say; a line reaches the disk before the database, so a crash between the two is
 * mended by reading on from where the database stopped.
 */
export function journalPath(project: Project): string {
  return join(project.folder, 'journal.jsonl')
}

/**
 * Adds lines and applies them to the database, as one step: other processes see all of it or nothing.
 * `make` runs inside the transaction, after everything earlier has been applied, so it may read versions and heads.
 * Answers as `applyLine` does.
 */
export function appendToJournal(database: Database, project: Project, make: () => readonly JournalLine[]): string[] {
  return database.transaction(() => {
    catchUp(database, project)
    const lines = make()
    if (lines.length === 0) return []
    const size = appendLinesSynced(journalPath(project), lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    const conflicts = lines.flatMap((line) => applyLine(database, project.id, line))
    saveOffset(database, project, size)
    return conflicts
  })
}

/** Applies what the journal says beyond what the database knows. Returns a sentence for each line that cannot be read. */
export function catchUp(database: Database, project: Project): string[] {
  const path = journalPath(project)
  const offset = Number(
    database.get('SELECT journal_offset FROM projects WHERE id = ?', project.id)?.['journal_offset'] ?? 0,
  )
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size <= offset) return []
  const problems: string[] = []
  database.transaction(() => {
    const bytes = readFileSync(path)
    const text = bytes.subarray(offset).toString('utf8')
    for (const [index, raw] of text.split('\n').entries()) {
      if (raw === '') continue
      const line = parseLine(raw)
      if (line === undefined)
        problems.push(`${project.slug}/journal.jsonl: line ${index + 1} after byte ${offset} is torn or unknown.`)
      else applyLine(database, project.id, line)
    }
    saveOffset(database, project, bytes.length)
  })
  return problems
}

function parseLine(raw: string): JournalLine | undefined {
  try {
    return journalLineSchema.safeParse(JSON.parse(raw)).data
  } catch {
    return undefined
  }
}

function saveOffset(database: Database, project: Project, size: number): void {
  database.run('UPDATE projects SET journal_offset = ? WHERE id = ?', size, project.id)
}
