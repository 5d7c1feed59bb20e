import { availableParallelism } from 'node:os'
import type { ChatModel, ChatRequest } from '../../base/chat.ts'
import type { Config } from '../../base/config.ts'
import { WorkspaceError } from '../../base/error.ts'
import { mainFile } from '../../models/hub/installed-model.ts'
import type { ModelInventory } from '../../models/hub/inventory.ts'
import { estimateTokens } from '../../models/llm/estimate-tokens.ts'
import type { LlamaHost } from '../../models/llm/llama/llama-host.ts'
import type { LocalModel, LocalModels } from './local-models.ts'

/** A GGUF file of the inventory. */
export interface GgufModel {
  readonly id: string
  readonly title: string
  readonly path: string
  readonly architecture: string | undefined
  /** Of its files. */
  readonly bytes: number
  /** What it was trained on, where that is known. */
  readonly trainedTokens: number | undefined
  /** It makes vectors and does not talk. */
  readonly embeds: boolean
  readonly missing: readonly string[]
}

/** Weights in another form are for other programs. */
const otherForms = /\.(safetensors|bin|pth?|onnx|json|npz)$/i

/** The installed language models that llama.cpp can load. */
export function ggufModels(inventory: ModelInventory): GgufModel[] {
  return inventory.list().flatMap((model): GgufModel[] => {
    const { id, title, kind, storage, architecture, files, settings, sizeBytes, missing } = model
    const isFor = kind === 'language' || (kind === 'features' && files.some(({ path }) => path.endsWith('.gguf')))
    if (!isFor || !model.isDefault || storage === 'server') return []
    // Of a model in several files, llama.cpp opens the first and finds the others beside it.
    const main = files.find(({ path }) => /-0+1-of-\d+\.gguf$/i.test(path)) ?? mainFile(files)
    if (otherForms.test(main.path)) return []
    const { context, dimensions, embeds } = settings
    return [
      {
        id,
        title,
        architecture,
        path: main.path,
        bytes: sizeBytes,
        trainedTokens: typeof context === 'number' ? context : undefined,
        embeds: embeds === true || kind === 'features' || (embeds === undefined && typeof dimensions === 'number'),
        missing,
      },
    ]
  })
}

/** A GGUF file as a model to talk to; it is loaded when it is first asked something. */
export function openGguf(model: GgufModel, { local, config }: { local: LocalModels; config: Config }): ChatModel {
  const { id, title, architecture, trainedTokens } = model
  const talking = hosted(model, config, { embedding: false })
  const never = new AbortController().signal
  return {
    id,
    title,
    summary: `A language model of this machine${architecture === undefined ? '' : ` (${architecture})`}, run by llama.cpp.`,
    contextTokens: Math.min(config.chat.contextTokens, trainedTokens ?? Number.POSITIVE_INFINITY),
    abilities: { images: false, tools: 'grammar' },
    async reply(request, { signal, onDelta }) {
      refuseMissing(model)
      const watch = { signal, ...(onDelta && { onDelta }) }
      return local.use(talking, watch, (host) => host.ask({ type: 'reply', request: withoutPictures(request) }, watch))
    },
    // A model that is not loaded is not loaded to count.
    countTokens: async (text) =>
      local.isLoaded(talking.key)
        ? local.use(talking, { signal: never }, (host) => host.ask({ type: 'tokens', text }))
        : estimateTokens(text),
  }
}

/** Texts as vectors, by a GGUF file that makes nothing else, or by one that talks. */
export async function embedByGguf(
  model: GgufModel,
  texts: readonly string[],
  { local, config, signal }: { local: LocalModels; config: Config; signal: AbortSignal },
) {
  refuseMissing(model)
  const making = hosted(model, config, { embedding: true })
  const { vectors, tokens } = await local.use(making, { signal }, (host) =>
    host.ask({ type: 'embed', texts }, { signal }),
  )
  return { model: model.id, vectors, tokens }
}

export function isGgufLoaded(model: GgufModel, { local, config }: { local: LocalModels; config: Config }): boolean {
  return local.isLoaded(hosted(model, config, { embedding: false }).key)
}

/** A file is held once to talk and once for vectors: llama.cpp computes them in other ways. */
function hosted(
  { title, path }: GgufModel,
  { chat, engine }: Config,
  { embedding }: { embedding: boolean },
): LocalModel<LlamaHost> {
  const settings = {
    path,
    contextTokens: chat.contextTokens,
    threads: chat.threads === 0 ? Math.max(1, availableParallelism() - 1) : chat.threads,
    gpu: engine.provider !== 'cpu',
    embedding,
  }
  return {
    key: JSON.stringify(settings),
    title: embedding ? `${title} (vectors)` : title,
    async measure() {
      const { ggufMemory, readGgufFacts } = await import('../../models/llm/llama/gguf-facts.ts')
      const facts = await readGgufFacts(path)
      return ggufMemory(facts, Math.min(chat.contextTokens, facts.contextTokens))
    },
    start: async (options) => (await import('../../models/llm/llama/llama-host.ts')).startLlama(settings, options),
  }
}

/** They are not sent to a process that cannot see them. */
function withoutPictures(request: ChatRequest): ChatRequest {
  const messages = request.messages.map((message) =>
    message.role !== 'user'
      ? message
      : {
          ...message,
          parts: message.parts.map((part) =>
            part.type === 'text' ? part : { type: 'text' as const, text: `[image: ${part.title}]` },
          ),
        },
  )
  return { ...request, messages }
}

function refuseMissing({ id, missing }: GgufModel): void {
  if (missing.length === 0) return
  throw new WorkspaceError('no-model', `Files of ${id} are gone or changed: ${missing.join(', ')}.`, {
    hint: `Add it again, or forget it: ai-workspace models remove ${id}`,
  })
}
