import { z } from 'zod'
import { WorkspaceError } from '../../base/error.ts'
import { imageAbilities } from '../../base/model.ts'

const names = z.array(z.string()).default([])

/** What was found out about a server when it was last asked. */
export const serverCapabilitiesSchema = z.object({
  /** The program and its version, as far as it says so: 'ComfyUI 0.3.60'. */
  program: z.string().optional(),
  /** What its requests may ask for beyond words and a size. */
  abilities: z.array(z.enum(imageAbilities)).default([]),
  /** Its checkpoints by the names it takes, and the one it has loaded. */
  models: names,
  loadedModel: z.string().optional(),
  samplers: names,
  schedules: names,
  loras: names,
  controlnets: names,
  vaes: names,
  /** What it takes where a request says nothing. */
  defaults: z
    .object({
      steps: z.number().optional(),
      guidance: z.number().optional(),
      sampler: z.string().optional(),
      schedule: z.string().optional(),
    })
    .default({}),
  /** Classes of ComfyUI nodes that a graph may use, as far as they are there. */
  nodes: names,
  /** The size it makes where none is asked for. */
  size: z.object({ width: z.int(), height: z.int() }).optional(),
  /** Sides of pictures in pixels, where the server states them. */
  sides: z.object({ smallest: z.int(), largest: z.int() }).optional(),
})

export type ServerCapabilities = z.output<typeof serverCapabilitiesSchema>

/** `settings` in the manifest of a server: where it is, how to be let in, and what it can do. Never the token itself. */
export const serverSettingsSchema = serverCapabilitiesSchema.extend({
  url: z.string(),
  /** The environment variable, or the file, that holds the token. */
  tokenEnv: z.string().optional(),
  tokenFile: z.string().optional(),
  /** Which of its models is used; absent: the one it has loaded. */
  model: z.string().optional(),
  /** When it was last asked what it can do (ISO time). */
  askedAt: z.string(),
})

export type ServerSettings = z.output<typeof serverSettingsSchema>

/** The settings in a manifest; `config-invalid` where somebody has written something else there. */
export function parseServerSettings(settings: Readonly<Record<string, unknown>>): ServerSettings {
  const parsed = serverSettingsSchema.safeParse(settings)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new WorkspaceError(
    'config-invalid',
    `The server's model.json is not whole: ${issue?.path.join('.')}: ${issue?.message}.`,
    {
      hint: 'Remove it and add the server again: ai-workspace models add --server URL',
      cause: parsed.error,
    },
  )
}
