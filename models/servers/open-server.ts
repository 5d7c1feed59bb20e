import { WorkspaceError } from '../../base/error.ts'
import type { GeneratedImage, ImageAbility, ImageModel, ImageRequest } from '../../base/model.ts'
import { discoverServer } from './discover-server.ts'
import { refuseBeyond } from './refuse-request.ts'
import type { ServerConnection } from './server-client.ts'
import { type ServerKind, serverTitles } from './server-kind.ts'
import { parseServerSettings, type ServerSettings } from './server-settings.ts'
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

export type Draw = (request: ImageRequest, drawing: Drawing) => Promise<GeneratedImage>

/** A server as an image model, by the settings of its manifest. */
export function openServer(
  kind: ServerKind,
  { draw, settings, offline }: { draw: Draw; settings: Readonly<Record<string, unknown>>; offline: boolean },
): ImageModel & AsyncDisposable {
  const kept = parseServerSettings(settings)
  return {
    abilities: new Set(kept.abilities),
    ...(kept.size === undefined ? {} : { size: kept.size }),
    async generate(request, { signal, onProgress }) {
      const server = { url: kept.url, authorization: readAuthorization(kept), offline }
      const { host } = new URL(kept.url)
      const drawWith = async (now: ServerSettings) => {
        refuseBeyond(request, kind, new Set<ImageAbility>(now.abilities))
        const image = await draw(request, { server, host, settings: now, signal, onProgress })
        return { ...image, facts: { ...factsOfServer(kind, now), ...image.facts } }
      }
      try {
        return await drawWith(kept)
      } catch (error) {
        if (!isUnknownName(error)) throw error
        // It may have been given that LoRA or checkpoint since it was last asked.
        return drawWith({ ...kept, ...(await discoverServer(kind, server, signal)) })
      }
    },
    [Symbol.asyncDispose]: async () => {},
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
