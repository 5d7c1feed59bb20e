import { Hono } from 'hono'
import { z } from 'zod'
import type { ComfyPrompt } from '../../../../core/storage/comfy-store.ts'
import type { ApiContext } from '../../context.ts'
import { answerJson } from './answers.ts'
import { historyEntry, queueEntry } from './history-entry.ts'
import { readBody } from './read-body.ts'
import { submitPrompt } from './submit-prompt.ts'

const ended = ['done', 'failed', 'cancelled'] as const
/** A history of more entries is asked for in parts: each holds a whole graph. */
const mostEntries = 1000

const removalSchema = z.looseObject({
  clear: z.boolean().nullish(),
  delete: z.union([z.array(z.string()), z.string().transform((id) => [id])]).nullish(),
})

/** The queue and what came out of it: /prompt, /queue, /interrupt, /history. */
export function queueRoutes(context: ApiContext): Hono {
  const { workspace } = context
  const { comfy, queue } = workspace
  const history = (prompts: readonly ComfyPrompt[]) =>
    Object.fromEntries(prompts.map((prompt) => [prompt.id, historyEntry(workspace, prompt, queue.get(prompt.jobId))]))
  return new Hono()
    .post('/prompt', (c) => submitPrompt(context, c))
    .get('/prompt', (c) => answerJson(c, { exec_info: { queue_remaining: queueRemaining(context) } }))
    .get('/queue', (c) => {
      const waiting = new Map(queue.queued().map(({ id }, place) => [id, place]))
      const pending = comfy.list(['queued']).toSorted((a, b) => waiting.get(a.jobId)! - waiting.get(b.jobId)!)
      return answerJson(c, {
        queue_running: comfy.list(['running']).map(queueEntry),
        queue_pending: pending.map(queueEntry),
      })
    })
    .post('/queue', async (c) => {
      const { clear, delete: ids } = await readBody(c, removalSchema)
      const waiting = comfy.list(['queued'])
      for (const { id, jobId } of waiting) if (clear === true || ids?.includes(id)) queue.cancel(jobId)
      return c.body(null, 200)
    })
    .post('/interrupt', async (c) => {
      const { prompt_id } = await readBody(c, z.looseObject({ prompt_id: z.string().nullish() }))
      for (const { id, jobId } of comfy.list(['running'])) {
        if (prompt_id === undefined || prompt_id === null || prompt_id === id) queue.cancel(jobId)
      }
      return c.body(null, 200)
    })
    .get('/history', (c) => {
      const limit = wholeOf(c.req.query('max_items'), mostEntries)
      const offset = wholeOf(c.req.query('offset'), 0)
      // As there: without an offset the newest ones, in the order in which they were sent.
      const prompts = comfy
        .list(ended, { limit: Math.min(limit, mostEntries), offset })
        .filter(({ jobId }) => queue.get(jobId).startedAt !== undefined)
      return answerJson(c, history(prompts.toReversed()))
    })
    .get('/history/:id', (c) => {
      const prompt = comfy.find(c.req.param('id'))
      const job = prompt === undefined ? undefined : queue.get(prompt.jobId)
      const isThere =
        job !== undefined && !comfy.isHidden(prompt!.id) && (ended as readonly string[]).includes(job.state)
      return answerJson(c, isThere && job.startedAt !== undefined ? history([prompt!]) : {})
    })
    .post('/history', async (c) => {
      const { clear, delete: ids } = await readBody(c, removalSchema)
      if (clear === true) comfy.hide()
      else if (ids) comfy.hide(ids)
      return c.body(null, 200)
    })
}

/** Jobs that wait or run, whoever sent them: the queue is one. */
export function queueRemaining({ workspace }: ApiContext): number {
  return workspace.queue.countQueued() + workspace.queue.list({ state: 'running', limit: 100 }).length
}

function wholeOf(text: string | undefined, standard: number): number {
  const value = Number(text)
  return text === undefined || !Number.isInteger(value) || value < 0 ? standard : value
}
