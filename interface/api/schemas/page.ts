import { z } from '@hono/zod-openapi'

/** One page of a list. `nextCursor` is absent on the last one; `total` counts all that match. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().optional(), total: z.int().optional() })
}

/** How many entries a page has at most; 200 assets are about 300 kB of JSON. */
export const pageLimit = z.coerce.number().int().min(1).max(200).default(50)
