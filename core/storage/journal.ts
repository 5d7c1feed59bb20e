import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { assetKinds, mapRoles } from '../../base/asset.ts'
import type { Project } from '../../base/project.ts'
import type { Database } from './database.ts'
import { appendLinesSynced } from './files.ts'
import { applyPurge } from './purge.ts'

/**
 * A project's journal, `projects/<slug>/journal.jsonl`: every lasting change as one line of JSON, only ever added to.
 * The database is what these lines say; a line reaches the disk before the database, so a crash between the two is
 * mended by reading on from where the database stopped.
 */
const assetSchema = z.object({
  id: z.string(),
  name: z.string(),
  version: z.int(),
  kind: z.enum(assetKinds),
  role: z.enum(mapRoles).optional(),
  mediaType: z.string(),
  path: z.string(),
  sha256: z.string(),
  sizeBytes: z.int(),
  createdAt: z.string(),
  parents: z.array(z.string()),
  jobId: z.string(),
  recipe: z.object({ node: z.string(), nodeVersion: z.int(), input: z.unknown(), output: z.int() }).optional(),
  quality: z
    .object({
      score: z.number(),
      measures: z.array(
        z.object({
          name: z.string(),
          value: z.union([z.number(), z.boolean(), z.string()]),
          pass: z.boolean().optional(),
        }),
      ),
    })
    .optional(),
  facts: z.record(z.string(), z.unknown()),
  tags: z.array(z.string()),
  session: z.string(),
})

const changeSchema = z.object({
  name: z.string(),
  before: z.string().optional(),
  after: z.string().optional(),
  trashed: z.string().optional(),
  restored: z.string().optional(),
})

const lineSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('asset'), asset: assetSchema }),
  z.object({ type: z.literal('tags'), asset: z.string(), tags: z.array(z.string()) }),
  z.object({
    type: z.literal('history'),
    id: z.string(),
    at: z.string(),
    label: z.string(),
    jobId: z.string().optional(),
    session: z.string(),
    changes: z.array(changeSchema),
  }),
  z.object({ type: z.literal('undo'), entry: z.string() }),
  z.object({ type: z.literal('redo'), entry: z.string() }),
  z.object({ type: z.literal('purge'), at: z.string(), assets: z.array(z.string()) }),
])

export type JournalLine = z.output<typeof lineSchema>
export type HistoryChange = z.output<typeof changeSchema>

export function journalPath(project: Project): string {
  return join(project.folder, 'journal.jsonl')
}

/**
 * Adds lines and applies them to the database, as one step: other processes see all of it or nothing.
 * `make` runs inside the transaction, after everything earlier has been applied, so it may read versions and heads.
 */
