import { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'
import { askJson, type ServerConnection } from '../server-client.ts'
import { type ServerCapabilities, serverCapabilitiesSchema } from '../server-settings.ts'

const named = z.array(z.object({ name: z.string() }))
const loras = z.array(z.object({ name: z.string(), alias: z.string().nullish() }))
const schedulers = z.array(z.object({ name: z.string(), label: z.string().optional() }))
const models = z.array(z.object({ title: z.string(), model_name: z.string().optional() }))
const vaes = z.array(z.object({ model_name: z.string() }))
const options = z.object({ sd_model_checkpoint: z.string().nullish() })
const controlnets = z.object({ model_list: z.array(z.string()) })

/** What an A1111 or Forge server has. Lists that a fork does not offer are empty; samplers and models it must have. */
export async function discoverA1111(server: ServerConnection, signal: AbortSignal): Promise<ServerCapabilities> {
  const get = <T>(path: string, schema: z.ZodType<T>) => askJson(server, path, schema, { signal })
  const some = <T>(path: string, schema: z.ZodType<T>, otherwise: T) =>
    get(path, schema).catch((error) => {
      if (error instanceof WorkspaceError && (error.code === 'not-found' || error.code === 'bad-input'))
        return otherwise
      throw error
    })
  // One after the other: the server answers them on one thread anyway.
  const samplers = await get('/sdapi/v1/samplers', named)
  const checkpoints = await get('/sdapi/v1/sd-models', models)
  const { sd_model_checkpoint: loadedModel } = await some('/sdapi/v1/options', options, {})
  const schedules = await some('/sdapi/v1/schedulers', schedulers, [])
  const networks = await some('/sdapi/v1/loras', loras, [])
  const autoencoders = await some('/sdapi/v1/sd-vae', vaes, [])
  const guides = (await some('/controlnet/model_list', controlnets, { model_list: [] })).model_list
  return serverCapabilitiesSchema.parse({
    program: 'A1111/Forge',
    abilities: ['start', 'mask', 'seamless', 'variation', 'sampling', ...(guides.length > 0 ? ['control'] : [])],
    models: checkpoints.map(({ title }) => title),
    ...(typeof loadedModel === 'string' && loadedModel !== '' ? { loadedModel } : {}),
    samplers: samplers.map(({ name }) => name),
    schedules: schedules.map(({ name, label }) => label ?? name),
    loras: [...new Set(networks.flatMap(({ name, alias }) => (alias ? [name, alias] : [name])))],
    controlnets: guides.filter((name) => name !== 'None'),
    vaes: autoencoders.map(({ model_name }) => model_name),
  })
}
