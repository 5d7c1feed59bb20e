import type { ChatModel } from '../../../../base/chat.ts'
import type { ChatModelFacts, Language } from '../../../../core/language/language.ts'
import { refuse } from './answer-error.ts'

/** OpenAI's own models: programs that can name no other mean the one that is chosen here. */
const hosted = /^(gpt-|o\d|chatgpt-)/
const hostedEmbedding = /^text-embedding-/

/** The model that a client names; without a name, or by one of OpenAI's own, the one that is chosen here. */
export async function openChatModel(language: Language, name: string | undefined): Promise<ChatModel> {
  const models = language.list()
  const found = findChatModel(models, name)
  if (found !== undefined) return language.open(found.id)
  if (name === undefined || name === '' || hosted.test(name)) return language.open()
  refuse(`The model '${name}' does not exist; see /v1/models.`, { param: 'model', code: 'model_not_found' }, 404)
}

/** The name of a model for vectors, as `embed` takes it. */
export function embeddingModel(name: string | undefined): string | undefined {
  return name === undefined || name === '' || hostedEmbedding.test(name) ? undefined : name
}

export function findChatModel(models: readonly ChatModelFacts[], name: string | undefined): ChatModelFacts | undefined {
  return models.find(({ id }) => id === name) ?? models.find(({ id }) => id.startsWith(`${name}/`))
}
