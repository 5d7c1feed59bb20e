import type { InstalledModel } from '../../hub/installed-model.ts'
import {
  addServer,
  type NewServer,
  refreshServer,
  type ServerChange,
  type ServerContext,
} from '../../servers/add-server.ts'
import { recogniseServer } from '../../servers/discover-server.ts'
import { parseServerAddress } from '../../servers/server-address.ts'
import type { ServerKind } from '../../servers/server-kind.ts'
import { readAuthorization } from '../../servers/server-token.ts'
import { addChatServer, refreshChatServer } from './add-chat-server.ts'
import { mlxArchitecture } from './add-mlx-model.ts'
import { chatServerArchitecture } from './chat-server-settings.ts'
import { speaksChat } from './discover-chat-server.ts'

/** A server as somebody names it, whatever it serves. */
export type AnyServer = Omit<NewServer, 'kind'> & { readonly kind?: ServerKind | 'chat' | undefined }

/** Takes in a server of pictures or of words; which of them is found out where it is not said. */
export async function addAnyServer({ kind, ...server }: AnyServer, context: ServerContext): Promise<InstalledModel> {
  if (kind === 'chat') return addChatServer(server, context)
  if (kind !== undefined) return addServer({ ...server, kind }, context)
  const connection = {
    url: parseServerAddress(server.url),
    authorization: readAuthorization(server, context.environment),
    offline: context.offline,
  }
  const found = await recogniseServer(connection, context.signal)
  // A list of models is all that image and language servers of this dialect have in common.
  if (found === 'openai' && (await speaksChat(connection, context.signal))) return addChatServer(server, context)
  return addServer({ ...server, kind: found }, context)
}

/** Asks any server anew what it can do, and keeps that. */
export async function refreshAnyServer(
  model: InstalledModel,
  context: ServerContext,
): Promise<{ model: InstalledModel; changes: ServerChange[] }> {
  // It is started when it is asked something: there is nothing to find out before.
  if (model.architecture === mlxArchitecture) return { model, changes: [] }
  return model.architecture === chatServerArchitecture
    ? refreshChatServer(model, context)
    : refreshServer(model, context)
}
