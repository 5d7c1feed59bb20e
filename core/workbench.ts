import type { Config } from '../base/config.ts'
import type { Node } from '../base/node.ts'
import type { Project } from '../base/project.ts'
import type { Settings } from './config/settings.ts'
import type { Language } from './language/language.ts'
import type { Log } from './logs/log.ts'
import type { ModelLibrary } from './models/model-library.ts'
import type { TransferStore } from './models/transfers/transfer-store.ts'
import type { LoadedMemory } from './pipeline/memory-budget.ts'
import type { ModelStore } from './pipeline/model-store.ts'
import type { Queue } from './pipeline/queue.ts'
import type { AssetStore } from './storage/asset-store.ts'
import type { CollectionStore } from './storage/collection-store.ts'
import type { ComfyStore } from './storage/comfy-store.ts'
import type { EmptiedTrash, TrashContent, TrashFilter } from './storage/empty-trash.ts'
import type { HistoryStore } from './storage/history-store.ts'
import type { importFile } from './storage/import-file.ts'
import type { ProjectStore } from './storage/project-store.ts'
import type { ReindexReport } from './storage/reindex.ts'
import type { DeliveryStore } from './webhooks/delivery-store.ts'
import type { WebhookStore } from './webhooks/webhook-store.ts'

/** What work stands on, a conversation's too: everything of a workspace but the conversations themselves. */
export interface Workbench extends AsyncDisposable {
  /** Absolute path of the workspace folder. */
  readonly home: string
  /** The values of `settings`: one object that stays, whose values change. */
  readonly config: Config
  readonly settings: Settings
  readonly log: Log
  readonly projects: ProjectStore
  readonly assets: AssetStore
  readonly collections: CollectionStore
  /** What clients of ComfyUI sent and were given. */
  readonly comfy: ComfyStore
  readonly history: HistoryStore
  readonly models: ModelStore
  /** Models that talk: GGUF files, servers, the built-in interpreter. */
  readonly language: Language
  /** Models on disk and those that can be pulled. */
  library(): Promise<ModelLibrary>
  /** Pulls and other long work on models. Only a server asks for it: what another start left is taken up here. */
  transfers(): Promise<TransferStore>
  readonly queue: Queue
  readonly nodes: {
    ids(): string[]
    /** Imports one node's file. */
    get(id: string): Promise<Node>
    list(): Promise<Node[]>
  }
  /** Jobs that a process which is gone left unfinished, found at this start; they are queued again. */
  readonly recovered: readonly string[]
  /** Programs that are told what happens, and the messages to them. */
  readonly webhooks: { readonly receivers: WebhookStore; readonly deliveries: DeliveryStore }
  /** Starts the engine process ahead of the first job. */
  warmUp(): void
  /** The models that the engine has loaded. */
  loadedModels(): Promise<LoadedMemory>
  /** Unloads what no job uses, or only what has this title. */
  unloadModels(title?: string): Promise<LoadedMemory>
  /** The session that work in a project goes into now. */
  currentSession(project: Project): string
  /** A number that changes when another process has written to the database. */
  changesByOthers(): number
  /** Takes a file from outside into a project as an asset, after looking whether it is what it claims to be. */
  importFile(
    file: string,
    options: { projectId: string; name?: string; source?: string },
  ): ReturnType<typeof importFile>
  /** What lies in a project's trash. */
  trashContent(project: Project, filter?: TrashFilter): TrashContent
  /** Deletes that for good. */
  emptyTrash(project: Project, filter?: TrashFilter): EmptiedTrash
  /** Rebuilds the index from the journals and files of all projects. */
  reindex(): Promise<ReindexReport>
}
