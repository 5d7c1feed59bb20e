import { z } from '@hono/zod-openapi'

export const promptQuerySchema = z
  .strictObject({
    prompt: z.string().max(100_000),
    /** The other prompt, where it bears on how this one is read: words that are not wanted. */
    negativePrompt: z.string().max(100_000).default(''),
    negative: z.boolean().default(false).openapi({ description: 'This is the negative prompt itself.' }),
    model: z.string().optional().openapi({ description: 'Absent: the default image model.' }),
    texture: z.boolean().default(false).openapi({ description: 'It is for a texture, which has no shape.' }),
  })
  .openapi('PromptQuery')

const span = z.object({
  start: z.int(),
  end: z.int(),
  kind: z.string().openapi({
    description:
      'weight, lora, missing (a LoRA that is not installed), embedding, schedule, alternation, choice, wildcard, break, error; of the built-in engine understood, unused, corrected, unknown',
  }),
  message: z.string().optional(),
})

/** What would be made of a prompt. */
export const readPromptSchema = z
  .object({
    spans: z.array(span).openapi({ description: 'By their start, in UTF-16 units from 0.' }),
    tokens: z
      .object({ chunks: z.array(z.int()), of: z.int() })
      .optional()
      .openapi({ description: 'Tokens of each chunk; absent where the model has no tokenizer that is known here.' }),
    summary: z.string().optional(),
    unknown: z.array(z.string()),
    warnings: z.array(z.string()),
  })
  .openapi('ReadPrompt')

export const promptWordsSchema = z
  .object({
    items: z.array(
      z.object({
        word: z.string(),
        kind: z.enum(['form', 'material', 'trait', 'colour', 'light', 'view']),
        colour: z.string().optional(),
      }),
    ),
  })
  .openapi('PromptWords')

export type ReadPromptView = z.infer<typeof readPromptSchema>
export type PromptWordsView = z.infer<typeof promptWordsSchema>
