import { createHash } from 'node:crypto'
import { WorkspaceError } from '../../base/error.ts'
import type { InstalledModel } from '../hub/installed-model.ts'
import type { ModelInventory } from '../hub/inventory.ts'
import { idOf } from '../hub/model-id.ts'
import { discoverServer, recogniseServer } from './discover-server.ts'
import { pickFile } from './pick-name.ts'
import { parseServerAddress } from './server-address.ts'
import type { ServerConnection } from './server-client.ts'
import { kindOfArchitecture, type ServerKind, serverArchitecture, serverTitles } from './server-kind.ts'
import { parseServerSettings, type ServerCapabilities, type ServerSettings } from './server-settings.ts'
import { readAuthorization, type TokenPlace } from './server-token.ts'

export interface ServerContext {
  readonly inventory: ModelInventory
  /** Only servers of this machine may be asked. */
  readonly offline: boolean
  /** Where tokens are read from. */
  readonly environment: NodeJS.ProcessEnv
  readonly signal: AbortSignal
}

export interface NewServer extends TokenPlace {
  readonly url: string
  /** Absent: found out by asking its usual paths. */
  readonly kind?: ServerKind | undefined
  /** The name to call it by; absent: its kind. */
  readonly id?: string | undefined
  /** Which of its models is used; absent: the one it has loaded. */
  readonly model?: string | undefined
}

/** Takes a server into the inventory, with what it can do now. The token is read once, to ask, and only its place is kept. */
export async function addServer(
  { url: given, kind: stated, id, model, tokenEnv, tokenFile }: NewServer,
  { inventory, offline, environment, signal }: ServerContext,
): Promise<InstalledModel> {
  const url = parseServerAddress(given)
  const place = { ...(tokenEnv === undefined ? {} : { tokenEnv }), ...(tokenFile === undefined ? {} : { tokenFile }) }
  const server: ServerConnection = { url, authorization: readAuthorization(place, environment), offline }
  const kind = stated ?? (await recogniseServer(server, signal))
  const capabilities = await discoverServer(kind, server, signal)
  const chosen = model === undefined ? undefined : chooseModel(model, kind, capabilities)
  const { host } = new URL(url)
  const settings: ServerSettings = {
    url,
    ...place,
    ...(chosen === undefined ? {} : { model: chosen }),
    ...capabilities,
    askedAt: new Date().toISOString(),
  }
  return inventory.add({
    format: 1,
    id: id ?? freeId(kind, host, inventory),
    version: createHash('sha256')
      .update([kind, url, chosen ?? ''].join('\n'))
      .digest('hex')
      .slice(0, 12),
    title: `${capabilities.program ?? serverTitles[kind]} at ${host}${chosen === undefined ? '' : `, ${chosen}`}`,
    kind: 'checkpoint',
    architecture: serverArchitecture(kind),
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

/** One of a server's lists, and what came or went since it was last asked. */
export interface ServerChange {
  readonly list: (typeof lists)[number]
  readonly added: readonly string[]
  readonly gone: readonly string[]
}

const lists = ['abilities', 'models', 'samplers', 'schedules', 'loras', 'controlnets', 'vaes'] as const

/** Asks a server anew what it can do, and keeps that. */
export async function refreshServer(
  model: InstalledModel,
  { inventory, offline, environment, signal }: ServerContext,
): Promise<{ model: InstalledModel; changes: ServerChange[] }> {
  const kind = kindOfArchitecture(model.architecture)
  if (kind === undefined) {
    throw new WorkspaceError('config-invalid', `"${model.architecture}" is no kind of server that is known here.`, {
      hint: `Add it again: ai-workspace models add --server ${model.source}`,
    })
  }
  const before = parseServerSettings(model.settings)
  const server: ServerConnection = { url: before.url, authorization: readAuthorization(before, environment), offline }
  const now = await discoverServer(kind, server, signal)
  const { url, tokenEnv, tokenFile, model: chosen } = before
  const kept = { url, tokenEnv, tokenFile, model: chosen }
  const settings = { ...JSON.parse(JSON.stringify(kept)), ...now, askedAt: new Date().toISOString() }
  const changes = lists.map((list) => ({ list, ...difference(before[list], now[list]) }))
  return {
    model: inventory.amend(model, { settings }),
    changes: changes.filter(({ added, gone }) => added.length > 0 || gone.length > 0),
  }
}

function difference(before: readonly string[], now: readonly string[]): { added: string[]; gone: string[] } {
  const [had, has] = [new Set(before), new Set(now)]
  return { added: now.filter((each) => !had.has(each)), gone: before.filter((each) => !has.has(each)) }
}

function chooseModel(model: string, kind: ServerKind, { models, loadedModel }: ServerCapabilities): string {
  if (kind === 'sdcpp') {
    throw new WorkspaceError(
      'bad-input',
      `An sd-server has the one model it was started with: ${loadedModel ?? 'no name'}.`,
      {
        hint: 'Leave --model out.',
      },
    )
  }
  // Such servers need not list all that they take.
  return kind === 'openai' && models.length === 0 ? model : pickFile('model', model, models)
}

/** The kind alone reads best; a second server of a kind is told by its host. */
function freeId(kind: ServerKind, host: string, inventory: ModelInventory): string {
  return inventory.list().some(({ id }) => id === kind) ? idOf(`${kind}-${host}`) : kind
}
