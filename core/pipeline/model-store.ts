import type { Config } from '../../base/config.ts'
import { WorkspaceError } from '../../base/error.ts'
import type { ModelFamily, ModelHandles, Task } from '../../base/model.ts'
import type { Registry } from '../../base/registry.ts'
import { loadModelFamilies } from './discovery.ts'

export interface ModelListing {
  readonly id: string
  readonly task: Task
  readonly summary: string
  readonly builtIn: boolean
  readonly isDefault: boolean
}

type Handle = ModelHandles[Task] & AsyncDisposable

/** The models of this workspace: which there are, which is the default, and those loaded in this process. */
export class ModelStore implements AsyncDisposable {
  readonly #config: Config
  readonly #loaded = new Map<string, Promise<Handle>>()
  #families: Promise<Registry<ModelFamily>> | undefined

  constructor(config: Config) {
    this.#config = config
  }

  async list(): Promise<ModelListing[]> {
    return (await this.#allFamilies()).list().map(({ id, task, summary, builtIn }) => ({
      id,
      task,
      summary,
      builtIn: builtIn === true,
      isDefault: id === this.#defaultOf(task),
    }))
  }

  /** What identifies a model's results: part of the cache key. */
  async fingerprint(task: Task, id?: string): Promise<string> {
    const family = await this.#family(task, id)
    return `${family.id}@${family.version}`
  }

  /** The loaded model; loads it the first time. */
  async load<T extends Task>(task: T, id?: string): Promise<ModelHandles[T] & { readonly modelId: string }> {
    const family = await this.#family(task, id)
    let handle = this.#loaded.get(family.id)
    if (handle === undefined) {
      handle = family.load(family.detect(new Map()), undefined)
      this.#loaded.set(family.id, handle)
      handle.catch(() => this.#loaded.delete(family.id))
    }
    return Object.assign((await handle) as ModelHandles[T], { modelId: family.id })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const loaded = [...this.#loaded.values()]
    this.#loaded.clear()
    for (const handle of loaded) await (await handle)[Symbol.asyncDispose]()
  }

  async #family(task: Task, id: string | undefined): Promise<ModelFamily> {
    const family = (await this.#allFamilies()).get(id ?? this.#defaultOf(task))
    if (family.task !== task) {
      throw new WorkspaceError('no-model', `The model "${family.id}" does ${family.task}, not ${task}.`, {
        hint: 'See the models: ai-workspace models list',
      })
    }
    return family
  }

  #defaultOf(task: Task): string {
    switch (task) {
      case 'text-to-image':
        return this.#config.models.textToImage
      default:
        return task satisfies never
    }
  }

  #allFamilies(): Promise<Registry<ModelFamily>> {
    this.#families ??= loadModelFamilies()
    return this.#families
  }
}
