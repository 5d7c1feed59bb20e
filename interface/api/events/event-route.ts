import { createRoute, z } from '@hono/zod-openapi'
import { failure } from '../routes/route-app.ts'

/** The event stream as the API's description has it. */
export const eventRoute = createRoute({
  method: 'get',
  path: '/events',
  tags: ['Events'],
  summary:
    'A WebSocket of what happens, as JSON; the answers of the other routes are the truth, events say when to ask.',
  description:
    'First {"type":"hello","seq","version"}, then what was missed since `after` (or {"type":"reset"}: fetch everything anew), then each event as {"seq","at","type",…}. Clients send nothing.',
  request: {
    query: z.object({ after: z.string().optional().openapi({ description: 'The `seq` of the last event seen.' }) }),
  },
  responses: { 101: { description: 'The connection is a WebSocket from here on.' }, ...failure },
})
