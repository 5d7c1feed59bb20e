import { z } from '@hono/zod-openapi'
import { transferKinds, transferStates } from '../../../core/models/transfers/transfer.ts'
import { errorSchema } from './error.ts'

/** Long work on models: fetching one, taking a file in, reading one again. */
export const transferSchema = z
  .object({
    id: z.string(),
    kind: z.enum(transferKinds),
    reference: z
      .string()
      .openapi({ description: 'What is pulled, the path that is added, the model that is verified.' }),
    title: z.string(),
    state: z.enum(transferStates),
    bytesDone: z.int(),
    bytesTotal: z.int().optional(),
    bytesPerSecond: z.int().optional(),
    secondsLeft: z.int().optional(),
    file: z.string().optional().openapi({ description: 'What moves right now.' }),
    waiting: z.string().optional().openapi({ description: 'Why nothing moves.' }),
    modelId: z.string().optional(),
    problems: z.array(z.string()).openapi({ description: 'What did not come along or is not as it should be.' }),
    error: errorSchema.shape.error.optional(),
    createdAt: z.string(),
    endedAt: z.string().optional(),
  })
  .openapi('Transfer')

export type TransferView = z.infer<typeof transferSchema>
