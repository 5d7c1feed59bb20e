import { z } from 'zod'
import { WorkspaceError } from '../../base/error.ts'
import { discoverA1111 } from './a1111/discover-a1111.ts'
import { discoverComfyui } from './comfyui/discover-comfyui.ts'
import { discoverOpenai } from './openai/discover-openai.ts'
import { discoverSdcpp } from './sdcpp/discover-sdcpp.ts'
import { askJson, type ServerConnection } from './server-client.ts'
import type { ServerKind } from './server-kind.ts'
import type { ServerCapabilities } from './server-settings.ts'

type Discover = (server: ServerConnection, signal: AbortSignal) => Promise<ServerCapabilities>

const discoverers: Readonly<Record<ServerKind, Discover>> = {
  openai: discoverOpenai,
  a1111: discoverA1111,
  comfyui: discoverComfyui,
  sdcpp: discoverSdcpp,
}

/** A path that only this kind answers, and the answer's form. The richest dialect of a server that speaks several comes first. */
const signs: readonly (readonly [kind: ServerKind, path: string, sign: z.ZodType])[] = [
  ['sdcpp', '/sdcpp/v1/capabilities', z.object({ samplers: z.array(z.string()) })],
  ['a1111', '/sdapi/v1/samplers', z.array(z.object({ name: z.string() }))],
  ['comfyui', '/object_info/KSampler', z.object({ KSampler: z.object({}) })],
  ['openai', '/v1/models', z.object({ data: z.array(z.object({ id: z.string() })) })],
]

/** Which dialect a server speaks: its usual paths are asked, of this address alone. 'bad-input' where none is known. */
export async function recogniseServer(server: ServerConnection, signal: AbortSignal): Promise<ServerKind> {
  for (const [kind, path, sign] of signs) {
    try {
      await askJson(server, path, sign, { signal })
      return kind
    } catch (error) {
      // Not this one: a 404, or a page for people. A server that cannot be reached, or wants a login, is told at once.
      if (!(error instanceof WorkspaceError) || !['not-found', 'bad-input'].includes(error.code)) throw error
    }
  }
  throw new WorkspaceError(
    'bad-input',
    `${new URL(server.url).host} answers, but as no image server that is known here.`,
    {
      hint: `None of these paths is there: ${signs.map(([, path]) => path).join(', ')}. A1111 needs --api. Or say what it is: --kind`,
    },
  )
}

/** What a server of a kind can do now. */
export function discoverServer(
  kind: ServerKind,
  server: ServerConnection,
  signal: AbortSignal,
): Promise<ServerCapabilities> {
  return discoverers[kind](server, signal)
}
