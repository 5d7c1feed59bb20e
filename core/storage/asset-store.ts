import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Asset,
  type AssetDraft,
  type AssetKind,
  fileEndings,
  type MapRole,
  type Recipe,
} from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import type { Project } from '../../base/project.ts'
import { unknownId } from '../../base/registry.ts'
import { assetFromRow } from './asset-row.ts'
import type { Database } from './database.ts'
import { writeFileWhole } from './files.ts'
import type { HistoryStore } from './history-store.ts'
import { appendToJournal } from './journal.ts'
import { type ProjectStore, slugify } from './project-store.ts'
import { assetIdOf, embedRecord, makeRecord, sha256 } from './record.ts'

export interface AssetFilter {
  readonly projectId?: string
  readonly kind?: AssetKind
  readonly role?: MapRole
  readonly tag?: string
  readonly session?: string
  readonly jobId?: string
  /** Only what is in the trash. */
  readonly trashed?: boolean
  /** Only the current version of each name (default), or every version. */
  readonly currentOnly?: boolean
  readonly limit?: number
  /** Only assets made before this one: the next page. */
  readonly before?: string
}

/** Who puts an asset: what the store adds to the draft. */
export interface AssetOrigin {
  readonly project: Project
  readonly jobId: string
  readonly session: string
  readonly recipe: Recipe | undefined
}

/** Folder of a project's assets for each kind, as a person looks for them. */
const folders: Readonly<Record<AssetKind, string>> = {
  image: 'images',
  map: 'maps',
  material: 'materials',
  form: 'forms',
  mesh: 'meshes',
  export: 'exports',
}

/** Every asset of the workspace: immutable files with readable names, indexed in the database. */
export class AssetStore {
  readonly #database: Database
  readonly #projects: ProjectStore
  readonly #history: HistoryStore

  constructor(database: Database, projects: ProjectStore, history: HistoryStore) {
    this.#database = database
    this.#projects = projects
    this.#history = history
  }

  list({ currentOnly = true, trashed = false, limit = 1000, ...filter }: AssetFilter = {}): Asset[] {
    const where: string[] = [trashed ? 'trashed_at IS NOT NULL' : 'trashed_at IS NULL']
    const values: (string | number)[] = []
    const equals = (column: string, value: string | undefined) => {
      if (value === undefined) return
      where.push(`${column} = ?`)
      values.push(value)
    }
    equals('project_id', filter.projectId)
    equals('kind', filter.kind)
    equals('role', filter.role)
    equals('session', filter.session)
    if (filter.tag !== undefined) {
      where.push('EXISTS (SELECT 1 FROM json_each(assets.tags) WHERE json_each.value = ?)')
      values.push(filter.tag)
    }
    if (filter.jobId !== undefined) {
      where.push('id IN (SELECT asset_id FROM job_assets WHERE job_id = ?)')
      values.push(filter.jobId)
    } else if (currentOnly && !trashed) where.push('id IN (SELECT asset_id FROM heads)')
    if (filter.before !== undefined) {
      where.push('rowid < (SELECT rowid FROM assets WHERE id = ?)')
      values.push(filter.before)
    }
    values.push(limit)
    return this.#database
      .all(`SELECT * FROM assets WHERE ${where.join(' AND ')} ORDER BY rowid DESC LIMIT ?`, ...values)
      .map(assetFromRow)
  }

