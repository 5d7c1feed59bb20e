import { z } from '@hono/zod-openapi'

/** What a node is, takes and gives. The schemas are JSON Schema 2020-12. */
export const nodeSchema = z
  .object({
    id: z.string(),
    summary: z.string(),
    version: z.int(),
    input: z.record(z.string(), z.unknown()),
    output: z.record(z.string(), z.unknown()),
    example: z.unknown(),
  })
  .openapi('Node')

export type NodeView = z.infer<typeof nodeSchema>
