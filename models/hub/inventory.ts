import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { basename, isAbsolute, join, relative } from 'node:path'
import { WorkspaceError } from '../../base/error.ts'
import { nearest } from '../../base/nearest.ts'
import { HashCache } from './hash-cache.ts'
import type { HashOptions } from './hash-file.ts'
import { type InstalledFile, type InstalledModel, type Manifest, mainFile, manifestSchema } from './installed-model.ts'
import { modelHash } from './model-hash.ts'
import type { ModelKind } from './model-kind.ts'
import { writeJson } from './write-json.ts'

interface Defaults {
  /** Which version a bare id names. */
  readonly versions: Readonly<Record<string, string>>
  /** Which model is used for a kind where none is named. */
  readonly kinds: Readonly<Record<string, string>>
}

/**
 * The models of this machine as plain files: `models/<id>/<version>/model.json`, its files beside it or, for a model used in
 * place, wherever they lie. Reading is synchronous and cheap, since each start may ask; a manifest is parsed again only when
 * it has changed.
 */
export class ModelInventory {
  /** `<home>/models`. */
  readonly folder: string
  readonly hashes: HashCache
  readonly #parsed = new Map<string, { readonly mtimeMs: number; readonly manifest: Manifest }>()

  constructor(home: string) {
    this.folder = join(home, 'models')
    this.hashes = new HashCache(this.folder)
  }

  /** Every version of every model, by id, the default version of each first. */
  list(): InstalledModel[] {
    return this.#read().models
  }

  /** Manifests that cannot be read, one sentence each. */
  problems(): string[] {
    return this.#read().problems
  }

  /**
   * By id (the default version), `id@version`, a beginning of a version or hash, title, or the name of its file as prompts of
   * other programs have it; `not-found` with the nearest names.
   */
  get(name: string): InstalledModel {
    const models = this.list()
    const found = this.#named(name, models)
    if (found !== undefined) return found
    const close = nearest(name, [...new Set(models.map((model) => model.id))])
    throw new WorkspaceError('not-found', `No installed model "${name}".`, {
      hint:
        close.length > 0
          ? `Did you mean ${close.map((each) => `"${each}"`).join(' or ')}?`
          : `What there is to pull: ai-workspace models search ${name}`,
    })
  }

  has(name: string): boolean {
    return this.#named(name, this.list()) !== undefined
  }

  /** The default versions of one kind or architecture that are whole. */
  find({ kind, architecture }: { kind?: ModelKind; architecture?: string }): InstalledModel[] {
    return this.list().filter(
      (model) =>
        model.isDefault &&
        model.missing.length === 0 &&
        (kind === undefined || model.kind === kind) &&
        (architecture === undefined || model.architecture === architecture),
    )
  }

  /** The model used for a kind where none is named: the chosen one, else the only one there is. */
  defaultOf(kind: ModelKind): InstalledModel | undefined {
    const chosen = this.#defaults().kinds[kind]
    if (chosen !== undefined && this.has(chosen)) return this.get(chosen)
    // Words are sent to a server only where somebody chose it.
    const all = this.find({ kind }).filter((model) => !model.component && model.storage !== 'server')
    return all.length === 1 ? all[0] : undefined
  }

  /** The model that was chosen for a kind, by its id; undefined: none was. */
  chosenFor(kind: string): string | undefined {
    return this.#defaults().kinds[kind as ModelKind]
  }

  /** Chooses the model of a kind by its id, or none. */
  chooseFor(kind: string, id: string | undefined): void {
    const { versions, kinds } = this.#defaults()
    const { [kind as ModelKind]: _, ...others } = kinds
    this.#setDefaults({ versions, kinds: id === undefined ? others : { ...others, [kind]: id } })
  }

  /** The model with those it needs beside it, as far as they are installed; the model itself comes first. */
  withCompanions(model: InstalledModel): InstalledModel[] {
    const found = new Map([[model.id, model]])
    const visit = ({ companions }: InstalledModel) => {
      for (const id of companions) {
        if (found.has(id) || !this.has(id)) continue
        const companion = this.get(id)
        found.set(id, companion)
        visit(companion)
      }
    }
    visit(model)
    return [...found.values()]
  }

