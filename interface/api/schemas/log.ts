import { z } from '@hono/zod-openapi'
import { logLevels } from '../../../core/logs/log.ts'

export const logEntrySchema = z
  .object({
    id: z.string().openapi({ description: 'Its place in the files: what cursors are made of.' }),
    at: z.string(),
    level: z.enum(logLevels),
    event: z.string(),
    fields: z.record(z.string(), z.unknown()),
  })
  .openapi('LogEntry')

export const logPageSchema = z
  .object({
    items: z.array(logEntrySchema).openapi({ description: 'The newest first; with `after`, the oldest first.' }),
    nextCursor: z.string().optional().openapi({ description: 'Goes on to older entries: cursor=…' }),
    newest: z.string().optional().openapi({ description: 'Asks for what comes from now on: after=…' }),
  })
  .openapi('LogPage')

export type LogPage = z.infer<typeof logPageSchema>
