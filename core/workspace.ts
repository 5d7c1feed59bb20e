import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { WorkspaceEvent } from '../base/job.ts'
import { ModelInventory } from '../models/hub/inventory.ts'
import type { ChatService } from './chat/chat-service.ts'
import type { createInterpreter as CreateInterpreter } from './chat/interpreter/create-interpreter.ts'
import type { openChat as OpenChat } from './chat/open-chat.ts'
import { concernsEngine } from './config/concerns-engine.ts'
import { Settings } from './config/settings.ts'
import type { Language, openLanguage as OpenLanguage } from './language/language.ts'
import { openLog } from './logs/log.ts'
import type { ModelLibrary } from './models/model-library.ts'
import type { TransferStore } from './models/transfers/transfer-store.ts'
import { outsideEffects } from './outside-effects.ts'
import { loadModelFamilies, loadNode, loadNodes, nodeFiles } from './pipeline/discovery.ts'
import { Engine } from './pipeline/engine.ts'
import { JobStore } from './pipeline/job-store.ts'
import type { LoadedMemory, OutsideMemory } from './pipeline/memory-budget.ts'
import { memoryLimit } from './pipeline/memory-limit.ts'
import { ModelStore } from './pipeline/model-store.ts'
import { NodeCache } from './pipeline/node-cache.ts'
import { Queue } from './pipeline/queue.ts'
import { RunnerLock } from './pipeline/runner-lock.ts'
import { emptyTrash, trashContent } from './storage/empty-trash.ts'
import { makeFolder } from './storage/files.ts'
import { openStores } from './storage/open-stores.ts'
import { forgetThumbnails } from './storage/thumbnail-files.ts'
import { DeliveryStore } from './webhooks/delivery-store.ts'
import { WebhookStore } from './webhooks/webhook-store.ts'
import type { Workbench } from './workbench.ts'

/** Everything a way in needs. Close it with `await using`. */
export interface Workspace extends Workbench {
  /** Conversations with a language model that acts through tools. */
  readonly chat: ChatService
}

export type { WorkspaceEvent }

const require = createRequire(import.meta.url)

/** Where the workspace lies: AI_WORKSPACE_HOME, else `~/ai-workspace`. */
export function workspaceHome(environment: NodeJS.ProcessEnv): string {
  return resolve(environment['AI_WORKSPACE_HOME'] || join(homedir(), 'ai-workspace'))
}

