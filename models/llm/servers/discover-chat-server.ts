import { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'
import { askJson, type ServerConnection } from '../../servers/server-client.ts'
import type { ChatServerFacts } from './chat-server-settings.ts'

/** `GET /v1/models`: vLLM adds max_model_len, llama-server meta. */
const listSchema = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      owned_by: z.string().nullish(),
      max_model_len: z.number().nullish(),
      meta: z.object({ n_ctx: z.number().nullish(), n_ctx_train: z.number().nullish() }).nullish(),
    }),
  ),
})

type ModelFacts = ChatServerFacts['facts'][string]

/** What a language server serves now, with what it tells of its models by its own paths. Errors: those of `askJson`. */
export async function discoverChatServer(server: ServerConnection, signal: AbortSignal): Promise<ChatServerFacts> {
  const { data } = await askJson(server, '/v1/models', listSchema, { signal })
  const facts: Record<string, ModelFacts> = {}
  for (const { id, max_model_len, meta } of data) {
    const contextTokens = max_model_len ?? meta?.n_ctx ?? meta?.n_ctx_train
    if (typeof contextTokens === 'number') facts[id] = { contextTokens }
  }
  const models = data.map(({ id }) => id)
  for (const sign of [ollama, lmStudio, llamaServer, vllm]) {
    const told = await askOptional(() => sign(server, models, signal))
    if (told === undefined) continue
    for (const [id, more] of Object.entries(told.facts)) facts[id] = { ...facts[id], ...more }
    return { program: told.program, models, facts }
  }
  // mlx_lm has no path that is its own.
  return { models, facts }
}

interface Told {
  readonly program: string
  readonly facts: Readonly<Record<string, ModelFacts>>
}

/** https://docs.ollama.com/api: /api/version, and /api/show of each model. */
async function ollama(server: ServerConnection, models: readonly string[], signal: AbortSignal): Promise<Told> {
  const { version } = await askJson(server, '/api/version', z.object({ version: z.string() }), { signal })
  const shown = z.object({
    capabilities: z.array(z.string()).default([]),
    model_info: z.record(z.string(), z.unknown()).default({}),
  })
  const facts: Record<string, ModelFacts> = {}
  // One question each: somebody with more has them listed, and asked when they are used.
  for (const model of models.slice(0, 40)) {
    const told = await askOptional(() => askJson(server, '/api/show', shown, { signal, json: { model } }))
    const context = Object.entries(told?.model_info ?? {}).find(([key]) => key.endsWith('.context_length'))?.[1]
    facts[model] = {
      images: told?.capabilities.includes('vision') ?? false,
      embeddings: told?.capabilities.includes('embedding') ?? false,
      ...(typeof context === 'number' ? { contextTokens: context } : {}),
    }
  }
  return { program: `Ollama ${version}`, facts }
}

/** https://lmstudio.ai/docs/developer/rest: /api/v0/models. */
async function lmStudio(server: ServerConnection, _: readonly string[], signal: AbortSignal): Promise<Told> {
  const schema = z.object({
    data: z.array(
      z.object({
        id: z.string(),
        type: z.enum(['llm', 'vlm', 'embeddings']).or(z.string()),
        max_context_length: z.number().nullish(),
        loaded_context_length: z.number().nullish(),
      }),
    ),
  })
  const { data } = await askJson(server, '/api/v0/models', schema, { signal })
  const facts = data.map(({ id, type, max_context_length, loaded_context_length }): [string, ModelFacts] => {
    const context = loaded_context_length ?? max_context_length
    return [
      id,
      {
        images: type === 'vlm',
        embeddings: type === 'embeddings',
        ...(typeof context === 'number' ? { contextTokens: context } : {}),
      },
    ]
  })
  return { program: 'LM Studio', facts: Object.fromEntries(facts) }
}

/** llama.cpp, tools/server/README.md: GET /props. */
async function llamaServer(server: ServerConnection, models: readonly string[], signal: AbortSignal): Promise<Told> {
  const schema = z.object({
    default_generation_settings: z.object({ n_ctx: z.number() }),
    modalities: z.object({ vision: z.boolean().nullish() }).nullish(),
    build_info: z.string().nullish(),
  })
  const props = await askJson(server, '/props', schema, { signal })
  const { n_ctx } = props.default_generation_settings
  const one: ModelFacts = { contextTokens: n_ctx, images: props.modalities?.vision === true }
  return {
    program: ['llama-server', props.build_info].filter(Boolean).join(' '),
    facts: Object.fromEntries(models.map((id) => [id, one])),
  }
}

/** vLLM: GET /version. */
async function vllm(server: ServerConnection, _: readonly string[], signal: AbortSignal): Promise<Told> {
  const { version } = await askJson(server, '/version', z.object({ version: z.string() }), { signal })
  return { program: `vLLM ${version}`, facts: {} }
}

/** Whether a server that lists models talks: asked for nothing, such a path refuses; one that is not there is 404 or 405. */
export async function speaksChat(server: ServerConnection, signal: AbortSignal): Promise<boolean> {
  try {
    await askJson(server, '/v1/chat/completions', z.unknown(), { signal, json: {} })
    return true
  } catch (error) {
    return error instanceof WorkspaceError && !['not-found', 'access-denied'].includes(error.code) && hasStatus(error)
  }
}

/** It answered, if only to refuse. */
function hasStatus(error: WorkspaceError): boolean {
  const status = (error.cause as { status?: unknown } | undefined)?.status
  return typeof status === 'number' && status !== 501
}

/** Undefined where the server has no such path, or answers it otherwise. */
async function askOptional<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof WorkspaceError && (error.code !== 'network' || hasStatus(error))) return undefined
    throw error
  }
}
