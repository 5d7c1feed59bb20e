import { Hono } from 'hono'
import { z } from 'zod'
import type { Job } from '../../../../base/job.ts'
import type { ApiContext } from '../../context.ts'
import { flag, whole } from '../lenient-fields.ts'
import { readBody } from './answer-error.ts'
import { timestamp } from './generation-info.ts'
import type { Run, Runs } from './runs.ts'

/** GET progress, POST interrupt and skip, below /sdapi/v1. */
export function progressRoutes(context: ApiContext, { runs }: { runs: Runs }): Hono {
  return new Hono()
    .get('/progress', async (c) => {
      const run = runs.current
      if (run === undefined) return c.json(idle)
      const at = stateOf(context, run)
      // Two clients on npm ask for the second name.
      const skips = [c.req.query('skip_current_image'), c.req.query('skipCurrentImage')].includes('true')
      return c.json({
        progress: at.progress,
        eta_relative: at.eta ?? 0,
        state: {
          skipped: run.skipped.size > 0,
          interrupted: run.interrupted,
          stopping_generation: false,
          job: run.title,
          job_count: run.jobs.length,
          job_timestamp: timestamp(run.startedAt),
          job_no: at.finished,
          sampling_step: at.step,
          sampling_steps: at.steps,
        },
        current_image: skips || at.job === undefined ? null : await previewOf(context, at.job),
        textinfo: at.text ?? null,
      })
    })
    .post('/interrupt', (c) => {
      runs.interrupt()
      return c.json({})
    })
    .post('/skip', (c) => {
      runs.skip()
      return c.json(null)
    })
}

const taskSchema = z.object({
  id_task: z.string(),
  id_live_preview: whole.default(-1),
  live_preview: flag.default(true),
})

/** POST progress and GET pending-tasks, below /internal: what the reference's own page asks (modules/progress.py). */
export function taskRoutes(context: ApiContext, { runs }: { runs: Runs }): Hono {
  return new Hono()
    .post('/progress', async (c) => {
      const { id_task: task, id_live_preview: seen, live_preview: wanted } = await readBody(c, taskSchema)
      const run = runs.all.find((each) => each.task === task)
      if (run === undefined) {
        const ended = runs.hasEnded(task)
        return c.json({ ...noTask, completed: ended, textinfo: ended ? null : 'Waiting...' })
      }
      const at = stateOf(context, run)
      const queued = at.finished === 0 && (at.job === undefined || at.job.state === 'queued')
      const [, count] = /n=(\d+)$/.exec((at.job && context.previews.url(at.job.id)) ?? '') ?? []
      const id = count === undefined ? -1 : at.finished * 1000 + Number(count)
      const preview = wanted && id > seen && at.job !== undefined ? await previewOf(context, at.job) : null
      return c.json({
        active: !queued,
        queued,
        completed: false,
        progress: queued ? null : at.progress,
        eta: at.eta ?? null,
        live_preview: preview === null ? null : `data:image/jpeg;base64,${preview}`,
        id_live_preview: preview === null ? seen : id,
        textinfo: queued ? 'In queue...' : (at.text ?? null),
      })
    })
    .get('/pending-tasks', (c) => {
      const tasks = runs.all.map(({ task }) => task)
      return c.json({ size: tasks.length, tasks })
    })
}

const noTask = {
  active: false,
  queued: false,
  completed: false,
  progress: null,
  eta: null,
  live_preview: null,
  id_live_preview: -1,
  textinfo: null,
}

const idle = {
  progress: 0,
  eta_relative: 0,
  state: {
    skipped: false,
    interrupted: false,
    stopping_generation: false,
    job: '',
    job_count: 0,
    job_timestamp: '0',
    job_no: 0,
    sampling_step: 0,
    sampling_steps: 0,
  },
  current_image: null,
  textinfo: null,
}

/** An estimate from less than this is no better than a guess. */
const leastProgress = 0.02

/** How far a request is. `job` is the one that runs or is next. */
function stateOf({ workspace }: ApiContext, { jobs, startedAt }: Run) {
  const all = jobs.map((id) => workspace.queue.get(id))
  const finished = all.filter(({ state }) => state !== 'queued' && state !== 'running').length
  const job: Job | undefined =
    all.find(({ state }) => state === 'running') ?? all.find(({ state }) => state === 'queued')
  const progress = (finished + (job?.state === 'running' ? job.progress : 0)) / jobs.length
  const began = all.find((each) => each.startedAt !== undefined)?.startedAt
  const seconds = (Date.now() - (began === undefined ? startedAt.getTime() : Date.parse(began))) / 1000
  const [, step = '0', steps = '0'] = /\bstep (\d+) of (\d+)/i.exec(job?.message ?? '') ?? []
  return {
    job,
    finished,
    progress,
    ...(progress >= leastProgress && { eta: (seconds / progress) * (1 - progress) }),
    step: Number(step),
    steps: Number(steps),
    ...(job?.message !== undefined && { text: job.message }),
  }
}

/** The newest step preview in base64. */
async function previewOf({ previews }: ApiContext, { id }: Job): Promise<string | null> {
  const bytes = await previews.encoded(id)
  return bytes === undefined ? null : Buffer.from(bytes).toString('base64')
}