  /** By id, unique beginning of an id, 'name', or 'name@2' for a version. Names are looked for in `projectId`. */
  get(reference: string, projectId?: string): Asset {
    const byId = this.#database.get('SELECT * FROM assets WHERE id = ?', reference)
    if (byId !== undefined) return assetFromRow(byId)
    if (projectId !== undefined) {
      const [, name, version] = /^(.*?)(?:@(\d+))?$/.exec(reference) ?? []
      const byName =
        version === undefined
          ? this.#database.get(
              'SELECT assets.* FROM heads JOIN assets ON assets.id = heads.asset_id WHERE heads.project_id = ? AND heads.name = ?',
              projectId,
              reference,
            )
          : this.#database.get(
              'SELECT * FROM assets WHERE project_id = ? AND name = ? AND version = ?',
              projectId,
              name!,
              Number(version),
            )
      if (byName !== undefined) return assetFromRow(byName)
    }
    if (/^a[0-9a-f]{3,}$/.test(reference)) {
      const found = this.#database.all('SELECT * FROM assets WHERE id GLOB ? LIMIT 2', `${reference}*`)
      if (found.length === 1) return assetFromRow(found[0]!)
    }
    const names = this.#database.all('SELECT name FROM heads WHERE project_id = ? LIMIT 5000', projectId ?? '')
    const error = unknownId(
      'asset',
      reference,
      names.map((row) => String(row['name'])),
    )
    throw new WorkspaceError(error.code, error.message, { hint: error.hint ?? 'See them: ai-workspace assets list' })
  }

  /** Absolute path of the asset's file. */
  file(asset: Asset): string {
    return join(this.#projects.get(asset.projectId).folder, asset.path)
  }

  /** The asset's bytes, checked against its hash. */
  read(asset: Asset): Uint8Array {
    const file = this.file(asset)
    if (!existsSync(file)) {
      throw new WorkspaceError('corrupt-file', `The file of "${asset.name}" is gone: ${file}.`, {
        hint: `Make it again: ai-workspace assets replay ${asset.id}`,
      })
    }
    const bytes = readFileSync(file)
    if (sha256(bytes) !== asset.sha256) {
      throw new WorkspaceError(
        'corrupt-file',
        `The file of "${asset.name}" was changed outside the workspace: ${file}.`,
        {
          hint: `Import the changed file under a name of its own: ai-workspace assets import "${file}"`,
        },
      )
    }
    return bytes
  }

  /** True when the file is there with the size it was written with: cheap enough to ask of every cached result. */
  isIntact(asset: Asset): boolean {
    const stats = statSync(this.file(asset), { throwIfNoEntry: false })
    return asset.trashedAt === undefined && stats !== undefined && stats.size === asset.sizeBytes
  }

  /**
   * Full-text search over names, prompts, tags and facts; best match first. The text is words, not a query language:
   * every word must occur, its beginning is enough.
   */
  find(text: string, filter: AssetFilter = {}): Asset[] {
    const words = text.match(/[\p{Letter}\p{Number}]+/gu) ?? []
    if (words.length === 0) return this.list(filter)
    const found = this.#database.all(
      'SELECT id FROM asset_words WHERE words MATCH ? ORDER BY rank LIMIT 5000',
      words.map((word) => `"${word}"*`).join(' '),
    )
    const order = new Map(found.map((row, index) => [String(row['id']), index]))
    return this.list({ ...filter, limit: 100_000 })
      .filter((asset) => order.has(asset.id))
      .sort((a, b) => order.get(a.id)! - order.get(b.id)!)
      .slice(0, filter.limit ?? 1000)
  }

  tag(id: string, { add = [], remove = [] }: { add?: readonly string[]; remove?: readonly string[] }): Asset {
    const asset = this.get(id)
    const tags = [...new Set([...asset.tags, ...add])].filter((tag) => !remove.includes(tag)).sort()
    const project = this.#projects.get(asset.projectId)
    appendToJournal(this.#database, project, () => [{ type: 'tags', asset: asset.id, tags }])
    return this.get(asset.id)
  }

  trash(id: string, session: string): Asset {
    const asset = this.get(id)
    if (asset.trashedAt !== undefined) return asset
    this.#history.record(this.#projects.get(asset.projectId), { label: `trash ${asset.name}`, session }, () => {
      const head = this.#headOf(asset)
      const isHead = head === asset.id
      return [
        {
          name: asset.name,
          ...(head === undefined ? {} : { before: head, ...(isHead ? {} : { after: head }) }),
          trashed: asset.id,
        },
      ]
    })
    return this.get(asset.id)
  }

  restore(id: string, session: string): Asset {
    const asset = this.get(id)
    if (asset.trashedAt === undefined) return asset
    this.#history.record(this.#projects.get(asset.projectId), { label: `restore ${asset.name}`, session }, () => {
      const head = this.#headOf(asset)
      return [
        {
          name: asset.name,
          ...(head === undefined ? {} : { before: head }),
          after: head ?? asset.id,
          restored: asset.id,
        },
      ]
    })
    return this.get(asset.id)
  }

  /** All assets `id` was made from, nearest first. */
  ancestors(id: string): Asset[] {
    return this.#follow(id, 'SELECT parent AS id FROM parents WHERE child = ?')
  }

  /** All assets made from `id`, nearest first. */
  descendants(id: string): Asset[] {
    return this.#follow(id, 'SELECT child AS id FROM parents WHERE parent = ?')
  }

  /** The assets of these ids in order, or undefined when one of them does not exist. */
  getMany(ids: readonly string[]): Asset[] | undefined {
    const rows = ids.map((id) => this.#database.get('SELECT * FROM assets WHERE id = ?', id))
    return rows.every((row) => row !== undefined) ? rows.map(assetFromRow) : undefined
  }

  byHash(hash: string, projectId: string): Asset | undefined {
    const row = this.#database.get('SELECT * FROM assets WHERE sha256 = ? AND project_id = ? LIMIT 1', hash, projectId)
    return row === undefined ? undefined : assetFromRow(row)
  }

  /**
   * Writes the file, then its row. The same bytes under the same name give the asset that is already there.
   * It becomes current with its job (see HistoryStore.finishJob), or at once through `HistoryStore.record`.
   */
  async put(draft: AssetDraft, bytes: Uint8Array, origin: AssetOrigin): Promise<Asset> {
    const { project } = origin
    const parents = draft.parents ?? []
    const record = makeRecord({
      ...draft,
      recipe: origin.recipe === undefined ? undefined : this.portable(origin.recipe),
      parentHashes: parents.map((parent) => this.get(parent).sha256),
      facts: draft.facts ?? {},
    })
    const whole = await embedRecord(draft.mediaType, bytes, record)
    const hash = sha256(whole)
    const ending = fileEndings[draft.mediaType]
    if (ending === undefined) throw new WorkspaceError('internal', `No file ending is known for ${draft.mediaType}.`)

    const name = this.#freeName(project, slugify(draft.name) || draft.kind, draft)
    const id = assetIdOf(project.id, name, hash)
    const known = this.#database.get('SELECT * FROM assets WHERE id = ?', id)
    if (known !== undefined) {
      const asset = assetFromRow(known)
      if (!this.isIntact(asset)) writeFileWhole(this.file(asset), whole)
      // Made again, it is wanted again.
      return asset.trashedAt === undefined ? asset : this.restore(asset.id, origin.session)
    }
    const last = this.#database.get(
      'SELECT max(version) AS last FROM assets WHERE project_id = ? AND name = ?',
      project.id,
      name,
    )
    let version = Number(last?.['last'] ?? 0) + 1
    let path = ''
    for (; ; version++) {
      path = `assets/${folders[draft.kind]}/${name}${version === 1 ? '' : `.v${version}`}.${ending}`
      const file = join(project.folder, path)
      // A file without a row is a leftover of a crash when it has our bytes; anything else belongs to the user and stays.
      if (!existsSync(file)) {
        writeFileWhole(file, whole)
        break
      }
      if (statSync(file).size === whole.length && sha256(readFileSync(file)) === hash) break
    }
    const asset: Asset = {
      id,
      projectId: project.id,
      name,
      version,
      kind: draft.kind,
      ...(draft.role === undefined ? {} : { role: draft.role }),
      mediaType: draft.mediaType,
      path,
      sha256: hash,
      sizeBytes: whole.length,
      createdAt: new Date().toISOString(),
      parents,
      jobId: origin.jobId,
      ...(origin.recipe === undefined ? {} : { recipe: origin.recipe }),
      ...(draft.quality === undefined ? {} : { quality: draft.quality }),
      facts: draft.facts ?? {},
      tags: [],
      session: origin.session,
    }
    this.insert(project, asset)
    return asset
  }

  /** Adds the row of a file that is already in its place. */
  insert(project: Project, asset: Asset): void {
    const { projectId: _, trashedAt: __, ...fields } = asset
    appendToJournal(this.#database, project, () => [
      {
        type: 'asset',
        asset: { ...fields, parents: [...fields.parents], tags: [...fields.tags], facts: { ...fields.facts } } as never,
      },
    ])
  }

  /**
   * A recipe with every asset id in its input replaced by the asset's hash: the same in every workspace.
   * `hashOf` answers for ids that are in no database, as in a replay.
   */
  portable(recipe: Recipe, hashOf: (id: string) => string | undefined = () => undefined): Recipe {
    const replace = (value: unknown): unknown => {
      if (typeof value === 'string' && /^a[0-9a-f]{15}$/.test(value)) {
        const hash = hashOf(value) ?? this.#database.get('SELECT sha256 FROM assets WHERE id = ?', value)?.['sha256']
        return hash === undefined ? value : `sha256:${hash}`
      }
      if (Array.isArray(value)) return value.map(replace)
      if (typeof value === 'object' && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replace(inner)]))
      }
      return value
    }
    return { ...recipe, input: replace(recipe.input) }
  }

  #headOf(asset: Asset): string | undefined {
    const row = this.#database.get(
      'SELECT asset_id FROM heads WHERE project_id = ? AND name = ?',
      asset.projectId,
      asset.name,
    )
    return row === undefined ? undefined : String(row['asset_id'])
  }

  /** A name belongs to one kind and role: another kind under the same words gets its kind added. */
  #freeName(project: Project, name: string, draft: AssetDraft): string {
    const holder = this.#database.get(
      'SELECT kind, role, media_type FROM assets WHERE project_id = ? AND name = ? LIMIT 1',
      project.id,
      name,
    )
    if (holder === undefined) return name
    const same =
      holder['kind'] === draft.kind &&
      holder['role'] === (draft.role ?? null) &&
      holder['media_type'] === draft.mediaType
    return same ? name : this.#freeName(project, `${name}-${draft.role ?? draft.kind}`, draft)
  }

  #follow(id: string, step: string): Asset[] {
    const seen = new Set([id])
    const found: Asset[] = []
    for (let front = [id]; front.length > 0; ) {
      const next: string[] = []
      for (const row of front.flatMap((from) => this.#database.all(step, from))) {
        const reached = String(row['id'])
        if (seen.has(reached)) continue
        seen.add(reached)
        next.push(reached)
        const asset = this.#database.get('SELECT * FROM assets WHERE id = ?', reached)
        if (asset !== undefined) found.push(assetFromRow(asset))
      }
      front = next
    }
    return found
  }
}
