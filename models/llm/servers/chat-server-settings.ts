import { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'

/** What a language server said of itself when it was last asked. */
export const chatServerFactsSchema = z.object({
  /** The program, as far as it shows which it is: 'Ollama 0.12.1'. */
  program: z.string().optional(),
  /** Its models by the names it takes. */
  models: z.array(z.string()).default([]),
  /** What of a model is known beyond its name. */
  facts: z
    .record(
      z.string(),
      z.object({
        contextTokens: z.int().optional(),
        images: z.boolean().optional(),
        embeddings: z.boolean().optional(),
      }),
    )
    .default({}),
})
export type ChatServerFacts = z.output<typeof chatServerFactsSchema>

/** `settings` in the manifest of a language server: where it is, how to be let in, what it serves. Never the token itself. */
const chatServerSettingsSchema = chatServerFactsSchema.extend({
  url: z.string(),
  /** The environment variable, or the file, that holds the token. */
  tokenEnv: z.string().optional(),
  tokenFile: z.string().optional(),
  /** Which of its models is used; absent: the first, and the others by 'server/model'. */
  model: z.string().optional(),
  /** Started, watched and stopped by the workspace: the model that is given to mlx_lm.server. */
  mlx: z.string().optional(),
  /** When it was last asked (ISO time). */
  askedAt: z.string(),
})
export type ChatServerSettings = z.output<typeof chatServerSettingsSchema>

/** The architecture that the manifest of a language server names. */
export const chatServerArchitecture = 'server:chat'

/** The settings in a manifest; `config-invalid` where somebody has written something else there. */
export function parseChatServerSettings(settings: Readonly<Record<string, unknown>>): ChatServerSettings {
  const parsed = chatServerSettingsSchema.safeParse(settings)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new WorkspaceError(
    'config-invalid',
    `The server's model.json is not whole: ${issue?.path.join('.')}: ${issue?.message}.`,
    { hint: 'Remove it and add the server again: ai-workspace models add --server URL', cause: parsed.error },
  )
}
