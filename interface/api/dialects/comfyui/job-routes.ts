import { Hono } from 'hono'
import { z } from 'zod'
import type { Job } from '../../../../base/job.ts'
import { parseExactJson } from '../../../../core/imaging/comfyui/exact-json.ts'
import type { ComfyPrompt } from '../../../../core/storage/comfy-store.ts'
import type { ApiContext } from '../../context.ts'
import { answerJson, answerSentence } from './answers.ts'
import { endMessage } from './prompt-end.ts'
import { outputsOf } from './prompt-outputs.ts'
import { readBody } from './read-body.ts'

/** The words of ComfyUI's /api/jobs for the states of a job. */
const statusOf: Readonly<Record<Job['state'], string>> = {
  queued: 'pending',
  running: 'in_progress',
  done: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
}
const most = 1000

const querySchema = z.object({
  status: z.string().optional(),
  workflow_id: z.string().optional(),
  sort_by: z.enum(['created_at', 'execution_duration']).default('created_at'),
  sort_order: z.enum(['asc', 'desc']).default('desc'),
  limit: z.coerce.number().int().min(1).max(most).default(100),
  offset: z.coerce.number().int().min(0).default(0),
})

/** ComfyUI's newer way to ask for prompts: /api/jobs. */
export function jobRoutes({ workspace }: ApiContext): Hono {
  const { comfy, queue } = workspace
  const view = (prompt: ComfyPrompt) => viewJob(workspace, prompt, queue.get(prompt.jobId))
  const cancel = (prompt: ComfyPrompt | undefined): boolean => {
    if (prompt === undefined || !['queued', 'running'].includes(queue.get(prompt.jobId).state)) return false
    queue.cancel(prompt.jobId)
    return true
  }
  return new Hono()
    .get('/jobs', (c) => {
      const parsed = querySchema.safeParse(c.req.query())
      if (!parsed.success) return answerSentence(c, 400, z.prettifyError(parsed.error))
      const { status, sort_by, sort_order, limit, offset, workflow_id } = parsed.data
      const wanted = status?.split(',').map((each) => each.trim())
      const unknown = wanted?.find((each) => !Object.values(statusOf).includes(each))
      if (unknown !== undefined) {
        return answerSentence(c, 400, `There is no status "${unknown}": ${Object.values(statusOf).join(', ')}.`)
      }
      const states = Object.entries(statusOf).flatMap(([state, word]) =>
        wanted?.includes(word) === false ? [] : [state],
      )
      const oldestFirst = sort_order === 'asc'
      if (sort_by === 'created_at' && workflow_id === undefined) {
        const jobs = comfy.list(states, { limit, offset, oldestFirst }).map(view)
        return answerJson(c, { jobs, pagination: pageOf(comfy.count(states), jobs.length) })
      }
      const all = comfy
        .list(states, { oldestFirst })
        .map(view)
        .filter((job) => workflow_id === undefined || job.workflow_id === workflow_id)
      if (sort_by === 'execution_duration') {
        all.sort((a, b) => (durationOf(a) - durationOf(b)) * (oldestFirst ? 1 : -1))
      }
      const jobs = all.slice(offset, offset + limit)
      return answerJson(c, { jobs, pagination: pageOf(all.length, jobs.length) })

      function pageOf(total: number, shown: number) {
        return { offset, limit, total, has_more: offset + shown < total }
      }
    })
    .post('/jobs/cancel', async (c) => {
      const { job_ids } = await readBody(c, z.looseObject({ job_ids: z.array(z.string()).max(most) }))
      return answerJson(c, { cancelled: job_ids.filter((id) => cancel(comfy.find(id))) })
    })
    .get('/jobs/:id', (c) => {
      const prompt = comfy.find(c.req.param('id'))
      if (prompt === undefined) return answerSentence(c, 404, 'Job not found')
      const job = queue.get(prompt.jobId)
      const workflow = { prompt: parseExactJson(prompt.graph), extra_data: parseExactJson(prompt.extra) }
      return answerJson(c, { ...view(prompt), outputs: outputsOf(workspace, prompt, job), workflow })
    })
    .post('/jobs/:id/cancel', (c) => {
      const prompt = comfy.find(c.req.param('id'))
      if (prompt === undefined) return answerSentence(c, 404, 'Job not found')
      return answerJson(c, { cancelled: cancel(prompt) })
    })
}

/** Times in milliseconds since 1970, as there. */
function viewJob(workspace: ApiContext['workspace'], prompt: ComfyPrompt, job: Job) {
  const outputs = outputsOf(workspace, prompt, job)
  const images = Object.entries(outputs).flatMap(([nodeId, output]) =>
    output.images.map((image) => ({ ...image, nodeId, mediaType: 'images' })),
  )
  const preview = images.find(({ type }) => type === 'output') ?? images[0]
  const workflowId = workflowOf(prompt)
  return {
    id: prompt.id,
    status: statusOf[job.state],
    priority: prompt.number,
    create_time: Date.parse(prompt.createdAt),
    ...(job.startedAt === undefined ? {} : { execution_start_time: Date.parse(job.startedAt) }),
    ...(job.endedAt === undefined ? {} : { execution_end_time: Date.parse(job.endedAt) }),
    ...(job.state === 'failed' ? { execution_error: endMessage(prompt, job)[1] } : {}),
    outputs_count: images.length,
    ...(preview === undefined ? {} : { preview_output: preview }),
    ...(workflowId === undefined ? {} : { workflow_id: workflowId }),
  }
}

function durationOf(job: { execution_start_time?: number; execution_end_time?: number }): number {
  return (job.execution_end_time ?? 0) - (job.execution_start_time ?? 0)
}

function workflowOf({ extra }: ComfyPrompt): string | undefined {
  const { extra_pnginfo } = parseExactJson(extra) as { extra_pnginfo?: { workflow?: { id?: unknown } } }
  const id = extra_pnginfo?.workflow?.id
  return typeof id === 'string' ? id : undefined
}
