import { z } from '@hono/zod-openapi'
import { errorSchema } from './error.ts'
import { pageOf } from './page.ts'

export const jobStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const

/** A job as the API shows it. */
export const jobSchema = z
  .object({
    id: z.string(),
    projectId: z.string(),
    session: z.string(),
    node: z.string(),
    input: z.unknown(),
    state: z.enum(jobStates),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().optional(),
    endedAt: z.iso.datetime().optional(),
    progress: z.number().min(0).max(1),
    message: z.string().optional(),
    output: z.unknown().optional(),
    error: errorSchema.shape.error.optional(),
    fromCache: z.boolean(),
    attempts: z.int(),
    priority: z.int(),
    label: z.string().openapi({ description: 'The job in a few words: generate "ancient stone statue".' }),
    assets: z.array(z.string()).openapi({ description: 'Ids of the assets it added so far, in order.' }),
    queuePosition: z.int().optional().openapi({ description: 'Place among the waiting jobs; 0 is next.' }),
    secondsLeft: z.number().optional().openapi({ description: 'Estimate from the progress made so far.' }),
    preview: z.string().optional().openapi({ description: 'Address of the newest step preview.' }),
  })
  .openapi('Job')

export type JobView = z.infer<typeof jobSchema>

export const jobPageSchema = pageOf(jobSchema).openapi('JobPage')

export const submitSchema = z
  .strictObject({
    node: z.string().openapi({ example: 'generate' }),
    input: z.record(z.string(), z.unknown()).openapi({ example: { prompt: 'ancient stone statue', '3d': true } }),
    projectId: z.string().optional().openapi({ description: 'Absent: the current project.' }),
    session: z.string().optional(),
    priority: z.int().min(-100).max(100).optional(),
    useCache: z.boolean().optional().openapi({ description: 'False runs every step again.' }),
  })
  .openapi('Submission')

export const queueSchema = z
  .object({
    running: jobSchema.optional(),
    queued: z.array(jobSchema),
    length: z.int(),
    limit: z.int(),
    paused: z.boolean(),
  })
  .openapi('Queue')

export type QueueView = z.infer<typeof queueSchema>
