import { createRoute, z } from '@hono/zod-openapi'
import type { Job } from '../../../base/job.ts'
import { answerError } from '../answer-error.ts'
import type { ApiContext } from '../context.ts'
import { definedOnly } from '../defined-only.ts'
import { jobPageSchema, jobSchema, jobStates, submitSchema } from '../schemas/job.ts'
import { pageLimit } from '../schemas/page.ts'
import { viewJob } from './job-view.ts'
import { refuseFullQueue } from './refuse-full-queue.ts'
import { failure, jsonAnswer, jsonBody, routeApp } from './route-app.ts'

const tags = ['Jobs']
const idParameter = z.object({ id: z.string() })
/** A wait for a job's end is held at most this long, so that no proxy cuts it. */
const longestWaitSeconds = 60

const submit = createRoute({
  method: 'post',
  path: '/jobs',
  tags,
  summary: 'Queue a call of a node.',
  description: 'With an Idempotency-Key, sending the same request again answers with the same job.',
  request: {
    headers: z.object({ 'idempotency-key': z.string().min(1).max(200).optional() }),
    body: jsonBody(submitSchema),
  },
  responses: {
    201: jsonAnswer(jobSchema, 'The new job.'),
    200: jsonAnswer(jobSchema, 'The job that this key made before.'),
    ...failure,
  },
})

const listQuery = z.object({
  state: z.string().optional().openapi({ description: 'One or more, separated by commas.', example: 'queued,running' }),
  node: z.string().optional(),
  projectId: z.string().optional(),
  q: z.string().optional().openapi({ description: 'Stands in the input or the node.' }),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  limit: pageLimit,
  cursor: z.string().optional(),
})

const list = createRoute({
  method: 'get',
  path: '/jobs',
  tags,
  summary: 'List jobs, newest first.',
  request: { query: listQuery },
  responses: { 200: jsonAnswer(jobPageSchema, 'One page.'), ...failure },
})

const show = createRoute({
  method: 'get',
  path: '/jobs/{id}',
  tags,
  summary: 'Show a job; with waitSeconds, hold the answer until it has ended or the time is over.',
  request: {
    params: idParameter,
    query: z.object({ waitSeconds: z.coerce.number().min(0).max(longestWaitSeconds).default(0) }),
  },
  responses: { 200: jsonAnswer(jobSchema, 'The job.'), ...failure },
})

const cancel = createRoute({
  method: 'post',
  path: '/jobs/{id}/cancel',
  tags,
  summary: 'End a job: at once while it waits, between two steps while it runs.',
  request: { params: idParameter },
  responses: { 200: jsonAnswer(jobSchema, 'The job.'), ...failure },
})

const retry = createRoute({
  method: 'post',
  path: '/jobs/{id}/retry',
  tags,
  summary: 'Queue an ended job again; finished steps answer from the cache.',
  request: { params: idParameter },
  responses: { 200: jsonAnswer(jobSchema, 'The job.'), ...failure },
})

const moveSchema = z.strictObject({
  before: z.string().optional().openapi({ description: 'Id of the waiting job to stand before, or "end".' }),
  priority: z.int().min(-100).max(100).optional(),
})

const change = createRoute({
  method: 'patch',
  path: '/jobs/{id}',
  tags,
  summary: 'Move a waiting job.',
  request: { params: idParameter, body: jsonBody(moveSchema) },
  responses: { 200: jsonAnswer(jobSchema, 'The job.'), ...failure },
})

const preview = createRoute({
  method: 'get',
  path: '/jobs/{id}/preview',
  tags,
  summary: 'The newest step preview of a job that runs, or ran within the last minute.',
  request: { params: idParameter, query: z.object({ n: z.string().optional() }) },
  responses: {
    200: {
      description: 'The picture.',
      content: { 'image/jpeg': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...failure,
  },
})

/** Jobs: submit, list, show, wait, cancel, retry, move, preview. */
export function jobRoutes(context: ApiContext) {
  const { queue } = context.workspace
  const view = (job: Job) => viewJob(context, job, positionOf(job))
  const positionOf = (job: Job) => {
    if (job.state !== 'queued') return undefined
    const position = queue.queued().findIndex((each) => each.id === job.id)
    return position === -1 ? undefined : position
  }
  return routeApp()
    .openapi(submit, async (c) => {
      const request = c.req.valid('json')
      const full = refuseFullQueue(context, c)
      if (full !== undefined) return full
      const { job, isNew } = await queue.submitOnce(definedOnly(request), c.req.valid('header')['idempotency-key'])
      return isNew ? c.json(view(job), 201) : c.json(view(job), 200)
    })
    .openapi(list, (c) => {
      const { state, q, cursor, limit, ...filter } = c.req.valid('query')
      const states = state?.split(',')
      const wrong = states?.find((each) => !(jobStates as readonly string[]).includes(each))
      if (wrong !== undefined) {
        const message = `There is no state "${wrong}". States: ${jobStates.join(', ')}.`
        return answerError(c, 400, { code: 'bad-input', message })
      }
      const found = queue.list(
        definedOnly({
          ...filter,
          text: q,
          before: cursor,
          state: states as Job['state'][] | undefined,
          limit: limit + 1,
        }),
      )
      const items = found.slice(0, limit).map((job) => viewJob(context, job))
      const nextCursor = found.length > limit ? items.at(-1)!.id : undefined
      return c.json({ items, ...(nextCursor !== undefined && { nextCursor }) }, 200)
    })
    .openapi(show, async (c) => {
      const { id } = c.req.valid('param')
      const { waitSeconds } = c.req.valid('query')
      if (waitSeconds > 0) await untilEnded(context, id, waitSeconds, c.req.raw.signal)
      return c.json(view(queue.get(id)), 200)
    })
    .openapi(cancel, (c) => c.json(view(queue.cancel(c.req.valid('param').id)), 200))
    .openapi(retry, (c) => refuseFullQueue(context, c) ?? c.json(view(queue.retry(c.req.valid('param').id)), 200))
    .openapi(change, (c) => {
      const { id } = c.req.valid('param')
      const { before, priority } = c.req.valid('json')
      if (priority !== undefined) queue.setPriority(id, priority)
      if (before !== undefined) queue.move(id, before)
      return c.json(view(queue.get(id)), 200)
    })
    .openapi(preview, async (c) => {
      const preview = context.previews.encoded(queue.get(c.req.valid('param').id).id)
      if (preview === undefined) {
        return answerError(c, 404, { code: 'not-found', message: 'This job has shown no preview yet.' })
      }
      return c.body(Uint8Array.from(await preview), 200, { 'Content-Type': 'image/jpeg' }) as never
    })
}

/** Resolves when the job has ended, the time is over or the client has gone. */
async function untilEnded(
  { workspace, events, signal }: ApiContext,
  id: string,
  seconds: number,
  clientGone: AbortSignal,
): Promise<void> {
  const { id: jobId } = workspace.queue.get(id)
  const ended = () => !['queued', 'running'].includes(workspace.queue.get(jobId).state)
  await new Promise<void>((resolve) => {
    const stop = events.subscribe((event) => {
      // Another process may have run it: then only its change of the database is heard.
      if (('jobId' in event && event.jobId !== jobId) || !ended()) return
      finish()
    })
    const timer = setTimeout(finish, seconds * 1000)
    for (const each of [signal, clientGone]) each.addEventListener('abort', finish, { once: true })
    function finish() {
      stop()
      clearTimeout(timer)
      for (const each of [signal, clientGone]) each.removeEventListener('abort', finish)
      resolve()
    }
    if (ended() || signal.aborted || clientGone.aborted) finish()
  })
}
