import type { ChatModel } from '../../base/chat.ts'
import type { ModelInventory } from '../../models/hub/inventory.ts'
import { chatServerArchitecture, parseChatServerSettings } from '../../models/llm/servers/chat-server-settings.ts'
import { embedByServer, openChatServer } from '../../models/llm/servers/open-chat-server.ts'

/** One model of a server that was added. */
interface ServedModel {
  readonly id: string
  /** It says of itself that it makes vectors. */
  readonly embeds: boolean
  open(): ChatModel
  embed(texts: readonly string[], signal: AbortSignal): Promise<{ vectors: Float32Array[]; tokens: number }>
}

/** Every model of every language server in the inventory: 'name' where it has one, else 'name/model'. */
export function chatServers(
  inventory: ModelInventory,
  { offline, environment }: { offline: boolean; environment: NodeJS.ProcessEnv },
): ServedModel[] {
  const servers = inventory.list().filter((model) => model.isDefault && model.architecture === chatServerArchitecture)
  return servers.flatMap(({ id: serverId, title, settings: kept }) => {
    const settings = parseChatServerSettings(kept)
    const models = settings.model === undefined ? settings.models : [settings.model]
    return models.map((model): ServedModel => {
      const id = models.length === 1 ? serverId : `${serverId}/${model}`
      const server = {
        id,
        title: settings.model === undefined ? `${model} (${title})` : title,
        settings,
        model,
        offline,
        environment,
      }
      return {
        id,
        embeds: settings.facts[model]?.embeddings === true,
        open: () => openChatServer(server),
        embed: (texts, signal) => embedByServer(server, texts, signal),
      }
    })
  })
}
