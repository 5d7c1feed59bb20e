import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { type Asset, fileEndings } from '../../base/asset.ts'
import type { Project } from '../../base/project.ts'
import type { AssetStore } from './asset-store.ts'
import type { Database } from './database.ts'
import { appendToJournal, journalPath } from './journal.ts'
import type { ProjectStore } from './project-store.ts'
import { assetIdOf, readEmbeddedRecord, sha256 } from './record.ts'

export interface ReindexReport {
  readonly projects: number
  readonly assets: number
  /** Files that were in no journal and were taken in by the record they carry. */
  readonly adopted: number
  /** Half-written files of a crash, removed. */
  readonly removedParts: number
  readonly problems: readonly string[]
}

/** What the journals and files of the projects give again. */
const indexTables = [
  'assets',
  'heads',
  'parents',
  'history',
  'collections',
  'cache',
  'job_assets',
  'projects',
  'chat_conversations',
  'chat_messages',
  'chat_turns',
  'chat_journals',
  'chat_words',
]

/**
 * Rebuilds the index from the files alone: every journal is read again from its start, then files that no journal knows are
 * taken in by the record inside them. Jobs and the cache start empty; no file is changed.
 */
export async function reindex({
  database,
  projects,
  assets,
}: {
  database: Database
  projects: ProjectStore
  assets: AssetStore
}): Promise<ReindexReport> {
  database.transaction(() => {
    for (const table of indexTables) database.run(`DELETE FROM ${table}`)
  })
  const problems = projects.discover()
  let adopted = 0
  let removedParts = 0
  for (const project of projects.list()) {
    const known = new Set(
      database.all('SELECT path FROM assets WHERE project_id = ?', project.id).map((row) => String(row['path'])),
    )
    const hadJournal = existsSync(journalPath(project))
    const before = adopted
    for (const path of filesBelow(join(project.folder, 'assets'))) {
      const inside = relative(project.folder, path).split(sep).join('/')
      if (inside.endsWith('.part')) {
        rmSync(path)
        removedParts++
      } else if (!known.has(inside)) {
        if (await adopt(database, assets, project, inside)) {
          adopted++
        } else problems.push(`${project.slug}/${inside} carries no record; import it to use it.`)
      }
    }
    if (!hadJournal && known.size === 0 && adopted > before) {
      problems.push(
        `${project.slug} had no journal: tags and history are gone, and its assets were taken in by the records they carry.`,
      )
    }
    problems.push(...checkFiles(database, assets, project))
  }
  const count = (table: string) => Number(database.get(`SELECT count(*) AS count FROM ${table}`)!['count'])
  return { projects: count('projects'), assets: count('assets'), adopted, removedParts, problems }
}

/** Takes in one file by its embedded record. Parents are found by their hashes, among what is already known. */
async function adopt(database: Database, assets: AssetStore, project: Project, path: string): Promise<boolean> {
  const file = join(project.folder, path)
  const bytes = readFileSync(file)
  const mediaType = Object.keys(fileEndings).find((type) => fileEndings[type] === extname(path).slice(1))
  const record = mediaType === undefined ? undefined : await readEmbeddedRecord(mediaType, bytes)
  if (record === undefined || mediaType === undefined) return false
  const [, name = '', version] = /([^/]+?)(?:\.v(\d+))?\.[^./]+$/.exec(path) ?? []
  const hash = sha256(bytes)
  const parents = record.parents.map((parent) => assets.byHash(parent, project.id)?.id).filter((id) => id !== undefined)
  const asset: Asset = {
    id: assetIdOf(project.id, name, hash),
    projectId: project.id,
    name,
    version: Number(version ?? 1),
    kind: record.kind,
    ...(record.role === undefined ? {} : { role: record.role }),
    mediaType,
    path,
    sha256: hash,
    sizeBytes: bytes.length,
    createdAt: statSync(file).mtime.toISOString(),
    parents,
    jobId: '',
    ...(record.recipe === undefined
      ? {}
      : { recipe: { ...record.recipe, input: localInput(assets, project, record.recipe.input) } }),
    ...(record.quality === undefined ? {} : { quality: record.quality as NonNullable<Asset['quality']> }),
    facts: record.facts,
    tags: [],
    session: statSync(file).mtime.toISOString().slice(0, 10),
  }
  assets.insert(project, asset)
  appendToJournal(database, project, () => {
    const head = database.get('SELECT asset_id FROM heads WHERE project_id = ? AND name = ?', project.id, name)?.[
      'asset_id'
    ]
    const change = { name, ...(head === undefined ? {} : { before: String(head) }), after: asset.id }
    return [
      {
        type: 'history',
        id: `h-${asset.id}`,
        at: asset.createdAt,
        label: `found ${name}`,
        session: asset.session,
        changes: [change],
      },
    ]
  })
  return true
}

/** The record's input with hashes turned back into the ids of this project's assets, where it has them. */
function localInput(assets: AssetStore, project: Project, value: unknown): unknown {
  if (typeof value === 'string' && value.startsWith('sha256:')) {
    return assets.byHash(value.slice('sha256:'.length), project.id)?.id ?? value
  }
  if (Array.isArray(value)) return value.map((inner) => localInput(assets, project, inner))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, localInput(assets, project, inner)]))
  }
  return value
}

function checkFiles(database: Database, assets: AssetStore, project: Project): string[] {
  const rows = database.all('SELECT id FROM assets WHERE project_id = ?', project.id)
  return rows
    .map((row) => assets.get(String(row['id'])))
    .filter((asset) => statSync(assets.file(asset), { throwIfNoEntry: false })?.size !== asset.sizeBytes)
    .map((asset) => `${project.slug}/${asset.path} is missing or changed.`)
}

/** Files below a folder, oldest first, so that parents are met before what was made from them. */
function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs)
}
