import { join } from 'node:path'
import { canonicalJson } from '../../base/canonical-json.ts'
import type { Config } from '../../base/config.ts'
import { WorkspaceError } from '../../base/error.ts'
import {
  type ImageModelFacts,
  kindOfTask,
  type LoadContext,
  type ModelFamily,
  type ModelHandles,
  type Task,
  type Weights,
} from '../../base/model.ts'
import type { ModelReference } from '../../base/node.ts'
import type { ProviderChoice } from '../../base/provider.ts'
import { type Registry, unknownId } from '../../base/registry.ts'
import { architectureTitles } from '../../models/formats/identify/architecture-titles.ts'
import { type InstalledModel, weightsPath } from '../../models/hub/installed-model.ts'
import type { ModelInventory } from '../../models/hub/inventory.ts'
import { isOffline } from '../../models/hub/offline.ts'
import { runsToday } from '../../models/hub/runs-today.ts'
import { checkModelFiles } from './check-model-files.ts'
import { describeModel } from './describe-model.ts'
import { loadBuiltInFamily, loadModelFamilies } from './discovery.ts'
import { type MemoryChange, type OutsideMemory, SharedBudget } from './memory-budget.ts'
import { memoryLimit } from './memory-limit.ts'

export interface ModelListing {
  readonly id: string
  readonly task: Task
  readonly summary: string
  readonly builtIn: boolean
  readonly isDefault: boolean
}

type Handle = ModelHandles[Task] & AsyncDisposable

/** What answers to a model's name: a built-in family, or installed weights. */
type Model =
  | { readonly id: string; readonly family: ModelFamily }
  | { readonly id: string; readonly installed: InstalledModel }

/** The models that can run here: built-in families and installed weights; which is the default; those loaded in this process. */
export class ModelStore implements AsyncDisposable {
  readonly budget: SharedBudget
  readonly #config: Config
  readonly #inventory: ModelInventory
  readonly #threads: number
  readonly #configFolder: string | undefined
  readonly #onProvider: (choice: ProviderChoice) => void
  readonly #loaded = new Map<string, Promise<Handle>>()
  /** By version and settings: the header of a checkpoint is read once. */
  readonly #described = new Map<string, Promise<ImageModelFacts | undefined>>()
  #families: Promise<Registry<ModelFamily>> | undefined
  #provider: Promise<ProviderChoice> | undefined

  constructor(
    config: Config,
    inventory: ModelInventory,
    {
      threads = 0,
      configFolder,
      onChange,
      outside,
      onProvider = () => {},
    }: {
      threads?: number
      /** Where it is kept which providers work. */
      configFolder?: string
      onChange?: (change: MemoryChange) => void
      outside?: OutsideMemory
      onProvider?: (choice: ProviderChoice) => void
    } = {},
  ) {
    this.#config = config
    this.#inventory = inventory
    this.#threads = threads
    this.#configFolder = configFolder
    this.#onProvider = onProvider
    this.budget = new SharedBudget({
      limitBytes: memoryLimit(config),
      ...(onChange === undefined ? {} : { onChange }),
      ...(outside === undefined ? {} : { outside }),
    })
  }