export function appendToJournal(database: Database, project: Project, make: () => readonly JournalLine[]): void {
  database.transaction(() => {
    catchUp(database, project)
    const lines = make()
    if (lines.length === 0) return
    const size = appendLinesSynced(journalPath(project), lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    for (const line of lines) applyLine(database, project.id, line)
    saveOffset(database, project, size)
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
    return lineSchema.safeParse(JSON.parse(raw)).data
  } catch {
    return undefined
  }
}

function saveOffset(database: Database, project: Project, size: number): void {
  database.run('UPDATE projects SET journal_offset = ? WHERE id = ?', size, project.id)
}

/** What a line means for the database. Applying it twice is the same as once. */
function applyLine(database: Database, projectId: string, line: JournalLine): void {
  switch (line.type) {
    case 'asset':
      addAsset(database, projectId, line.asset)
      break
    case 'tags':
      database.run('UPDATE assets SET tags = ? WHERE id = ?', JSON.stringify(line.tags), line.asset)
      indexWords(database, line.asset)
      break
    case 'history':
      addHistory(database, projectId, line)
      break
    case 'undo':
      moveHistory(database, projectId, line.entry, true)
      break
    case 'redo':
      moveHistory(database, projectId, line.entry, false)
      break
    case 'purge':
      applyPurge(database, projectId, line.assets)
      break
    default:
      line satisfies never
  }
}

function addHistory(database: Database, projectId: string, line: Extract<JournalLine, { type: 'history' }>): void {
  const known = database.get('SELECT 1 FROM history WHERE id = ?', line.id)
  if (known !== undefined) return
  // A new change forgets what was undone before it.
  database.run('DELETE FROM history WHERE project_id = ? AND undone = 1', projectId)
  const last = database.get('SELECT max(position) AS last FROM history WHERE project_id = ?', projectId)
  database.run(
    'INSERT INTO history (id, project_id, position, at, label, job_id, session, changes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    line.id,
    projectId,
    Number(last?.['last'] ?? 0) + 1,
    line.at,
    line.label,
    line.jobId ?? null,
    line.session,
    JSON.stringify(line.changes),
  )
  for (const change of line.changes) applyChange(database, projectId, change, line.at)
}

function moveHistory(database: Database, projectId: string, entry: string, undo: boolean): void {
  const row = database.get('SELECT at, changes FROM history WHERE id = ? AND undone = ?', entry, undo ? 0 : 1)
  if (row === undefined) return
  database.run('UPDATE history SET undone = ? WHERE id = ?', undo ? 1 : 0, entry)
  const changes = JSON.parse(String(row['changes'])) as HistoryChange[]
  for (const change of changes) applyChange(database, projectId, undo ? inverse(change) : change, String(row['at']))
}

function inverse({ name, before, after, trashed, restored }: HistoryChange): HistoryChange {
  return {
    name,
    ...(after === undefined ? {} : { before: after }),
    ...(before === undefined ? {} : { after: before }),
    ...(restored === undefined ? {} : { trashed: restored }),
    ...(trashed === undefined ? {} : { restored: trashed }),
  }
}

function applyChange(database: Database, projectId: string, change: HistoryChange, at: string): void {
  if (change.trashed !== undefined) database.run('UPDATE assets SET trashed_at = ? WHERE id = ?', at, change.trashed)
  if (change.restored !== undefined) database.run('UPDATE assets SET trashed_at = NULL WHERE id = ?', change.restored)
  if (change.after === undefined) {
    database.run('DELETE FROM heads WHERE project_id = ? AND name = ?', projectId, change.name)
  } else {
    database.run(
      'INSERT INTO heads (project_id, name, asset_id) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET asset_id = excluded.asset_id',
      projectId,
      change.name,
      change.after,
    )
  }
}

function addAsset(database: Database, projectId: string, asset: z.output<typeof assetSchema>): void {
  const added = database.run(
    `INSERT OR IGNORE INTO assets (id, project_id, name, version, kind, role, media_type, path, sha256, size_bytes, created_at, parents, job_id,
       recipe, quality, facts, tags, session) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    asset.id,
    projectId,
    asset.name,
    asset.version,
    asset.kind,
    asset.role ?? null,
    asset.mediaType,
    asset.path,
    asset.sha256,
    asset.sizeBytes,
    asset.createdAt,
    JSON.stringify(asset.parents),
    asset.jobId,
    asset.recipe === undefined ? null : JSON.stringify(asset.recipe),
    asset.quality === undefined ? null : JSON.stringify(asset.quality),
    JSON.stringify(asset.facts),
    JSON.stringify(asset.tags),
    asset.session,
  )
  if (added === 0) return
  for (const parent of asset.parents)
    database.run('INSERT OR IGNORE INTO parents (child, parent) VALUES (?, ?)', asset.id, parent)
  indexWords(database, asset.id)
}

/** Full-text words of an asset: its name, kind, tags, and the texts among its facts (prompt, what was understood …). */
function indexWords(database: Database, id: string): void {
  const row = database.get('SELECT name, kind, role, tags, facts FROM assets WHERE id = ?', id)
  if (row === undefined) return
  const texts: string[] = []
  const collect = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value)
    else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) collect(inner)
  }
  collect([row['name'], row['kind'], row['role'], JSON.parse(String(row['tags'])), JSON.parse(String(row['facts']))])
  database.run('DELETE FROM asset_words WHERE id = ?', id)
  database.run('INSERT INTO asset_words (id, words) VALUES (?, ?)', id, texts.join(' ').replaceAll(/[-_]/g, ' '))
}
