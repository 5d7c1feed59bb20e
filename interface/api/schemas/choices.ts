import { z } from '@hono/zod-openapi'
import { imageAbilities } from '../../../base/model.ts'

const addOn = z.object({ id: z.string(), title: z.string(), architecture: z.string().optional() })
const named = z.object({ id: z.string(), title: z.string(), aliases: z.array(z.string()) })
const described = z.object({ id: z.string(), title: z.string(), summary: z.string() })
const size = z.object({ width: z.int(), height: z.int() })

/** An image model as a form offers it. */
const modelChoice = z.object({
  id: z.string(),
  title: z.string(),
  builtIn: z.boolean(),
  isDefault: z.boolean(),
  architecture: z.string().optional(),
  abilities: z
    .array(z.enum(imageAbilities))
    .optional()
    .openapi({ description: 'What its requests may ask for beyond words and a size; absent where nobody knows.' }),
  size: size.optional().openapi({ description: 'What it makes where no size is asked for.' }),
  sizes: z.array(size.extend({ title: z.enum(['square', 'portrait', 'landscape', 'tall', 'wide']) })),
  sampling: z
    .object({
      steps: z.int().optional(),
      sampler: z.string().optional(),
      schedule: z.string().optional(),
      guidance: z.number().optional(),
    })
    .optional()
    .openapi({ description: 'What it takes where a request says nothing; absent of a model without steps.' }),
  own: z
    .object({
      samplers: z.array(z.string()),
      schedules: z.array(z.string()),
      loras: z.array(z.string()),
      controlnets: z.array(z.string()),
      vaes: z.array(z.string()),
    })
    .optional()
    .openapi({ description: "A server's own names, to be taken in place of the general lists." }),
})

/** What a form of image generation can offer now. */
export const choicesSchema = z
  .object({
    models: z.array(modelChoice),
    samplers: z.array(named),
    schedules: z.array(named),
    loras: z.array(addOn),
    embeddings: z.array(addOn),
    controlnets: z.array(addOn),
    vaes: z.array(addOn),
    upscalers: z.array(z.object({ id: z.string(), title: z.string(), isDefault: z.boolean() })),
    maskKinds: z.array(z.string()),
    fills: z.array(z.string()),
    seamless: z.array(z.string()),
    noises: z.array(z.string()),
    precisions: z.array(z.string()),
    materials: z.array(described).openapi({ description: 'Materials of the built-in engine, by words of the prompt.' }),
    forms: z.array(described).openapi({ description: 'Forms of the built-in engine, by words of the prompt.' }),
  })
  .openapi('Choices')

export type Choices = z.infer<typeof choicesSchema>
