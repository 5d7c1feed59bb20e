import { totalmem } from 'node:os'
import type { LlamaModel } from 'node-llama-cpp'
import type { ChatDelta, ChatReply, ChatRequest } from '../../../base/chat.ts'
import { WorkspaceError } from '../../../base/error.ts'
import { toUnitLength } from '../to-unit-length.ts'
import { readChatTemplate } from './chat-template.ts'
import { generateReply } from './generate-reply.ts'
import type { LlamaFacts, LlamaSettings } from './llama-protocol.ts'
import type { Talking } from './talking.ts'

/** A GGUF file in memory. */
export interface LoadedLlama {
  readonly facts: LlamaFacts
  reply(request: ChatRequest, options: { signal: AbortSignal; onDelta: (delta: ChatDelta) => void }): Promise<ChatReply>
  countTokens(text: string): number
  embed(texts: readonly string[], signal: AbortSignal): Promise<{ vectors: Float32Array[]; tokens: number }>
}

/** Loads a file into this process. Errors: `corrupt-file`, `out-of-memory`, `outside-program` where llama.cpp does not run here. */
export async function loadLlama(
  { path, contextTokens, threads, gpu, embedding }: LlamaSettings,
  { onProgress }: { onProgress: (fraction: number) => void },
): Promise<LoadedLlama> {
  const { getLlama, LlamaLogLevel } = await import('node-llama-cpp')
  const said: string[] = []
  const llama = await getLlama({
    gpu: gpu ? 'auto' : false,
    // Nothing is ever compiled or fetched: what npm brought is what there is.
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    maxThreads: threads,
    logLevel: LlamaLogLevel.error,
    logger: (_, message) => void said.push(message),
  }).catch((error: unknown) => {
    throw new WorkspaceError('outside-program', `llama.cpp does not run on this machine: ${(error as Error).message}`, {
      hint: 'Use a language server instead: ai-workspace models add --server URL',
      cause: error,
    })
  })
  const model = await llama
    .loadModel({ modelPath: path, onLoadProgress: onProgress, defaultContextSwaFullCache: true })
    .catch((error: unknown) => {
      throw explainLoad(error, said)
    })
  const size = Math.min(contextTokens, model.trainContextSize)
  const facts = { contextTokens: size, device: llama.gpu === false ? 'cpu' : llama.gpu }
  const countTokens = (text: string) => model.tokenize(text).length
  const embed = once(() => openEmbedding(model, size))
  const embedAll = async (texts: readonly string[], signal: AbortSignal) => {
    const context = await embed()
    const vectors: Float32Array[] = []
    let tokens = 0
    for (const text of texts) {
      signal.throwIfAborted()
      // Longer than the model reads: its beginning stands for the whole.
      const all = model.tokenize(text)
      const kept = all.slice(0, size - 2)
      tokens += kept.length
      vectors.push(toUnitLength((await context.getEmbeddingFor(kept)).vector))
    }
    return { vectors, tokens }
  }
  const talk = once(async (): Promise<Talking> => {
    const { metadata } = model.fileInfo
    const template = readChatTemplate(metadata.tokenizer?.chat_template, {
      bos: model.tokens.bosString ?? '',
      eos: model.tokens.eosString ?? '',
    })
    const context = await model
      .createContext({ contextSize: size, threads, batchSize: Math.min(512, size) })
      .catch((error: unknown) => {
        throw explainLoad(error, said)
      })
    return { llama, model, sequence: context.getSequence(), template }
  })
  // So that the first answer does not wait for it, and what does not fit is told now.
  await (embedding ? embed() : talk())
  return {
    facts,
    countTokens,
    embed: embedAll,
    reply: async (request, options) => generateReply(await talk(), request, { ...options, contextTokens: size }),
  }
}

function openEmbedding(model: LlamaModel, contextSize: number) {
  return model.createEmbeddingContext({ contextSize: Math.min(contextSize, 2048), threads: 0 })
}

/** llama.cpp says what is wrong on its log, and throws a sentence that does not tell it. */
function explainLoad(error: unknown, said: readonly string[]): WorkspaceError {
  const { message } = error as Error
  const words = [...new Set(said.map((line) => line.trim()).filter((line) => line !== ''))].slice(0, 3).join('; ')
  if (/insufficient|not enough|out of memory|too large|alloc/i.test(`${message} ${words}`)) {
    return new WorkspaceError('out-of-memory', `The language model does not fit: ${message}`, {
      hint: `This machine has ${(totalmem() / 2 ** 30).toFixed(1)} GB. Take a smaller model, or a shorter context: ai-workspace config set chat.contextTokens 4096`,
      cause: error,
    })
  }
  return new WorkspaceError('corrupt-file', `llama.cpp cannot load this file: ${words === '' ? message : words}`, {
    hint: 'Is it whole, and of an architecture that llama.cpp knows? Check: ai-workspace models verify NAME',
    cause: error,
  })
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}
