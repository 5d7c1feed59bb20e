import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { WorkspaceError } from '../../base/error.ts'
import type { Project, Session } from '../../base/project.ts'
import { unknownId } from '../../base/registry.ts'
import { slugify } from '../../base/slug.ts'
import type { Database, Row } from './database.ts'
import { makeFolder, writeFileWhole } from './files.ts'
import { FreshCache } from './fresh-cache.ts'
import { catchUp } from './journal.ts'

const projectFile = z.object({ id: z.string().min(1), name: z.string().min(1), createdAt: z.string() })

/** What `project status` shows. */
export interface ProjectStatus {
  readonly project: Project
  readonly assets: Readonly<Record<string, number>>
  readonly versions: number
  readonly trashed: number
  readonly sizeBytes: number
  readonly jobs: Readonly<Record<string, number>>
  readonly session: string | undefined
  readonly undo: string | undefined
  readonly redo: string | undefined
  readonly lastChangeAt: string | undefined
}

/** What is in a project, in numbers. */
export interface ProjectTotals {
  /** Current ones. */
  readonly assets: number
  readonly jobs: number
  /** Of all files, older versions and the trash included. */
  readonly sizeBytes: number
  readonly lastAt?: string
}

/** The projects of a workspace: one folder each under `projects/`, with `workspace.json` saying what it is. */
export class ProjectStore {
  readonly #database: Database
  readonly #folder: string
  readonly #cache: FreshCache

  constructor(database: Database, home: string) {
    this.#database = database
    this.#cache = new FreshCache(database)
    this.#folder = join(home, 'projects')
  }

  list(): Project[] {
    return this.#database.all('SELECT * FROM projects ORDER BY created_at, slug').map((row) => this.#fromRow(row))
  }

