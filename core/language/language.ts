import type { ChatModel } from '../../base/chat.ts'
import type { Config } from '../../base/config.ts'
import { WorkspaceError } from '../../base/error.ts'
import type { InstalledModel } from '../../models/hub/installed-model.ts'
import type { ModelInventory } from '../../models/hub/inventory.ts'
import { isOffline } from '../../models/hub/offline.ts'
import { chatServerArchitecture } from '../../models/llm/servers/chat-server-settings.ts'
import type { Log } from '../logs/log.ts'
import type { LoadedItem, MemoryChange } from '../pipeline/memory-budget.ts'
import { chatServers } from './chat-servers.ts'
import { embedByGguf, ggufModels, isGgufLoaded, openGguf } from './gguf-models.ts'
import { LocalModels, type Neighbour } from './local-models.ts'
import { mlxModels } from './mlx-models.ts'

/** What a list shows of a language model. */
export interface ChatModelFacts {
  /** 'server/model' for one of several that a server has. */
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly kind: 'gguf' | 'server' | 'built-in'
  /** It is in this machine's memory now; of a server nobody here knows. */
  readonly loaded: boolean
  /** Of its file. */
  readonly bytes?: number
  readonly contextTokens: number
  readonly abilities: ChatModel['abilities']
  /** The one that answers where none is named. */
  readonly isDefault: boolean
}

/** Texts as vectors. */
export interface Embedded {
  readonly model: string
  /** One for each text, in order, of length 1. */
  readonly vectors: readonly Float32Array[]
  readonly tokens: number
}

/** The language models of a workspace: GGUF files, servers, and what is built in. */
export interface Language extends AsyncDisposable {
  list(): ChatModelFacts[]
  /**
   * The model to talk to; nothing is loaded before it is asked something. Without a name: the setting `chat.model`, else the
   * chosen or first installed one, else what is built in. Errors: `not-found`, `no-model`.
   */
  open(id?: string): Promise<ChatModel>
  /** Error: `no-model` where none can. */
  embed(texts: readonly string[], options?: { id?: string; signal?: AbortSignal }): Promise<Embedded>
  /** What is in this machine's memory. */
  loaded(): readonly LoadedItem[]
  /** Lets go of what nobody uses, or only of what has one of these titles. */
  unload(titles?: readonly string[]): Promise<void>
  /** Takes in a model that needs no weights and is always there. */
  register(model: ChatModel): void
}

export function openLanguage({
  inventory,
  config,
  environment,
  log,
  neighbour,
  onChange,
}: {
  inventory: ModelInventory
  config: Config
  environment: NodeJS.ProcessEnv
  log: Log
  /** What shares the memory. */
  neighbour: Neighbour
  onChange: (change: MemoryChange) => void
}): Language {
  const local = new LocalModels({ config, log, neighbour, onChange })
  const builtIn = new Map<string, ChatModel>()
  const servers = () => chatServers(inventory, { offline: isOffline(config.network.offline, environment), environment })

  function installed(): (Omit<ChatModelFacts, 'isDefault'> & { open: () => ChatModel })[] {
    const ofServers = servers().map(({ id, open }) => {
      const { title, summary, contextTokens, abilities } = open()
      return { id, title, summary, kind: 'server' as const, loaded: false, contextTokens, abilities, open }
    })
    const ofRules = [...builtIn.values()].map((model) => {
      const { id, title, summary, contextTokens, abilities } = model
      return {
        id,
        title,
        summary,
        kind: 'built-in' as const,
        loaded: true,
        contextTokens,
        abilities,
        open: () => model,
      }
    })
    const ofFiles = ggufModels(inventory)
      .filter(({ embeds }) => !embeds)
      .map((model) => {
        const open = () => openGguf(model, { local, config })
        const { id, title, summary, contextTokens, abilities } = open()
        const { bytes } = model
        const loaded = isGgufLoaded(model, { local, config })
        return { id, title, summary, kind: 'gguf' as const, loaded, bytes, contextTokens, abilities, open }
      })
    const ofMlx = mlxModels(inventory, { local, config, environment }).map(({ id, isLoaded, open }) => {
      const { title, summary, contextTokens, abilities } = open()
      return { id, title, summary, kind: 'server' as const, loaded: isLoaded(), contextTokens, abilities, open }
    })
    return [...ofFiles, ...ofMlx, ...ofServers, ...ofRules]
  }

  function defaultId(ids: readonly string[]): string | undefined {
    if (config.chat.model !== '') return config.chat.model
    const chosen = inventory.defaultOf('language')
    // Words leave this machine only where somebody chose that.
    const usable =
      chosen === undefined ? undefined : ids.find((id) => id === chosen.id || id.startsWith(`${chosen.id}/`))
    return usable ?? ids.find((id) => isHere(inventory, id)) ?? [...builtIn.keys()][0]
  }

  return {
    list() {
      const models = installed()
      const chosen = defaultId(models.map(({ id }) => id))
      return models.map(({ open: _, ...facts }) => ({
        ...facts,
        isDefault: facts.id === chosen || facts.id.startsWith(`${chosen}/`),
      }))
    },
    async open(id) {
      const models = installed()
      const name = id ?? defaultId(models.map((model) => model.id))
      if (name === undefined) throw noModel()
      const found = models.find((model) => model.id === name) ?? models.find((model) => model.id.startsWith(`${name}/`))
      if (found !== undefined) return found.open()
      throw new WorkspaceError('not-found', `There is no language model "${name}".`, {
        hint: `There are: ${models.map((model) => model.id).join(', ') || 'none'}.`,
      })
    },
    async embed(texts, { id, signal = new AbortController().signal } = {}) {
      const wanted = id ?? (config.chat.embeddingModel || undefined)
      const files = ggufModels(inventory)
      const file = files.find((each) => (wanted === undefined ? each.embeds : each.id === wanted))
      if (file !== undefined) return embedByGguf(file, texts, { local, config, signal })
      const server = servers().find((each) => (wanted === undefined ? each.embeds : each.id === wanted))
      if (server !== undefined) return { model: server.id, ...(await server.embed(texts, signal)) }
      // A model that talks makes vectors too, if not as good ones.
      const talking = wanted === undefined ? files[0] : undefined
      if (talking !== undefined) return embedByGguf(talking, texts, { local, config, signal })
      if (wanted === undefined) throw noModel()
      throw new WorkspaceError('not-found', `There is no model "${wanted}" that makes vectors of texts.`, {
        hint: 'What there is: ai-workspace models list',
      })
    },
    loaded: () => local.items(),
    unload: (titles) => local.unload(titles),
    register: (model) => void builtIn.set(model.id, model),
    [Symbol.asyncDispose]: () => local[Symbol.asyncDispose](),
  }
}

function noModel(): WorkspaceError {
  return new WorkspaceError('no-model', 'There is no language model that could do this.', {
    hint: 'What can be pulled: ai-workspace models search language. Or a server: ai-workspace models add --server http://127.0.0.1:11434',
  })
}

function isHere(inventory: ModelInventory, id: string): boolean {
  const model: InstalledModel | undefined = inventory
    .list()
    .find((each) => id === each.id || id.startsWith(`${each.id}/`))
  if (model?.architecture !== chatServerArchitecture) return model !== undefined
  return /^https?:\/\/(127\.|localhost|\[::1\])/.test(model.source)
}
