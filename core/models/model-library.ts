import { homedir, networkInterfaces, totalmem } from 'node:os'
import type { Config } from '../../base/config.ts'
import { WorkspaceError } from '../../base/error.ts'
import type { ModelFamily } from '../../base/model.ts'
import { nearest } from '../../base/nearest.ts'
import type { Registry } from '../../base/registry.ts'
import { addModel, findAt, nameByHash } from '../../models/hub/add-model.ts'
import { type Catalogue, loadCatalogue, searchCatalogue } from '../../models/hub/catalogue.ts'
import type { HashOptions } from '../../models/hub/hash-file.ts'
import { httpSettings } from '../../models/hub/http-settings.ts'
import { identifyModel } from '../../models/hub/identify-model.ts'
import { type InstalledModel, mainFile } from '../../models/hub/installed-model.ts'
import { ModelInventory } from '../../models/hub/inventory.ts'
import type { ModelKind } from '../../models/hub/model-kind.ts'
import { isOffline } from '../../models/hub/offline.ts'
import { findWaste, type Waste } from '../../models/hub/prune.ts'
import { discardPull } from '../../models/hub/pull/discard-pull.ts'
import type { PullEvent, Pulled } from '../../models/hub/pull/pull-model.ts'
import type { PullPlan } from '../../models/hub/pull/pull-plan.ts'
import { runsToday } from '../../models/hub/runs-today.ts'
import type { FoundModel } from '../../models/hub/scan/found-model.ts'
import { knownPlaces, type Place } from '../../models/hub/scan/known-places.ts'
import { scanPlace } from '../../models/hub/scan/scan-place.ts'
import { type Suggestion, suggestModel } from '../../models/hub/suggest-model.ts'
import { type VerifiedFile, verifyModel } from '../../models/hub/verify-model.ts'
import type { AnyServer } from '../../models/llm/servers/add-any-server.ts'
import type { FoundServer } from '../../models/llm/servers/scan-servers.ts'
import type { ServerChange } from '../../models/servers/add-server.ts'
import { setSetting } from '../config/load-config.ts'
import { cardOfEntry, cardOfInstalled, type ModelCard } from './model-card.ts'

export type {
  FoundModel,
  InstalledModel,
  ModelCard,
  ModelKind,
  Place,
  PullEvent,
  Pulled,
  PullPlan,
  ServerChange,
  VerifiedFile,
  Waste,
}

/** Everything a way in can do with models on disk: find, pull, add, use, check and forget them. */
export class ModelLibrary {
  readonly inventory: ModelInventory
  readonly #home: string
  readonly #config: Config
  readonly #environment: NodeJS.ProcessEnv
  readonly #loadFamilies: () => Promise<Registry<ModelFamily>>
  #catalogue: Catalogue | undefined
  #families: Promise<readonly ModelFamily[]> | undefined

  constructor({
    home,
    config,
    environment,
    families,
  }: {
    home: string
    config: Config
    environment: NodeJS.ProcessEnv
    families: () => Promise<Registry<ModelFamily>>
  }) {
    this.inventory = new ModelInventory(home)
    this.#home = home
    this.#config = config
    this.#environment = environment
    this.#loadFamilies = families
  }

  get catalogue(): Catalogue {
    this.#catalogue ??= loadCatalogue()
    return this.#catalogue
  }

