import { createRoute, z } from '@hono/zod-openapi'
import { z as plainZod } from 'zod'
import type { Node } from '../../../base/node.ts'
import type { ApiContext } from '../context.ts'
import { jobSchema } from '../schemas/job.ts'
import { type NodeView, nodeSchema } from '../schemas/node.ts'
import { viewJob } from './job-view.ts'
import { refuseFullQueue } from './refuse-full-queue.ts'
import { failure, jsonAnswer, jsonBody, routeApp } from './route-app.ts'

const tags = ['Nodes']

const list = createRoute({
  method: 'get',
  path: '/nodes',
  tags,
  summary: 'Everything the workspace can do.',
  responses: { 200: jsonAnswer(z.object({ items: z.array(nodeSchema) }), 'All nodes.'), ...failure },
})

const show = createRoute({
  method: 'get',
  path: '/nodes/{id}',
  tags,
  summary: 'What one node takes and gives.',
  request: { params: z.object({ id: z.string() }) },
  responses: { 200: jsonAnswer(nodeSchema, 'The node.'), ...failure },
})

const run = createRoute({
  method: 'post',
  path: '/run/{id}',
  tags,
  summary: "Queue a node with its input as the body; each node's own form is in the list of operations.",
  request: { params: z.object({ id: z.string() }), body: jsonBody(z.record(z.string(), z.unknown())) },
  responses: { 201: jsonAnswer(jobSchema, 'The new job.'), ...failure },
})

/** Nodes: list, show, run. */
export function nodeRoutes(context: ApiContext) {
  const { nodes, queue } = context.workspace
  return routeApp()
    .openapi(list, async (c) => c.json({ items: (await nodes.list()).map(viewNode) }, 200))
    .openapi(show, async (c) => c.json(viewNode(await nodes.get(c.req.valid('param').id)), 200))
    .openapi(run, async (c) => {
      const full = refuseFullQueue(context, c)
      if (full !== undefined) return full
      const { id } = c.req.valid('param')
      const job = await queue.submit({ node: id, input: c.req.valid('json') })
      return c.json(viewJob(context, job), 201)
    })
}

function viewNode({ id, summary, version, input, output, example }: Node): NodeView {
  return {
    id,
    summary,
    version,
    input: plainZod.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }),
    output: plainZod.toJSONSchema(output, { io: 'output', unrepresentable: 'any' }),
    example,
  }
}
