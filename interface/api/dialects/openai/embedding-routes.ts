import { Hono } from 'hono'
import type { ApiContext } from '../../context.ts'
import { withoutNulls } from '../lenient-fields.ts'
import { refuse } from './answer-error.ts'
import { embeddingModel } from './chat-models.ts'
import { embeddingsSchema } from './chat-schemas.ts'

/** POST /embeddings: texts as vectors, by llama.cpp or a server. */
export function embeddingRoutes({ workspace, signal: closing }: ApiContext): Hono {
  return new Hono().post('/embeddings', async (c) => {
    const body = await c.req.json().catch(() => refuse('The body is not JSON.'))
    const { model, input, encoding_format, dimensions } = embeddingsSchema.parse(withoutNulls(body))
    const texts = typeof input === 'string' ? [input] : input
    const signal = AbortSignal.any([closing, c.req.raw.signal])
    const id = embeddingModel(model)
    const made = await workspace.language.embed(texts, { signal, ...(id === undefined ? {} : { id }) })
    const length = made.vectors[0]?.length ?? 0
    if (dimensions !== undefined && dimensions !== length) {
      refuse(`${made.model} makes vectors of ${length} numbers, not ${dimensions}.`, { param: 'dimensions' })
    }
    const view = (vector: Float32Array) =>
      encoding_format === 'base64'
        ? Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64')
        : [...vector]
    return c.json({
      object: 'list',
      model: made.model,
      data: made.vectors.map((vector, index) => ({ object: 'embedding', index, embedding: view(vector) })),
      usage: { prompt_tokens: made.tokens, total_tokens: made.tokens },
    })
  })
}
