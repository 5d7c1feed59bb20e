import { createHash } from 'node:crypto'
import { WorkspaceError } from '../../../base/error.ts'
import type { InstalledModel } from '../../hub/installed-model.ts'
import { idOf } from '../../hub/model-id.ts'
import type { NewServer, ServerContext } from '../../servers/add-server.ts'
import { pickFile } from '../../servers/pick-name.ts'
import { parseServerAddress } from '../../servers/server-address.ts'
import type { ServerConnection } from '../../servers/server-client.ts'
import { readAuthorization } from '../../servers/server-token.ts'
import { type ChatServerSettings, chatServerArchitecture, parseChatServerSettings } from './chat-server-settings.ts'
import { discoverChatServer } from './discover-chat-server.ts'

/** Takes a language server into the inventory, with what it serves now. Of its token only the place is kept. */
export async function addChatServer(
  { url: given, id, model, tokenEnv, tokenFile }: Omit<NewServer, 'kind'>,
  { inventory, offline, environment, signal }: ServerContext,
): Promise<InstalledModel> {
  const url = parseServerAddress(given)
  const place = { ...(tokenEnv === undefined ? {} : { tokenEnv }), ...(tokenFile === undefined ? {} : { tokenFile }) }
  const server: ServerConnection = { url, authorization: readAuthorization(place, environment), offline }
  const facts = await discoverChatServer(server, signal)
  if (facts.models.length === 0 && model === undefined) {
    throw new WorkspaceError('no-model', `${new URL(url).host} serves no model.`, {
      hint: 'Load one there first, or name the one that it loads when asked: --model NAME',
    })
  }
  const chosen =
    model === undefined ? undefined : facts.models.length === 0 ? model : pickFile('model', model, facts.models)
  const { host } = new URL(url)
  const settings: ChatServerSettings = {
    url,
    ...place,
    ...(chosen === undefined ? {} : { model: chosen }),
    ...facts,
    askedAt: new Date().toISOString(),
  }
  const program = facts.program ?? 'OpenAI-compatible server'
  return inventory.add({
    format: 1,
    id: id ?? freeId(program, host, (name) => inventory.list().some((each) => each.id === name)),
    version: createHash('sha256')
      .update(['chat', url, chosen ?? ''].join('\n'))
      .digest('hex')
      .slice(0, 12),
    title: `${program} at ${host}${chosen === undefined ? '' : `, ${chosen}`}`,
    kind: 'language',
    architecture: chatServerArchitecture,
    component: false,
    storage: 'server',
    files: [],
    companions: [],
    settings,
    commercialUse: 'unknown',
    source: url,
    addedAt: new Date().toISOString(),
  })
}

/** Asks a language server anew what it serves, and keeps that. */
export async function refreshChatServer(
  model: InstalledModel,
  { inventory, offline, environment, signal }: ServerContext,
): Promise<{ model: InstalledModel; changes: { list: 'models'; added: string[]; gone: string[] }[] }> {
  const before = parseChatServerSettings(model.settings)
  const server: ServerConnection = { url: before.url, authorization: readAuthorization(before, environment), offline }
  const now = await discoverChatServer(server, signal)
  const added = now.models.filter((name) => !before.models.includes(name))
  const gone = before.models.filter((name) => !now.models.includes(name))
  return {
    model: inventory.amend(model, { settings: { ...before, ...now, askedAt: new Date().toISOString() } }),
    changes: added.length + gone.length > 0 ? [{ list: 'models', added, gone }] : [],
  }
}

/** The program's name reads best; a second one is told by its host. */
function freeId(program: string, host: string, taken: (id: string) => boolean): string {
  const name = idOf(program.replace(/ [\d.b].*$/, ''))
  return taken(name) ? idOf(`${name}-${host}`) : name
}
