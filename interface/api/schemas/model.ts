import { z } from '@hono/zod-openapi'
import { modelKinds } from '../../../core/models/model-kinds.ts'

const installedSchema = z.object({
  version: z.string().openapi({ description: 'A beginning of its hash.' }),
  storage: z.enum(['copied', 'in-place', 'server']).openapi({
    description:
      'Whose files they are: of the workspace, of another program that are used where they lie, or a server.',
  }),
  isDefaultVersion: z.boolean().openapi({ description: 'The version that the bare id names.' }),
  source: z.string(),
  addedAt: z.string(),
  description: z.string().optional(),
  companions: z.array(z.string()),
  missing: z.array(z.string()).openapi({ description: 'Files that are gone or changed since it was added.' }),
  files: z.array(
    z.object({
      path: z.string(),
      role: z.string(),
      sizeBytes: z.int(),
      sha256: z.string().optional(),
      checkedAgainst: z.string().optional(),
    }),
  ),
})

/** A model as every listing shows it, whether it is here or in the catalogue. */
export const modelCardSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    kind: z.enum(modelKinds),
    family: z.string().optional(),
    licence: z.string().optional(),
    commercialUse: z.enum(['yes', 'restricted', 'conditional', 'no', 'unknown']),
    gated: z.enum(['yes', 'no', 'unknown']).openapi({ description: 'Whether its source wants a login first.' }),
    verified: z.boolean().openapi({ description: 'A maintained source prints its address.' }),
    sizeBytes: z.int().optional(),
    sizeIsExact: z.boolean(),
    memory: z
      .object({ bytes: z.int(), eightBitBytes: z.int().optional() })
      .optional()
      .openapi({ description: 'What one run takes; an estimate.' }),
    runsToday: z.boolean().openapi({ description: 'This workspace has what runs it.' }),
    settings: z.record(z.string(), z.unknown()),
    notes: z.string().optional(),
    builtIn: z.boolean(),
    isDefault: z.boolean().openapi({ description: 'Taken for its task where no model is named.' }),
    installed: installedSchema.optional().openapi({ description: 'Only of a model that is here.' }),
  })
  .openapi('Model')

export type ModelView = z.infer<typeof modelCardSchema>