  get offline(): boolean {
    return isOffline(this.#config.network.offline, this.#environment)
  }

  /** What is here; parts of other models only when asked for. */
  async installed({ parts = false }: { parts?: boolean } = {}): Promise<ModelCard[]> {
    const facts = { catalogue: this.catalogue, families: await this.#allFamilies() }
    const models = this.inventory.list().filter((model) => parts || !model.component)
    return models.map((model) => cardOfInstalled(model, facts))
  }

  /** What the catalogue has for these words. */
  async search(
    words: readonly string[],
    { kind, runs = false }: { kind?: string; runs?: boolean } = {},
  ): Promise<ModelCard[]> {
    const facts = { catalogue: this.catalogue, families: await this.#allFamilies(), installed: this.inventory.list() }
    return searchCatalogue(this.catalogue, words)
      .filter((entry) => kind === undefined || entry.kind === kind)
      .map((entry) => cardOfEntry(entry, facts))
      .filter((card) => !runs || card.runsToday)
  }

  /** One model, here or in the catalogue. */
  async card(name: string): Promise<ModelCard> {
    const facts = { catalogue: this.catalogue, families: await this.#allFamilies(), installed: this.inventory.list() }
    if (this.inventory.has(name)) return cardOfInstalled(this.inventory.get(name), facts)
    if (this.catalogue.has(name)) return cardOfEntry(this.catalogue.get(name), facts)
    const ids = [
      ...new Set([...this.catalogue, ...this.inventory.list()].flatMap((each) => (each.component ? [] : [each.id]))),
    ]
    const close = nearest(name, ids)
    throw new WorkspaceError('not-found', `No model "${name}", here or in the catalogue.`, {
      hint:
        close.length > 0
          ? `Did you mean ${close.map((each) => `"${each}"`).join(' or ')}?`
          : 'Search: ai-workspace models search',
    })
  }

  /** What a pull would fetch, the model first; see `planPull` for what can be named. */
  async plan(reference: string, options: { signal: AbortSignal; optional?: boolean }): Promise<PullPlan[]> {
    const { planPull } = await import('../../models/hub/pull/plan-pull.ts')
    return planPull(reference, { catalogue: this.catalogue, http: this.#http(), ...options })
  }

  async pull(
    plan: PullPlan,
    options: { signal: AbortSignal; onEvent?: (event: PullEvent) => void; refresh?: boolean },
  ): Promise<Pulled> {
    const [{ pullModel }, { npmRegistry }] = await Promise.all([
      import('../../models/hub/pull/pull-model.ts'),
      import('../../models/hub/sources/npm-package.ts'),
    ])
    const registryOf = (name: string) => npmRegistry(name, this.#environment)
    return pullModel(plan, { inventory: this.inventory, http: this.#http(), registryOf, ...options })
  }

  /** Deletes what a pull that is not wanted any more has brought so far. */
  discard(plan: PullPlan): void {
    discardPull(plan, this.inventory.folder)
  }

  /** Takes a file or diffusers folder of this machine in, where it lies or as a copy, and reads its hash. */
  async add(
    path: string,
    { copy, id, kind, ...hashing }: { copy?: boolean; id?: string; kind?: ModelKind } & HashOptions,
  ): Promise<InstalledModel> {
    const options = {
      ...(copy !== undefined && { copy }),
      ...(id !== undefined && { id }),
      ...(kind !== undefined && { kind }),
    }
    return this.register(findAt(path), { ...options, ...hashing })
  }

  /** The model that a file or diffusers folder is, by its name alone. Errors: `not-found`, `bad-input` where it holds none or many. */
  look(path: string): FoundModel {
    return findAt(path)
  }

  /** Takes a server of pictures or of words in, by its address, with what it can do now. */
  async addServer(server: AnyServer, { signal }: { signal: AbortSignal }): Promise<InstalledModel> {
    if (server.id !== undefined && this.inventory.has(server.id)) {
      const other = this.inventory.get(server.id)
      if (other.storage !== 'server') {
        throw new WorkspaceError('bad-input', `"${server.id}" is a model of files already: ${other.title}.`, {
          hint: 'Give the server another name: --name',
        })
      }
    }
    const { addAnyServer } = await import('../../models/llm/servers/add-any-server.ts')
    return addAnyServer(server, this.#serverContext(signal))
  }

  /** Takes in a model that mlx_lm.server runs when it is asked something. */
  async addMlx(model: string, { id }: { id?: string }): Promise<InstalledModel> {
    const { addMlxModel } = await import('../../models/llm/servers/add-mlx-model.ts')
    return addMlxModel(model, { inventory: this.inventory, ...(id === undefined ? {} : { id }) })
  }

  /** Asks a server anew what it can do. */
  async refreshServer(
    model: InstalledModel,
    { signal }: { signal: AbortSignal },
  ): Promise<{ model: InstalledModel; changes: ServerChange[] }> {
    const { refreshAnyServer } = await import('../../models/llm/servers/add-any-server.ts')
    return refreshAnyServer(model, this.#serverContext(signal))
  }

  /** Takes a model that a scan found in; its weights are read for the hash unless it is known. */
  async register(
    found: FoundModel,
    { signal, onProgress, ...options }: { copy?: boolean; id?: string; kind?: ModelKind } & HashOptions = {},
  ): Promise<InstalledModel> {
    const hashing = { ...(signal && { signal }), ...(onProgress && { onProgress }) }
    await identifyModel(found.files)
    // Known before it is added, so that the version is named by it.
    const { path, sha256 } = mainFile(found.files)
    if (sha256 === undefined) await this.inventory.hashes.get(path, hashing)
    const add = { inventory: this.inventory, catalogue: this.catalogue, ...options }
    return this.readHash(await addModel(found, add), hashing)
  }

  /** Takes a found model in without reading its weights; `readHash` does that later. */
  registerUnread(found: FoundModel): Promise<InstalledModel> {
    return addModel(found, { inventory: this.inventory, catalogue: this.catalogue })
  }

  /** Reads the hash of a model that has none yet; one that the catalogue knows by it gets its licence from there. */
  async readHash(model: InstalledModel, options: HashOptions = {}): Promise<InstalledModel> {
    const sha256 = await this.inventory.hash(model, options)
    return nameByHash(model, sha256, { inventory: this.inventory, catalogue: this.catalogue })
  }

  /** Folders of other programs on this machine, or the one that is named. */
  places(folder?: string): Place[] {
    if (folder !== undefined) return [{ program: 'folder', folder, layout: 'folders' }]
    return knownPlaces(this.#config.places, {
      environment: this.#environment,
      userFolder: this.#environment['HOME'] ?? homedir(),
    })
  }

  /** Servers on this machine that answer on their usual ports and are not in the inventory yet. */
  async scanServers({ signal }: { signal: AbortSignal }): Promise<FoundServer[]> {
    const { scanServers } = await import('../../models/llm/servers/scan-servers.ts')
    const known = new Set(this.inventory.list().map(({ source }) => source.replace('//localhost', '//127.0.0.1')))
    return (await scanServers({ signal })).filter(({ url }) => !known.has(url))
  }

  /** Models of a place that the inventory does not have yet. */
  scan(place: Place): FoundModel[] {
    return scanPlace(place, this.inventory)
  }

  /** Forgets a model; its files go only where this workspace put them. */
  remove(name: string): { model: InstalledModel; freedBytes: number } {
    const model = this.inventory.get(name)
    return { model, freedBytes: this.inventory.remove(model) }
  }

  verify(model: InstalledModel, options: HashOptions): Promise<VerifiedFile[]> {
    return verifyModel(model, options)
  }

  /**
   * The bare id means this version from now on, and its kind uses this model where the workspace runs it. A built-in
   * engine is chosen by its name. `prediction` states what a checkpoint's network predicts, where its file does not tell.
   */
  async use(
    name: string,
    { prediction }: { prediction?: 'epsilon' | 'v' | 'auto' } = {},
  ): Promise<{ id: string; version?: string; kind: ModelKind; runsToday: boolean }> {
    const families = await this.#allFamilies()
    if (!this.inventory.has(name) && families.some((family) => family.id === name && family.builtIn === true)) {
      setSetting(this.#home, 'models.textToImage', name)
      return { id: name, kind: 'checkpoint', runsToday: true }
    }
    const model = this.inventory.get(name)
    if (model.missing.length > 0) {
      throw new WorkspaceError('no-model', `Files of ${model.id} are gone or changed: ${model.missing.join(', ')}.`, {
        hint: `Add it again, or forget it: ai-workspace models remove ${model.id}@${model.version}`,
      })
    }
    const { id, version, kind, architecture } = model
    const runs = runsToday({ kind, family: architecture }, families)
    if (prediction !== undefined && kind !== 'checkpoint') {
      throw new WorkspaceError('bad-input', `"${id}" is a ${kind}: only a checkpoint predicts noise or v.`)
    }
    this.inventory.use(model, { forKind: runs })
    if (prediction !== undefined) {
      const { prediction: _, ...settings } = model.settings
      this.inventory.amend(model, { settings: prediction === 'auto' ? settings : { ...settings, prediction } })
    }
    // What was set by hand would go before what is chosen here.
    if (runs && kind === 'checkpoint') setSetting(this.#home, 'models.textToImage', undefined)
    return { id, version, kind, runsToday: runs }
  }

  waste(): Promise<Waste[]> {
    return findWaste(this.inventory)
  }

  /** The image model to offer where none that runs is installed; undefined where one is, or none fits or runs. */
  async suggest(): Promise<Suggestion | undefined> {
    const families = await this.#allFamilies()
    const installed = this.inventory.find({ kind: 'checkpoint' })
    if (installed.some(({ kind, architecture }) => runsToday({ kind, family: architecture }, families)))
      return undefined
    return suggestModel(
      { memoryGb: totalmem() / 1e9, platform: process.platform },
      { catalogue: this.catalogue, families },
    )
  }

  /**
   * A sentence under a picture of the built-in engine where no image model is installed: which one fits this machine, or
   * that there is no network to fetch one. Undefined where there is nothing to offer.
   */
  async pictureHint(): Promise<string | undefined> {
    const suggestion = await this.suggest()
    if (suggestion === undefined || !['', 'procedural'].includes(this.#config.models.textToImage)) return undefined
    const none = this.inventory.find({ kind: 'checkpoint' }).length === 0
    const made = `Made by the built-in engine: no image model ${none ? 'is installed' : 'that is installed runs here yet'}`
    if (this.offline) return `${made}, and offline mode is on.`
    if (!hasNetwork()) return `${made}, and this machine has no network.`
    return `${made}. ${suggestion.sentence}`
  }

  #serverContext(signal: AbortSignal) {
    return { inventory: this.inventory, offline: this.offline, environment: this.#environment, signal }
  }

  #http() {
    return httpSettings(this.#config, this.#environment)
  }

  #allFamilies(): Promise<readonly ModelFamily[]> {
    this.#families ??= this.#loadFamilies().then((families) => families.list())
    return this.#families
  }
}

/** An address other than the machine's own: nothing is sent to find out. */
function hasNetwork(): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some((address) => !address.internal))
}