  /** By slug, id or name. */
  get(reference: string): Project {
    const row =
      this.#database.get('SELECT * FROM projects WHERE slug = ? OR id = ?', reference, reference) ??
      this.#database.get(
        'SELECT * FROM projects WHERE slug = ? OR lower(name) = ?',
        slugify(reference),
        reference.toLowerCase(),
      )
    if (row !== undefined) return this.#fromRow(row)
    const error = unknownId(
      'project',
      reference,
      this.list().map((project) => project.slug),
    )
    throw new WorkspaceError(error.code, error.message, {
      hint: error.hint ?? `Create it: ai-workspace project create "${reference}"`,
    })
  }

  create(name: string): Project {
    const trimmed = name.trim()
    const slug = slugify(trimmed)
    if (slug === '') {
      throw new WorkspaceError(
        'bad-input',
        `A project needs a name with at least one letter or digit; got "${name}".`,
        {
          hint: 'For example: ai-workspace project create "spaceship-assets"',
        },
      )
    }
    const taken = this.#database.get('SELECT name FROM projects WHERE slug = ?', slug)
    // A folder without the file is what a crash left of a creation.
    if (taken !== undefined || existsSync(join(this.#folder, slug, 'workspace.json'))) {
      throw new WorkspaceError(
        'bad-input',
        `There is already a project "${taken?.['name'] ?? slug}" in projects/${slug}.`,
        {
          hint: `Use it: ai-workspace project use ${slug}`,
        },
      )
    }
    const project: Project = {
      id: `p${randomBytes(8).toString('hex')}`,
      slug,
      name: trimmed,
      createdAt: new Date().toISOString(),
      folder: join(this.#folder, slug),
    }
    for (const part of ['assets', 'code']) makeFolder(join(project.folder, part))
    const { id, createdAt } = project
    writeProjectFile(project.folder, { id, name: trimmed, createdAt })
    this.#insert(project)
    return project
  }

  /** Gives a project another name; its slug and folder stay. */
  rename(reference: string, name: string): Project {
    const { id, folder, createdAt } = this.get(reference)
    const trimmed = name.trim()
    if (slugify(trimmed) === '') {
      throw new WorkspaceError('bad-input', `A project needs a name with at least one letter or digit; got "${name}".`)
    }
    // The file first: it is what a rebuilt index reads.
    writeProjectFile(folder, { id, name: trimmed, createdAt })
    this.#database.run('UPDATE projects SET name = ? WHERE id = ?', trimmed, id)
    return this.get(id)
  }

  /** Makes a project that was taken back once more, under its old id. A sentence where its name is taken. */
  makeAgain({ id, name, createdAt }: Pick<Project, 'id' | 'name' | 'createdAt'>): string | undefined {
    if (this.#database.get('SELECT 1 FROM projects WHERE id = ?', id) !== undefined) return undefined
    const slug = slugify(name)
    const folder = join(this.#folder, slug)
    if (this.#hasSlug(slug) || existsSync(folder)) return `There is another project "${name}" now.`
    for (const part of ['assets', 'code']) makeFolder(join(folder, part))
    writeProjectFile(folder, { id, name, createdAt })
    this.#insert({ id, name, createdAt, slug, folder })
    return undefined
  }

  /** Removes a project in which nothing is: no asset, no file, no conversation. A sentence where there is something. */
  removeEmpty(id: string): string | undefined {
    const row = this.#database.get('SELECT * FROM projects WHERE id = ?', id)
    if (row === undefined) return undefined
    const { folder, name } = this.#fromRow(row)
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const talked = this.#database.get('SELECT 1 FROM chat_conversations WHERE project_id = ? LIMIT 1', id) !== undefined
    const may = talked ? ['workspace.json'] : ['workspace.json', 'chat.jsonl']
    if (files.some((file) => !may.includes(file.name))) return `The project "${name}" stays: there is work in it.`
    if (this.list().length === 1) return `The project "${name}" stays: it is the only one.`
    rmSync(folder, { recursive: true })
    this.#database.run('DELETE FROM projects WHERE id = ?', id)
    this.#database.run('DELETE FROM chat_journals WHERE project_id = ?', id)
    return undefined
  }

  /** What is in each project, by its id. */
  totals(): ReadonlyMap<string, ProjectTotals> {
    return this.#cache.get('totals', () => this.#totals())
  }

  #totals(): Map<string, ProjectTotals> {
    const totals = new Map<string, ProjectTotals>()
    // The newest of each by itself: a grouped maximum would walk all of them.
    const rows = this.#database.all(
      `SELECT id AS project_id,
         (SELECT count(*) FROM heads WHERE project_id = projects.id) AS assets,
         (SELECT count(*) FROM jobs WHERE project_id = projects.id) AS jobs,
         (SELECT sum(size_bytes) FROM assets WHERE project_id = projects.id) AS bytes,
         nullif(max(
           coalesce((SELECT max(created_at) FROM assets WHERE project_id = projects.id), ''),
           coalesce((SELECT max(created_at) FROM jobs WHERE project_id = projects.id), '')
         ), '') AS last
       FROM projects`,
    )
    for (const row of rows) {
      totals.set(String(row['project_id']), {
        assets: Number(row['assets']),
        jobs: Number(row['jobs']),
        sizeBytes: Number(row['bytes']),
        ...(row['last'] === null ? {} : { lastAt: String(row['last']) }),
      })
    }
    return totals
  }

  /** The project that commands work in; made the first time it is needed. */
  current(): Project {
    const chosen = this.#database.get("SELECT value FROM settings WHERE key = 'current-project'")?.['value']
    const row = chosen === undefined ? undefined : this.#database.get('SELECT * FROM projects WHERE id = ?', chosen)
    if (row !== undefined) return this.#fromRow(row)
    // In one transaction: of two processes that start at once, one makes it and the other finds it.
    return this.#database.transaction(() => this.list()[0] ?? this.use(this.create('My Project').id))
  }

  use(reference: string): Project {
    const project = this.get(reference)
    this.#database.run(
      "INSERT INTO settings (key, value) VALUES ('current-project', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
      project.id,
    )
    return project
  }

  /**
   * Takes in project folders the database does not know (copied from elsewhere, or after the database was lost) and reads
   * every journal on. Returns a sentence for each thing that could not be read.
   */
  discover(): string[] {
    const problems: string[] = []
    const folders = existsSync(this.#folder) ? readdirSync(this.#folder, { withFileTypes: true }) : []
    for (const entry of folders) {
      const file = join(this.#folder, entry.name, 'workspace.json')
      if (!entry.isDirectory() || !existsSync(file) || this.#hasSlug(entry.name)) continue
      // In one transaction: the folder may be one that another process is making, and will have in the database when it is through.
      const problem = this.#database.transaction(() => this.#takeIn(entry.name, file))
      if (problem !== undefined) problems.push(problem)
    }
    for (const project of this.list()) problems.push(...catchUp(this.#database, project))
    return problems
  }

  sessions(project: Project): Session[] {
    return this.#database
      .all(
        `SELECT session, min(at) AS first, max(at) AS last, sum(jobs) AS jobs, sum(assets) AS assets FROM (
           SELECT session, created_at AS at, 1 AS jobs, 0 AS assets FROM jobs WHERE project_id = ?
           UNION ALL SELECT session, created_at, 0, 1 FROM assets WHERE project_id = ?
         ) GROUP BY session ORDER BY last DESC`,
        project.id,
        project.id,
      )
      .map((row) => ({
        name: String(row['session']),
        startedAt: String(row['first']),
        lastAt: String(row['last']),
        jobs: Number(row['jobs']),
        assets: Number(row['assets']),
      }))
  }

  /** The session that work goes into now: the last one, unless the pause since was longer than `gapHours`. */
  currentSession(project: Project, gapHours: number): string {
    const last = this.#lastUse(project)
    const now = Date.now()
    if (last !== undefined && now - Date.parse(last.at) < gapHours * 3_600_000) return last.session
    const day = new Date(now).toISOString().slice(0, 10)
    const taken = new Set(this.sessions(project).map((session) => session.name))
    let name = day
    for (let sitting = 2; taken.has(name); sitting++) name = `${day} (${sitting})`
    return name
  }

  #lastUse(project: Project): { session: string; at: string } | undefined {
    const rows = ['jobs', 'assets'].flatMap((table) =>
      this.#database.all(
        `SELECT session, created_at AS at FROM ${table} WHERE project_id = ? ORDER BY created_at DESC LIMIT 1`,
        project.id,
      ),
    )
    const latest = rows.sort((a, b) => (String(a['at']) < String(b['at']) ? 1 : -1))[0]
    return latest === undefined ? undefined : { session: String(latest['session']), at: String(latest['at']) }
  }

  status(project: Project): ProjectStatus {
    const id = project.id
    const counts = (sql: string) =>
      Object.fromEntries(this.#database.all(sql, id).map((row) => [String(row['word']), Number(row['count'])]))
    const totals = this.#database.get(
      'SELECT count(*) AS versions, coalesce(sum(size_bytes), 0) AS bytes, count(trashed_at) AS trashed FROM assets WHERE project_id = ?',
      id,
    )!
    const label = (undone: 0 | 1) =>
      this.#database.get(
        `SELECT label FROM history WHERE project_id = ? AND undone = ? ORDER BY ${undone === 0 ? 'position DESC' : 'undo_order DESC, position ASC'} LIMIT 1`,
        id,
        undone,
      )?.['label'] as string | undefined
    const last = this.#lastUse(project)
    return {
      project,
      assets: counts(
        'SELECT kind AS word, count(*) AS count FROM assets JOIN heads ON heads.asset_id = assets.id WHERE assets.project_id = ? GROUP BY kind',
      ),
      versions: Number(totals['versions']),
      trashed: Number(totals['trashed']),
      sizeBytes: Number(totals['bytes']),
      jobs: counts('SELECT state AS word, count(*) AS count FROM jobs WHERE project_id = ? GROUP BY state'),
      session: last?.session,
      undo: label(0),
      redo: label(1),
      lastChangeAt: last?.at,
    }
  }

  /** Takes in a project's folder that the database does not know; a sentence where it cannot. */
  #takeIn(slug: string, file: string): string | undefined {
    if (this.#hasSlug(slug)) return undefined
    const parsed = readProjectFile(file)
    if (parsed === undefined) return `projects/${slug}/workspace.json cannot be read; the folder was left alone.`
    if (this.#database.get('SELECT 1 FROM projects WHERE id = ?', parsed.id) !== undefined) {
      return `projects/${slug} is a copy of another project (same id); the folder was left alone.`
    }
    this.#insert({ ...parsed, slug, folder: join(this.#folder, slug) })
    return undefined
  }

  #hasSlug(slug: string): boolean {
    return this.#database.get('SELECT 1 FROM projects WHERE slug = ?', slug) !== undefined
  }

  #insert(project: Project): void {
    this.#database.run(
      'INSERT INTO projects (id, slug, name, created_at) VALUES (?, ?, ?, ?)',
      project.id,
      project.slug,
      project.name,
      project.createdAt,
    )
  }

  #fromRow(row: Row): Project {
    const slug = String(row['slug'])
    return {
      id: String(row['id']),
      slug,
      name: String(row['name']),
      createdAt: String(row['created_at']),
      folder: join(this.#folder, slug),
    }
  }
}

function writeProjectFile(folder: string, project: z.output<typeof projectFile>): void {
  writeFileWhole(join(folder, 'workspace.json'), new TextEncoder().encode(`${JSON.stringify(project, null, 2)}\n`))
}

function readProjectFile(file: string): z.output<typeof projectFile> | undefined {
  try {
    return projectFile.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data
  } catch {
    return undefined
  }
}
