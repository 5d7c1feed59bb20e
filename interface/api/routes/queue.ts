import { createRoute } from '@hono/zod-openapi'
import type { z } from 'zod'
import type { ApiContext } from '../context.ts'
import { queueSchema } from '../schemas/job.ts'
import { viewJob } from './job-view.ts'
import { failure, jsonAnswer, routeApp } from './route-app.ts'

const describe = <P extends string, M extends 'get' | 'post'>(method: M, path: P, summary: string) =>
  createRoute({
    method,
    path,
    tags: ['Queue'],
    summary,
    responses: { 200: jsonAnswer(queueSchema, 'The queue.'), ...failure },
  })

const show = describe('get', '/queue', 'What runs, and what waits in which order.')
const pause = describe('post', '/queue/pause', 'Start no further job; the running one goes on.')
const resume = describe('post', '/queue/resume', 'Go on.')
const clear = describe('post', '/queue/clear', 'Cancel every waiting job.')

/** The queue as a whole: show, pause, resume, clear. */
export function queueRoutes(context: ApiContext) {
  const { workspace, events } = context
  const { queue, config } = workspace
  const view = (): z.infer<typeof queueSchema> => {
    const [running] = queue.list({ state: 'running', limit: 1 })
    const queued = queue.queued()
    return {
      ...(running !== undefined && { running: viewJob(context, running) }),
      queued: queued.map((job, position) => viewJob(context, job, position)),
      length: queued.length,
      limit: config.server.queueLimit,
      paused: queue.paused,
    }
  }
  const setPaused = (paused: boolean) => {
    queue.paused = paused
    events.add({ type: 'queue-changed' })
  }
  return routeApp()
    .openapi(show, (c) => c.json(view(), 200))
    .openapi(pause, (c) => {
      setPaused(true)
      return c.json(view(), 200)
    })
    .openapi(resume, (c) => {
      setPaused(false)
      return c.json(view(), 200)
    })
    .openapi(clear, (c) => {
      for (const job of queue.queued()) queue.cancel(job.id)
      return c.json(view(), 200)
    })
}