  /** What names the model's exact weights in records (`modelHash`). Reads its files the first time and keeps the answer. */
  async hash(model: InstalledModel, options: HashOptions = {}): Promise<string> {
    const hashed: { path: string; role: string; sha256: string }[] = []
    const weights = model.files.filter((file) => file.role === 'weights')
    for (const file of weights.length > 0 ? weights : model.files) {
      const sha256 = file.sha256 ?? (await this.#fileHash(model, file, options))
      hashed.push({ path: this.#shown(model, file.path), role: file.role, sha256 })
    }
    return modelHash(hashed)
  }

  /** Computes the hash of one file and writes it into the manifest. */
  async #fileHash(model: InstalledModel, file: InstalledFile, options: HashOptions = {}): Promise<string> {
    const sha256 = await this.hashes.get(file.path, options)
    const path = this.#manifestPath(model)
    const manifest = this.#parse(path)
    const files = manifest.files.map((each) =>
      this.#absolute(model, each.path) === file.path ? { ...each, sha256 } : each,
    )
    writeJson(path, { ...manifest, files })
    return sha256
  }

  /** Writes a manifest; the files are where it says. The first version of an id becomes its default. */
  add(manifest: Manifest): InstalledModel {
    writeJson(this.#manifestPath(manifest), manifest)
    return this.get(`${manifest.id}@${manifest.version}`)
  }

  /** Changes what a manifest says of a model, not where its files are. */
  amend(
    model: InstalledModel,
    facts: Partial<
      Pick<Manifest, 'title' | 'kind' | 'architecture' | 'licence' | 'commercialUse' | 'settings' | 'companions'>
    >,
  ): InstalledModel {
    return this.add({ ...this.#parse(this.#manifestPath(model)), ...facts })
  }

  /** Forgets a version, and deletes its files where they are ours. Returns the bytes that are free now. */
  remove(model: InstalledModel): number {
    rmSync(join(this.folder, model.id, model.version), { recursive: true, force: true })
    const rest = join(this.folder, model.id)
    if (existsSync(rest) && readdirSync(rest).length === 0) rmSync(rest, { recursive: true })
    const { versions, kinds } = this.#defaults()
    this.#setDefaults({
      versions: Object.fromEntries(
        Object.entries(versions).filter(([id, v]) => id !== model.id || v !== model.version),
      ),
      kinds: Object.fromEntries(Object.entries(kinds).filter(([, id]) => id !== model.id || existsSync(rest))),
    })
    return model.storage === 'copied' ? model.sizeBytes : 0
  }

  /** From now on the bare id names this version, and with `forKind` its kind uses this model. */
  use(model: InstalledModel, { forKind = true }: { forKind?: boolean } = {}): void {
    const { versions, kinds } = this.#defaults()
    this.#setDefaults({
      versions: { ...versions, [model.id]: model.version },
      kinds: forKind ? { ...kinds, [model.kind]: model.id } : kinds,
    })
  }

  /** Where a version's files and manifest lie. */
  versionFolder({ id, version }: { readonly id: string; readonly version: string }): string {
    return join(this.folder, id, version)
  }

  #named(name: string, models: readonly InstalledModel[]): InstalledModel | undefined {
    const at = name.lastIndexOf('@')
    if (at > 0) {
      const [id, version] = [name.slice(0, at), name.slice(at + 1)]
      const fitting = models.filter((model) => model.id === id && model.version.startsWith(version))
      if (version !== '' && fitting.length === 1) return fitting[0]
    }
    const byId = models.find((model) => model.id === name)
    if (byId !== undefined) return byId
    const hex = name.toLowerCase()
    // Eight digits: fewer could name a model by accident.
    const byHash = /^[0-9a-f]{8,64}$/.test(hex)
      ? models.filter(({ files }) => files.length > 0 && mainFile(files).sha256?.startsWith(hex))
      : []
    if (byHash.length === 1) return byHash[0]
    const lower = name.toLowerCase()
    const whole = models.filter((model) => !model.component)
    const byTitle = whole.find((model) => model.title.toLowerCase() === lower)
    if (byTitle !== undefined) return byTitle
    const byFile = whole.filter((model) => model.isDefault && fileNames(model).includes(lower))
    return byFile.length === 1 ? byFile[0] : undefined
  }

