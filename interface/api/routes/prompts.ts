import { createRoute } from '@hono/zod-openapi'
import type { ApiContext } from '../context.ts'
import {
  type PromptWordsView,
  promptQuerySchema,
  promptWordsSchema,
  type ReadPromptView,
  readPromptSchema,
} from '../schemas/prompt.ts'
import { failure, jsonAnswer, jsonBody, routeApp } from './route-app.ts'

const tags = ['Prompts']
/** What reads its prompts with CLIP's vocabulary alone. */
const clipArchitectures = /^sd(15|21|xl)/

const read = createRoute({
  method: 'post',
  path: '/prompts/read',
  tags,
  summary: 'Say what would be made of a prompt, without making anything.',
  description: 'For an editor: what each stretch means, tokens, mistakes, and words the built-in engine does not know.',
  request: { body: jsonBody(promptQuerySchema) },
  responses: { 200: jsonAnswer(readPromptSchema, 'What it says.'), ...failure },
})

const words = createRoute({
  method: 'get',
  path: '/prompts/words',
  tags,
  summary: 'The words that the built-in engine understands.',
  responses: { 200: jsonAnswer(promptWordsSchema, 'Forms, materials, traits, colours, light and views.'), ...failure },
})

/** Prompts: read one, list the words. */
export function promptRoutes({ workspace }: ApiContext) {
  return routeApp()
    .openapi(read, async (c) => {
      const { prompt, negativePrompt, negative, model, texture } = c.req.valid('json')
      const { readDiffusionPrompt, readPlainPrompt } = await import('../../../core/imaging/read-prompt.ts')
      const listed = (await workspace.models.list()).filter(({ task }) => task === 'text-to-image')
      const chosen = listed.find(({ id, isDefault }) => (model === undefined ? isDefault : id === model))
      // A model that is not here any more: nothing is known of its language, and running it says so.
      if (texture || chosen === undefined || chosen.builtIn) {
        const answer = readPlainPrompt(prompt, { negative: negativePrompt, texture })
        return c.json(answer as ReadPromptView, 200)
      }
      const { inventory } = await workspace.library()
      const installed = inventory.list().find(({ id, isDefault }) => isDefault && id === chosen.id)
      const tokenizer = clipArchitectures.test(installed?.architecture ?? '') ? 'clip' : 'none'
      const addOns = {
        embeddings: inventory.find({ kind: 'embedding' }).map(({ id }) => id),
        hasLora: (name: string) => inventory.has(name),
      }
      // Of a server nobody here knows which it has.
      const known = installed?.storage === 'server' ? undefined : addOns
      const answer = await readDiffusionPrompt(prompt, { tokenizer, negative, addOns: known })
      return c.json(answer as ReadPromptView, 200)
    })
    .openapi(words, async (c) => {
      const { promptWords } = await import('../../../core/imaging/prompt-words.ts')
      return c.json({ items: promptWords() } as PromptWordsView, 200)
    })
}
