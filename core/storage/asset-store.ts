import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Asset, type AssetDraft, type AssetKind, fileEndings, type Recipe } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import type { Project } from '../../base/project.ts'
import { unknownId } from '../../base/registry.ts'
import { slugify } from '../../base/slug.ts'
import { assetFromRow } from './asset-row.ts'
import { assetTimeline, type TimelineGroup } from './asset-timeline.ts'
import { type AssetChange, changeAssets } from './change-assets.ts'
import { type AssetFacets, countFacets } from './count-facets.ts'
import type { Database } from './database.ts'
import { writeFileWhole } from './files.ts'
import { FreshCache } from './fresh-cache.ts'
import type { HistoryStore } from './history-store.ts'
import { appendToJournal } from './journal.ts'
import type { ProjectStore } from './project-store.ts'
import { assetIdOf, embedRecord, makeRecord, sha256 } from './record.ts'
import {
  type AssetFilter,
  type AssetPage,
  type ListedAsset,
  listAssets,
  listedAssets,
  searchAssetIds,
  searchAssets,
} from './search-assets.ts'

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
  readonly #cache: FreshCache
  readonly #stores: Parameters<typeof changeAssets>[0]

  constructor(database: Database, projects: ProjectStore, history: HistoryStore) {
    this.#database = database
    this.#projects = projects
    this.#cache = new FreshCache(database)
    this.#stores = { database, projects, history }
  }

  /** The assets that match, in the order asked for; newest first if none is. */
  list(filter: AssetFilter = {}): ListedAsset[] {
    return listAssets(this.#database, filter)
  }

  /** One page of the assets that match, and how many there are. */
  search(filter: AssetFilter = {}): AssetPage {
    return searchAssets(this.#database, filter, this.#cache)
  }

  /** The ids of the assets that match, in order; all of them without a `limit`. */
  ids(filter: AssetFilter = {}): string[] {
    return searchAssetIds(this.#database, filter)
  }

  /** How the assets that match fall into days or sessions, in the order of the list. */
  timeline(filter: AssetFilter, by: 'day' | 'session'): TimelineGroup[] {
    return this.#cache.get(JSON.stringify([by, filter]), () => assetTimeline(this.#database, filter, by))
  }

  /** What the assets of a project, or all, can be narrowed by. */
  facets(projectId?: string): AssetFacets {
    return this.#cache.get(`facets ${projectId}`, () => countFacets(this.#database, projectId))
  }

  /** The assets of these ids that exist, with what the workspace knows of them. */
  listed(ids: readonly string[]): ListedAsset[] {
    return listedAssets(this.#database, ids)
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
        hint: wayToFile(asset),
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

  /** True when the file is there with the size it was written with: cheap enough to ask each time. */
  isPresent(asset: Asset): boolean {
    return statSync(this.file(asset), { throwIfNoEntry: false })?.size === asset.sizeBytes
  }

  /** Whether a cached result may be answered with it: its file is present, and it is not in the trash. */
  isIntact(asset: Asset): boolean {
    return asset.trashedAt === undefined && this.isPresent(asset)
  }

  /** Every version of a name, newest first. */
  versions(projectId: string, name: string): ListedAsset[] {
    const rows = this.#database.all(
      'SELECT id FROM assets WHERE project_id = ? AND name = ? ORDER BY version DESC',
      projectId,
      name,
    )
    return this.listed(rows.map((row) => String(row['id'])))
  }

  /**
   * What shows an asset: itself where it is a picture or a mesh, which can be drawn; else the mesh it was exported from, an image
   * it was made from, one drawn of the form it was made from, the colour of its material, or one made from it.
   */
  pictureOf(asset: Asset): Asset | undefined {
    const isPicture = ({ kind, mediaType }: Asset) =>
      (kind === 'image' || kind === 'map') && mediaType.startsWith('image/') && mediaType !== 'image/x-exr'
    if (isPicture(asset)) return asset
    const isDrawn = ({ kind, mediaType }: Asset) => kind === 'mesh' && mediaType === 'model/gltf-binary'
    if (isDrawn(asset)) return asset
    const image = (found: readonly Asset[]) => found.find((each) => each.kind === 'image' && isPicture(each))
    const ancestors = this.ancestors(asset.id)
    const mesh = asset.kind === 'export' ? ancestors.find(isDrawn) : undefined
    if (mesh !== undefined) return mesh
    const form = [asset, ...ancestors].find((each) => each.kind === 'form')
    return (
      image(ancestors) ??
      image(form === undefined ? [] : this.descendants(form.id)) ??
      ancestors.find((each) => each.role === 'albedo' && isPicture(each)) ??
      ancestors.find(isPicture) ??
      this.descendants(asset.id).find(isPicture)
    )
  }

  /** Changes assets of any projects; see `changeAssets`. Returns the ids of those that are different now. */
  change(
    ids: readonly string[],
    change: AssetChange,
    session: (project: Project) => string,
    { turn }: { turn?: string } = {},
  ): string[] {
    return changeAssets(this.#stores, ids, change, session, turn)
  }

  /** Gives all versions of an asset's name another one, as one undoable step. Errors: `bad-input` where the name is taken. */
  rename(id: string, name: string, step: { session: string; turn?: string }): Asset {
    const asset = this.get(id)
    const after = slugify(name)
    if (after === '') {
      throw new WorkspaceError('bad-input', `A name needs at least one letter or digit; got "${name}".`)
    }
    if (after === asset.name) return asset
    const holder = this.#database.get(
      'SELECT 1 FROM assets WHERE project_id = ? AND name = ? LIMIT 1',
      asset.projectId,
      after,
    )
    if (holder !== undefined) throw new WorkspaceError('bad-input', `There is already an asset "${after}".`)
    const label = `rename ${asset.name} to ${after}`
    this.#stores.history.perform(this.#projects.get(asset.projectId), { label, ...step }, [
      { type: 'rename', before: asset.name, after },
    ])
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

  /** The asset whose file has this hash, or which was imported from a file that had it. */
  byContent(hash: string, projectId?: string): Asset | undefined {
    const row = this.#database.get(
      `SELECT * FROM assets WHERE (sha256 = ?1 OR source_sha256 = ?1) AND (?2 IS NULL OR project_id = ?2)
       ORDER BY trashed_at IS NULL DESC, current DESC, position DESC LIMIT 1`,
      hash,
      projectId ?? null,
    )
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
      if (asset.trashedAt === undefined) return asset
      const turn = this.#database.get('SELECT chat_turn FROM jobs WHERE id = ?', origin.jobId)?.['chat_turn']
      const ofTurn = typeof turn === 'string' ? { turn } : {}
      this.change([asset.id], { action: 'restore' }, () => origin.session, ofTurn)
      return this.get(asset.id)
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

/** How the file of an asset that is gone comes back: by the job that made it, or from outside. */
export function wayToFile({ jobId }: Pick<Asset, 'jobId'>): string {
  return jobId === '' ? 'Import it again from where it came.' : `Make it again: ai-workspace jobs retry ${jobId}`
}