  #read(): { models: InstalledModel[]; problems: string[] } {
    const { versions } = this.#defaults()
    const manifests: Manifest[] = []
    const problems: string[] = []
    for (const id of foldersIn(this.folder)) {
      for (const version of foldersIn(join(this.folder, id))) {
        const path = join(this.folder, id, version, 'model.json')
        if (!existsSync(path)) continue
        try {
          manifests.push(this.#parse(path))
        } catch (error) {
          problems.push(`${path} cannot be read: ${(error as Error).message.split('\n')[0]}`)
        }
      }
    }
    const newest = new Map<string, Manifest>()
    for (const manifest of manifests) {
      const other = newest.get(manifest.id)
      if (other === undefined || manifest.addedAt > other.addedAt) newest.set(manifest.id, manifest)
    }
    const isDefault = ({ id, version }: Manifest) => {
      const chosen = versions[id]
      const stands = chosen !== undefined && manifests.some((each) => each.id === id && each.version === chosen)
      return version === (stands ? chosen : newest.get(id)?.version)
    }
    const models = manifests.map((manifest) => this.#installed(manifest, isDefault(manifest)))
    models.sort(
      (a, b) => compare(a.id, b.id) || Number(b.isDefault) - Number(a.isDefault) || compare(a.version, b.version),
    )
    return { models, problems }
  }

  #installed(
    { format: _, architecture, description, licence, files, ...rest }: Manifest,
    isDefault: boolean,
  ): InstalledModel {
    const installed = files.map(
      ({ path, role, sizeBytes, sha256, checkedAgainst }): InstalledFile => ({
        path: this.#absolute(rest, path),
        role,
        sizeBytes,
        ...(sha256 === undefined ? {} : { sha256 }),
        ...(checkedAgainst === undefined ? {} : { checkedAgainst }),
      }),
    )
    return {
      ...rest,
      ...(architecture === undefined ? {} : { architecture }),
      ...(description === undefined ? {} : { description }),
      ...(licence === undefined ? {} : { licence }),
      files: installed,
      sizeBytes: installed.reduce((sum, file) => sum + file.sizeBytes, 0),
      isDefault,
      missing: installed
        .filter(({ path, sizeBytes }) => statSync(path, { throwIfNoEntry: false })?.size !== sizeBytes)
        .map(({ path }) => path),
    }
  }

  #absolute(model: { readonly id: string; readonly version: string }, path: string): string {
    return isAbsolute(path) ? path : join(this.versionFolder(model), path)
  }

  /** As the manifest writes it. */
  #shown(model: { readonly id: string; readonly version: string }, path: string): string {
    const within = relative(this.versionFolder(model), path)
    return within.startsWith('..') || isAbsolute(within) ? path : within.replaceAll('\\', '/')
  }

  #manifestPath(model: { readonly id: string; readonly version: string }): string {
    return join(this.versionFolder(model), 'model.json')
  }

  #parse(path: string): Manifest {
    const { mtimeMs } = statSync(path)
    const known = this.#parsed.get(path)
    if (known?.mtimeMs === mtimeMs) return known.manifest
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    this.#parsed.set(path, { mtimeMs, manifest })
    return manifest
  }

  #defaults(): Defaults {
    try {
      return { versions: {}, kinds: {}, ...JSON.parse(readFileSync(join(this.folder, 'defaults.json'), 'utf8')) }
    } catch {
      return { versions: {}, kinds: {} }
    }
  }

  #setDefaults(defaults: Defaults): void {
    writeJson(join(this.folder, 'defaults.json'), defaults)
  }
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
}

/** Of the file that stands for the model, with and without its ending, in small letters. */
function fileNames({ files }: InstalledModel): string[] {
  if (files.length === 0) return []
  const name = basename(mainFile(files).path).toLowerCase()
  return [name, name.replace(/\.[a-z0-9]+$/, '')]
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