/** Opens a workspace, making its folder the first time. The composition root: everyone else is given what it needs. */
export async function openWorkspace({
  home: givenHome,
  environment = process.env,
}: {
  home?: string
  environment?: NodeJS.ProcessEnv
} = {}): Promise<Workspace> {
  const home = givenHome === undefined ? workspaceHome(environment) : resolve(givenHome)
  for (const part of ['projects', 'config', 'logs', 'models']) makeFolder(join(home, part))
  const settings = new Settings(home, environment)
  const config = settings.values
  const log = openLog(join(home, 'logs'), config.logs)
  const { database, projects, history, assets, collections, comfy } = openStores(home)
  const jobs = new JobStore(database)
  const inventory = new ModelInventory(home)
  const models = new ModelStore(config, inventory, {
    configFolder: join(home, 'config'),
    onProvider: (choice) => log.info('provider', { ...choice }),
  })
  let library: Promise<ModelLibrary> | undefined
  let transfers: Promise<TransferStore> | undefined
  const cache = new NodeCache(database, assets, models, config)
  let language: Language | undefined
  const outside: OutsideMemory = {
    items: () => language?.loaded() ?? [],
    unload: async (titles) => language?.unload(titles),
  }
  const engine = new Engine({ home, log, environment, outside, onEvent: (event) => queue.announce(event) })
  const lock = new RunnerLock(home)
  const nothingLoaded = (): LoadedMemory => ({ items: [], usedBytes: 0, limitBytes: memoryLimit(config) })
  const queue = new Queue({
    database,
    jobs,
    projects,
    history,
    cache,
    engine,
    lock,
    log,
    config,
  })
  const withLanguage = ({ items, usedBytes, limitBytes }: LoadedMemory): LoadedMemory => {
    const ours = outside.items()
    return {
      items: [...items, ...ours].toSorted((a, b) => a.lastUsedAt.localeCompare(b.lastUsedAt)),
      usedBytes: ours.reduce((sum, { bytes }) => sum + bytes, usedBytes),
      limitBytes,
    }
  }
  settings.subscribe((keys) => {
    log.info('config-change', { keys })
    if (!keys.some(concernsEngine)) return
    models.settingsChanged()
    engine.replaceWhenIdle()
  })
  for (const problem of projects.discover()) log.warn('project-problem', { problem })
  const recovered = queue.recover().map((job) => job.id)

  // Imported when first asked for: most commands need no list of models.
  const loadLibrary = () => {
    library ??= import('./models/model-library.ts').then(
      ({ ModelLibrary }) => new ModelLibrary({ home, config, environment, families: loadModelFamilies }),
    )
    return library
  }

  // Loaded when somebody first asks for one, as conversations are: most commands would pay 15 modules for nothing.
  const languageOf = (workspace: Workspace): Language => {
    if (language !== undefined) return language
    const { openLanguage } = require('./language/language.ts') as { openLanguage: typeof OpenLanguage }
    const { createInterpreter } = require('./chat/interpreter/create-interpreter.ts') as {
      createInterpreter: typeof CreateInterpreter
    }
    language = openLanguage({
      inventory,
      config,
      environment,
      log,
      neighbour: {
        known: () => engine.lastMemory ?? nothingLoaded(),
        memory: async () => (await engine.memory()) ?? nothingLoaded(),
        unload: (title) => engine.unload(title),
        tell: () => engine.tellOutside(),
      },
      // It belongs to no job.
      onChange: (change) => queue.announce({ ...change, jobId: '' }),
    })
    language.register(
      createInterpreter(async () => {
        const [{ worldOfTurn }, { readWorld }] = await Promise.all([
          import('./chat/world-of-turn.ts'),
          import('./chat/read-world.ts'),
        ])
        return worldOfTurn() ?? readWorld(workspace, projects.current().id)
      }),
    )
    return language
  }

  let chat: ChatService | undefined
  // Loaded when somebody first talks, at once and not as a promise: every command would pay 20 modules for it.
  const chatOf = (workspace: Workspace) => {
    const { openChat } = require('./chat/open-chat.ts') as { openChat: typeof OpenChat }
    chat ??= openChat(workspace, { database, projects, history, assets, language: languageOf(workspace), config })
    return chat
  }
  const workspace: Workspace = {
    home,
    config,
    settings,
    log,
    projects,
    assets,
    collections,
    comfy,
    history,
    models,
    get language() {
      return languageOf(workspace)
    },
    get chat() {
      return chatOf(workspace)
    },
    library: loadLibrary,
    transfers: () => {
      transfers ??= Promise.all([loadLibrary(), import('./models/transfers/transfer-store.ts')]).then(
        ([models, { TransferStore }]) => new TransferStore({ database, library: models, log }),
      )
      return transfers
    },
    webhooks: { receivers: new WebhookStore(home), deliveries: new DeliveryStore(database) },
    queue,
    recovered,
    nodes: {
      ids: () => [...nodeFiles().keys()].sort(),
      get: loadNode,
      list: async () => (await loadNodes()).list(),
    },
    warmUp: () => void engine.start(),
    loadedModels: async () => withLanguage((await engine.memory()) ?? nothingLoaded()),
    async unloadModels(title) {
      await language?.unload(title === undefined ? undefined : [title])
      return withLanguage((await engine.unload(title)) ?? nothingLoaded())
    },
    currentSession: (project) => projects.currentSession(project, config.projects.sessionGapHours),
    changesByOthers: () => Number(database.get('PRAGMA data_version')!['data_version']),
    // Rare ones are imported when they are asked for: every command would pay for them.
    importFile: async (file, { projectId, ...given }) => {
      const { importFile } = await import('./storage/import-file.ts')
      const project = projects.get(projectId)
      const session = projects.currentSession(project, config.projects.sessionGapHours)
      return importFile({ assets, history }, file, { project, session, ...given })
    },
    trashContent: (project, filter) => trashContent(database, project, filter),
    emptyTrash: (project, filter) => {
      const emptied = emptyTrash(database, project, filter)
      forgetThumbnails(home, emptied.assets)
      return emptied
    },
    reindex: async () => {
      const { reindex } = await import('./storage/reindex.ts')
      const report = await reindex({ database, projects, assets })
      return { ...report, problems: [...report.problems, ...workspace.chat.reindex()] }
    },
    async [Symbol.asyncDispose]() {
      await chat?.[Symbol.asyncDispose]()
      await (await transfers)?.[Symbol.asyncDispose]()
      await language?.[Symbol.asyncDispose]()
      await engine[Symbol.asyncDispose]()
      await models[Symbol.asyncDispose]()
      lock[Symbol.dispose]()
      database[Symbol.dispose]()
    },
  }
  const moveConversation = (id: string, projectId: string) => workspace.chat.move(id, projectId)
  history.useOutside(outsideEffects({ settings, inventory, projects, moveConversation }))
  return workspace
}
