import { z } from 'zod'
import { askJson, type ServerConnection } from '../server-client.ts'
import { type ServerCapabilities, serverCapabilitiesSchema } from '../server-settings.ts'

const modelsSchema = z.object({ data: z.array(z.object({ id: z.string() })) })

/** What an OpenAI-images server has: its list of models, which may hold language models too. It tells nothing else. */
export async function discoverOpenai(server: ServerConnection, signal: AbortSignal): Promise<ServerCapabilities> {
  const { data } = await askJson(server, '/v1/models', modelsSchema, { signal })
  return serverCapabilitiesSchema.parse({
    abilities: ['start', 'mask'],
    models: data.map(({ id }) => id),
    // The one size that every model of OpenAI's makes.
    size: { width: 1024, height: 1024 },
  })
}
