import { z } from 'zod'

const textPart = z.object({ type: z.literal('text'), text: z.string() })
const imagePart = z.object({
  type: z.literal('image_url'),
  image_url: z.union([z.string(), z.object({ url: z.string() })]),
})
const words = z.union([z.string(), z.array(textPart)])

const toolCall = z.object({
  id: z.string(),
  type: z.literal('function').default('function'),
  function: z.object({ name: z.string(), arguments: z.string() }),
})

const message = z.discriminatedUnion('role', [
  z.object({ role: z.enum(['system', 'developer']), content: words }),
  z.object({ role: z.literal('user'), content: z.union([z.string(), z.array(z.union([textPart, imagePart]))]) }),
  z.object({
    role: z.literal('assistant'),
    content: words.nullish(),
    tool_calls: z.array(toolCall).nullish(),
  }),
  z.object({ role: z.literal('tool'), content: words, tool_call_id: z.string() }),
])

const schemaObject = z.record(z.string(), z.unknown())

/** Names that every dialect of tool calls allows. */
const toolName = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'takes letters, digits, "_" and "-", at most 64')

/**
 * POST /v1/chat/completions (platform.openai.com/docs/api-reference/chat), with what local servers take beside it. Fields that
 * change nothing here (user, metadata, store …) pass; what would change the answer's form and is not done is refused.
 */
export const chatSchema = z.object({
  model: z.string().optional(),
  messages: z.array(message).min(1),
  stream: z.boolean().default(false),
  stream_options: z.object({ include_usage: z.boolean().default(false) }).optional(),
  max_tokens: z.int().positive().optional(),
  max_completion_tokens: z.int().positive().optional(),
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().gt(0).max(1).optional(),
  top_k: z.int().min(0).optional(),
  min_p: z.number().min(0).max(1).optional(),
  seed: z.int().optional(),
  stop: z.union([z.string(), z.array(z.string()).max(16)]).optional(),
  frequency_penalty: z.number().min(-2).max(2).optional(),
  presence_penalty: z.number().min(-2).max(2).optional(),
  repeat_penalty: z.number().positive().optional(),
  repetition_penalty: z.number().positive().optional(),
  tools: z
    .array(
      z.object({
        type: z.literal('function'),
        function: z.object({
          name: toolName,
          description: z.string().default(''),
          parameters: schemaObject.default({ type: 'object', properties: {} }),
        }),
      }),
    )
    .max(512)
    .optional(),
  tool_choice: z
    .union([
      z.enum(['auto', 'none', 'required']),
      z.object({ type: z.literal('function'), function: z.object({ name: z.string() }) }),
    ])
    .optional(),
  response_format: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('text') }),
      z.object({ type: z.literal('json_object') }),
      z.object({ type: z.literal('json_schema'), json_schema: z.object({ schema: schemaObject }) }),
    ])
    .optional(),
  n: z.literal(1, 'can only be 1: one answer is made at a time').optional(),
  logprobs: z.literal(false, 'is not given here').optional(),
  modalities: z.array(z.literal('text', 'can only be text')).optional(),
})

export type ChatBody = z.output<typeof chatSchema>

/** POST /v1/embeddings (platform.openai.com/docs/api-reference/embeddings). */
export const embeddingsSchema = z.object({
  model: z.string().optional(),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(2048)], 'must be a text or a list of texts'),
  encoding_format: z.enum(['float', 'base64']).default('float'),
  dimensions: z.int().positive().optional(),
})
