import type { Config } from '../../base/config.ts'
import type { Language } from '../language/language.ts'
import type { AssetStore } from '../storage/asset-store.ts'
import type { Database } from '../storage/database.ts'
import type { HistoryStore } from '../storage/history-store.ts'
import type { ProjectStore } from '../storage/project-store.ts'
import type { Workbench } from '../workbench.ts'
import { ChatService } from './chat-service.ts'
import { ProjectIndex } from './retrieval/project-index.ts'
import { ConversationStore } from './store/conversation-store.ts'

/** The conversations of a workspace, out of its parts. */
export function openChat(
  workspace: Workbench,
  {
    database,
    projects,
    history,
    assets,
    language,
    config,
  }: {
    readonly database: Database
    readonly projects: ProjectStore
    readonly history: HistoryStore
    readonly assets: AssetStore
    readonly language: Language
    readonly config: Config
  },
): ChatService {
  const index = new ProjectIndex(database)
  const search = async (projectId: string, text: string) => {
    const { searchParts } = await import('./retrieval/search-parts.ts')
    const { embeddingModel } = config.chat
    return searchParts(projects.get(projectId), text, { index, assets, language, embeddingModel })
  }
  return new ChatService(workspace, new ConversationStore(database, projects, history), search)
}
