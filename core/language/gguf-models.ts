import type { ChatModel, ChatRequest } from '../../base/chat.ts'
import type { Config } from '../../base/config.ts'
import { WorkspaceError } from '../../base/error.ts'
import { mainFile } from '../../models/hub/installed-model.ts'
import type { ModelInventory } from '../../models/hub/inventory.ts'
import { estimateTokens } from '../../models/llm/estimate-tokens.ts'
import { chatServerArchitecture } from '../../models/llm/servers/chat-server-settings.ts'
import type { LocalModel, LocalModels } from './local-models.ts'

/** A GGUF file of the inventory. */
export interface GgufModel extends LocalModel {
  readonly id: string
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
    const { id, title, kind, architecture, files, settings, sizeBytes, missing } = model
    if (kind !== 'language' || !model.isDefault || architecture === chatServerArchitecture) return []
    const main = mainFile(files.toSorted((a, b) => a.path.localeCompare(b.path)))
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
        embeds: embeds === true || (embeds === undefined && typeof dimensions === 'number'),
        embedding: false,
        missing,
      },
    ]
  })
}

/** A GGUF file as a model to talk to; it is loaded when it is first asked something. */
export function openGguf(model: GgufModel, { local, config }: { local: LocalModels; config: Config }): ChatModel {
  const { id, title, architecture, trainedTokens } = model
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
      return local.use(model, watch, (host) => host.ask({ type: 'reply', request: withoutPictures(request) }, watch))
    },
    // A model that is not loaded is not loaded to count.
    countTokens: async (text) =>
      local.isLoaded(model.path)
        ? local.use(model, { signal: never }, (host) => host.ask({ type: 'tokens', text }))
        : estimateTokens(text),
  }
}

/** Texts as vectors, by a GGUF file that makes nothing else, or by one that talks. */
export async function embedByGguf(
  model: GgufModel,
  texts: readonly string[],
  { local, signal }: { local: LocalModels; signal: AbortSignal },
) {
  refuseMissing(model)
  const { id, title, path } = model
  const loaded = { title: `${title} (vectors)`, path, embedding: true }
  const { vectors, tokens } = await local.use(loaded, { signal }, (host) =>
    host.ask({ type: 'embed', texts }, { signal }),
  )
  return { model: id, vectors, tokens }
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