  /** Everything that could run: the built-in families, then the installed models of a task. */
  async list(): Promise<ModelListing[]> {
    const families = (await this.#allFamilies()).list()
    const tasks = Object.keys(kindOfTask) as Task[]
    const defaults = new Map(tasks.map((task) => [task, this.#defaultOf(task, families)]))
    const builtIn = families
      .filter((family) => family.builtIn === true)
      .map(({ id, task, summary }) => ({ id, task, summary, builtIn: true, isDefault: id === defaults.get(task) }))
    const installed = this.#inventory
      .list()
      .filter((model) => model.isDefault && !model.component)
      .flatMap((model) => {
        const family = families.find((each) => kindOfTask[each.task] === model.kind && runs(each, model))
        if (family === undefined) return []
        const { id, title } = model
        return [{ id, task: family.task, summary: title, builtIn: false, isDefault: id === defaults.get(family.task) }]
      })
    return [...builtIn, ...installed]
  }

  /** What a form may offer for an image model; undefined where nothing is known, as of one whose files are gone. */
  async describe(id: string): Promise<ImageModelFacts | undefined> {
    const model = await this.#model('text-to-image', id)
    if ('family' in model) {
      const params = model.family.detect({ tensors: new Map(), metadata: {}, configs: new Map() })
      return model.family.describe?.(params, {})
    }
    const { installed } = model
    if (installed.missing.length > 0) return undefined
    const key = `${model.id}${canonicalJson(installed.settings)}`
    const known = this.#described.get(key)
    if (known !== undefined) return known
    const described = this.#allFamilies().then((families) => describeModel(installed, families.list()))
    this.#described.set(key, described)
    // A file that could not be read may be whole the next time.
    described.catch(() => this.#described.delete(key))
    return described
  }

  /** Takes note of changed settings: what was chosen by the old ones is chosen anew. */
  settingsChanged(): void {
    this.#provider = undefined
  }

  /** What identifies a model's results: part of the cache key. Undefined for a server, whose results nothing here can name. */
  async fingerprint(task: Task, id?: string): Promise<string | undefined> {
    const model = await this.#model(task, id)
    if ('family' in model) return `${model.family.id}@${model.family.version}`
    if (isServer(model.installed)) return undefined
    const parts = this.#inventory.withCompanions(model.installed)
    const hashes = await Promise.all(parts.map((part) => this.#inventory.hash(part)))
    const families = (await this.#allFamilies()).list().filter((family) => family.task === task)
    const versions = families.map(({ id: name, version }) => `${name}.${version}`)
    // Results of another provider differ in their last bits.
    const { provider } = await this.provider()
    return [
      hashes.join('+'),
      versions.join(','),
      this.#config.models.precision,
      canonicalJson(model.installed.settings),
      ...(provider === 'cpu' ? [] : [provider]),
    ].join('@')
  }

  /** What graphs are computed on. A refusal is not kept: what is missing may come. */
  provider(): Promise<ProviderChoice> {
    this.#provider ??= this.#chooseProvider().catch((error) => {
      this.#provider = undefined
      throw error
    })
    return this.#provider
  }

  /** What identifies the part that any model a node refers to has in its results. */
  async fingerprintOf(reference: ModelReference): Promise<string | undefined> {
    if ('task' in reference) {
      const { task, id, optional = false } = reference
      if (optional && id === undefined && (await this.#isMissing(task))) return 'none'
      return this.fingerprint(task, id)
    }
    if ('id' in reference) return this.#inventory.hash(this.#ofKind(reference.kind, reference.id))
    const text = reference.mentionedIn.toLowerCase()
    const mentioned = this.#inventory
      .list()
      .filter((model) => model.isDefault && model.kind === reference.kind && text.includes(model.id.toLowerCase()))
    return (await Promise.all(mentioned.map((model) => this.#inventory.hash(model)))).join('+')
  }

  /** The loaded model; loads it the first time. */
  async load<T extends Task>(
    task: T,
    id?: string,
  ): Promise<ModelHandles[T] & { readonly modelId: string; readonly modelHash?: string }> {
    const model = await this.#model(task, id)
    // What is set of a model may change while it is loaded; its networks then stay, only the small rest is opened again.
    const key = 'installed' in model ? model.id + canonicalJson(model.installed.settings) : model.id
    if ('installed' in model) await this.#checkFiles(key, model.installed)
    let handle = this.#loaded.get(key)
    if (handle === undefined) {
      handle = this.#open(task, model)
      this.#loaded.set(key, handle)
      handle.catch(() => this.#loaded.delete(key))
    }
    const hasWeights = 'installed' in model && !isServer(model.installed)
    const modelHash = hasWeights ? await this.#inventory.hash(model.installed) : undefined
    return {
      ...((await handle) as unknown as ModelHandles[T]),
      modelId: model.id,
      ...(modelHash === undefined ? {} : { modelHash }),
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const loaded = [...this.#loaded.values()]
    this.#loaded.clear()
    for (const handle of loaded) await (await handle)[Symbol.asyncDispose]()
    await this.budget[Symbol.asyncDispose]()
  }

  /** A model whose files were changed is unloaded: what is in memory may be mapped from them. */
  async #checkFiles(key: string, model: InstalledModel): Promise<void> {
    try {
      await checkModelFiles(model, this.#inventory)
    } catch (error) {
      const handle = this.#loaded.get(key)
      this.#loaded.delete(key)
      await (await handle)?.[Symbol.asyncDispose]()
      await this.budget.clear()
      throw error
    }
  }

  async #open(task: Task, model: Model): Promise<Handle> {
    const context: LoadContext = {
      threads: this.#threads,
      budget: this.budget,
      precision: this.#config.models.precision,
      provider: await this.#providerOf(model),
      packedFolder: join(this.#inventory.folder, '.packed'),
      offline: isOffline(this.#config.network.offline, process.env),
      find: (kind, name) => this.#weights(this.#ofKind(kind, name)),
      list: (kind) =>
        this.#inventory
          .list()
          .filter((each) => each.isDefault && each.kind === kind)
          .map((each) => each.id),
    }
    if ('family' in model) {
      const nothing = { tensors: new Map(), metadata: {}, configs: new Map() }
      return model.family.load(model.family.detect(nothing), undefined, context)
    }
    const weights = await this.#weights(model.installed)
    if (isServer(model.installed)) {
      const { architecture } = model.installed
      const families = (await this.#allFamilies()).list()
      const family = families.find((each) => each.task === task && each.architectures.includes(architecture ?? ''))
      if (family !== undefined) return family.load(undefined, weights, context)
      throw nothingRuns(model.installed)
    }
    // Only a run opens weights: a command that lists or answers from the cache does without the readers.
    const { openWeightFacts } = await import('../../models/hub/weight-facts.ts')
    await using facts = await openWeightFacts(weights)
    for (const family of await this.#allFamilies()) {
      const params = family.task === task && family.builtIn !== true ? family.detect(facts) : undefined
      if (params !== undefined) return family.load(params, weights, context)
    }
    throw nothingRuns(model.installed)
  }

  async #chooseProvider(): Promise<ProviderChoice> {
    const { chooseProvider } = await import('../../models/graph/providers.ts')
    const choice = await chooseProvider(
      this.#config.engine.provider,
      this.#configFolder === undefined ? {} : { folder: this.#configFolder },
    )
    this.#onProvider(choice)
    return choice
  }

  /** Built-in families and servers compute no graph: nothing is tried for them. */
  async #providerOf(model: Model): Promise<ProviderChoice> {
    if ('installed' in model && !isServer(model.installed)) return this.provider()
    return { provider: 'cpu', reason: 'This model computes no graph.' }
  }

  async #weights(model: InstalledModel): Promise<Weights> {
    await checkModelFiles(model, this.#inventory)
    return {
      id: model.id,
      title: model.title,
      ...(model.architecture === undefined ? {} : { architecture: model.architecture }),
      path: isServer(model) ? model.source : weightsPath(model.files),
      sha256: isServer(model) ? '' : await this.#inventory.hash(model),
      files: this.#inventory.withCompanions(model).flatMap(({ files }) => files),
      settings: model.settings,
    }
  }

  /** No model of the task is there to be taken unasked; the families are read only where one might be. */
  async #isMissing(task: Task): Promise<boolean> {
    const any = this.#inventory.list().some(({ kind }) => kind === kindOfTask[task])
    return !any || this.#defaultOf(task, await this.#allFamilies()) === undefined
  }

  #ofKind(kind: string, name: string): InstalledModel {
    const ofKind = this.#inventory.list().filter((model) => model.kind === kind)
    if (this.#inventory.has(name)) {
      const model = this.#inventory.get(name)
      if (model.kind === kind) return model
      throw new WorkspaceError('bad-input', `"${name}" is a ${model.kind}, not a ${kind}.`, {
        hint: ofKind.length === 0 ? `No ${kind} is installed.` : `There are: ${ofKind.map(({ id }) => id).join(', ')}.`,
      })
    }
    throw unknownId(
      kind,
      name,
      ofKind.map(({ id }) => id),
    )
  }

  async #model(task: Task, id: string | undefined): Promise<Model> {
    const certain = id ?? this.#onlyChoice(task)
    const builtInFamily = certain === undefined ? undefined : await loadBuiltInFamily(certain)
    if (builtInFamily?.task === task) return { id: builtInFamily.id, family: builtInFamily }
    const families = await this.#allFamilies()
    const name = id ?? this.#defaultOf(task, families)
    if (name === undefined) {
      throw new WorkspaceError('no-model', `No model for ${task} is installed.`, {
        hint: `See which there are: ai-workspace models search ${kindOfTask[task]}`,
      })
    }
    if (families.has(name) && families.get(name).builtIn === true) {
      const family = families.get(name)
      if (family.task === task) return { id: family.id, family }
      throw new WorkspaceError('no-model', `The model "${family.id}" does ${family.task}, not ${task}.`, {
        hint: 'See the models: ai-workspace models list',
      })
    }
    if (this.#inventory.has(name)) {
      const installed = this.#inventory.get(name)
      if (installed.kind !== kindOfTask[task]) {
        throw new WorkspaceError(
          'no-model',
          installed.kind === 'unknown'
            ? `What the model "${name}" is was not recognised; ${task} takes a ${kindOfTask[task]}.`
            : `The model "${name}" is a ${installed.kind}; ${task} takes a ${kindOfTask[task]}.`,
          {
            hint: 'See the models: ai-workspace models list',
          },
        )
      }
      return { id: `${installed.id}@${installed.version}`, installed }
    }
    const builtIn = families.list().filter((family) => family.builtIn === true && family.task === task)
    const installed = this.#inventory.list().filter((model) => model.kind === kindOfTask[task])
    throw unknownId(
      'model',
      name,
      [...builtIn, ...installed].map((model) => model.id),
    )
  }

  /** The default that no installed model can change: an answer from the cache then needs one family and not all. */
  #onlyChoice(task: Task): string | undefined {
    if (task !== 'text-to-image') return undefined
    if (this.#config.models.textToImage !== '') return this.#config.models.textToImage
    return this.#inventory.list().some(({ kind }) => kind === kindOfTask[task]) ? undefined : 'procedural'
  }

  /**
   * The configured model, else the one chosen with `models use`, else the newest installed one, else the built-in one.
   * Weights that nothing here runs can be kept; they are never taken unasked.
   */
  #defaultOf(task: Task, families: Iterable<ModelFamily>): string | undefined {
    const kind = kindOfTask[task] as InstalledModel['kind']
    const here = this.#inventory
      .find({ kind })
      .filter((model) => !model.component && runsToday({ kind, family: model.architecture }, families))
      .toSorted((a, b) => (a.addedAt < b.addedAt ? 1 : -1))
    const chosen = this.#inventory.defaultOf(kind)
    // One that was chosen and has lost its files says so when it is run: no other is taken in its place.
    const stands = chosen !== undefined && (chosen.missing.length > 0 || here.some(({ id }) => id === chosen.id))
    // Words are sent to a server only where somebody chose it.
    const installed = (stands ? chosen : here.find((model) => !isServer(model)))?.id
    return task === 'text-to-image' ? this.#config.models.textToImage || (installed ?? 'procedural') : installed
  }

  #allFamilies(): Promise<Registry<ModelFamily>> {
    this.#families ??= loadModelFamilies()
    return this.#families
  }
}

function isServer({ storage }: InstalledModel): boolean {
  return storage === 'server'
}

function nothingRuns({ id, version, title, architecture }: InstalledModel): WorkspaceError {
  const titles: Readonly<Record<string, string>> = architectureTitles
  const what = titles[architecture ?? ''] ?? title
  return new WorkspaceError('no-model', `Nothing here runs "${id}@${version}": it is ${what}.`, {
    hint: `See what it is: ai-workspace models show ${id}@${version}`,
  })
}

function runs(family: ModelFamily, { architecture }: InstalledModel): boolean {
  return family.builtIn !== true && (architecture === undefined || family.architectures.includes(architecture))
}
