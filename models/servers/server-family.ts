import { WorkspaceError } from '../../base/error.ts'
import type { GeneratedImage, ImageAbility, ImageModel, ImageRequest, ModelFamily } from '../../base/model.ts'
import { refuseBeyond } from './refuse-request.ts'
import type { ServerConnection } from './server-client.ts'
import { type ServerKind, serverArchitecture, serverTitles } from './server-kind.ts'
import { parseServerSettings, type ServerCapabilities, type ServerSettings } from './server-settings.ts'
import { readAuthorization } from './server-token.ts'

/** What a dialect is given for one picture. */
export interface Drawing {
  readonly server: ServerConnection
  /** For messages: host and port. */
  readonly host: string
  readonly settings: ServerSettings
  readonly signal: AbortSignal
  readonly onProgress: Parameters<ImageModel['generate']>[1]['onProgress']
}

interface Dialect {
  readonly version: number
  readonly discover: (server: ServerConnection, signal: AbortSignal) => Promise<ServerCapabilities>
  readonly draw: (request: ImageRequest, drawing: Drawing) => Promise<GeneratedImage>
}

/** The family of one dialect: it runs what the inventory lists as 'server:<kind>', and no weights. */
export function serverFamily(
  kind: ServerKind,
  { version, discover, draw }: Dialect,
): ModelFamily<'text-to-image', undefined> {
  return {
    id: serverArchitecture(kind),
    task: 'text-to-image',
    summary: `Pictures drawn by another program that was added with models add --server: ${serverTitles[kind]}.`,
    version,
    architectures: [serverArchitecture(kind)],
    detect: () => undefined,
    async load(_, weights, { offline }) {
      const kept = parseServerSettings(weights?.settings ?? {})
      return {
        abilities: new Set(kept.abilities),
        ...(kept.size === undefined ? {} : { size: kept.size }),
        generate: (request, { signal, onProgress }) => {
          const server = { url: kept.url, authorization: readAuthorization(kept), offline }
          const { host } = new URL(kept.url)
          const drawWith = async (settings: ServerSettings) => {
            refuseBeyond(request, kind, new Set<ImageAbility>(settings.abilities))
            const image = await draw(request, { server, host, settings, signal, onProgress })
            return { ...image, facts: { ...factsOfServer(kind, settings), ...image.facts } }
          }
          return drawWith(kept).catch(async (error) => {
            if (!isUnknownName(error)) throw error
            // It may have been given that LoRA or checkpoint since it was last asked.
            return drawWith({ ...kept, ...(await discover(server, signal)) })
          })
        },
        [Symbol.asyncDispose]: async () => {},
      }
    },
  }
}

/** A name that is not in the lists that are kept: nothing was drawn yet. What the server itself refused has a status. */
function isUnknownName(error: unknown): boolean {
  return error instanceof WorkspaceError && error.code === 'not-found' && error.cause === undefined
}

/** No address: pictures travel further than the names of somebody's machines should. */
function factsOfServer(kind: ServerKind, { program, model, loadedModel }: ServerSettings): Record<string, unknown> {
  const serverModel = model ?? loadedModel
  return {
    server: program ?? serverTitles[kind],
    ...(serverModel === undefined ? {} : { serverModel }),
    // Another program's results cannot be made again bit for bit by this one.
    reproducible: false,
  }
}
