import type { Job, JobState } from '../../../base/job.ts'
import type { CommandSpec } from '../command.ts'
import { flag } from '../flags/flag.ts'
import { formatAgo, formatDuration } from '../terminal/format.ts'
import type { Paint } from '../terminal/terminal.ts'
import { aboutJob, innerCall } from '../views/describe-job.ts'

const idArgument = { name: 'id', description: 'The job, or the beginning of its id.', required: true }
const states = ['queued', 'running', 'done', 'failed', 'cancelled'] as const satisfies readonly JobState[]

/** `jobs list|show|cancel|retry`. */
export const jobsCommand: CommandSpec = {
  name: 'jobs',
  summary: 'List, show, cancel and retry jobs.',
  children: [
    {
      name: 'list',
      summary: 'The latest jobs.',
      flags: [
        flag('state', 'text', 'Only jobs in this state.', { choices: states }),
        flag('limit', 'integer', 'How many at most.', { default: 20, minimum: 1, maximum: 10_000 }),
        flag('all', 'boolean', 'Of every project.'),
      ],
      examples: [
        { line: 'ai-workspace jobs list', does: 'The latest jobs of the project.' },
        { line: 'ai-workspace jobs list --state failed --all', does: 'What failed, in every project.' },
      ],
      async run(call) {
        const workspace = await call.workspace()
        const { projectOf } = await import('../run-job.ts')
        const { table } = await import('../terminal/table.ts')
        const { paint } = call.terminal
        const { state, limit = 20, all } = call.flags as { state?: JobState; limit?: number; all?: boolean }
        const jobs = workspace.queue.list({
          limit,
          ...(state === undefined ? {} : { state }),
          ...(all === true ? {} : { projectId: projectOf(workspace, call).id }),
        })
        const rows = jobs.map((job) => [
          paint('name', job.id),
          paintState(job, paint),
          innerCall(job).node,
          aboutJob(job),
          formatAgo(job.createdAt),
          took(job),
        ])
        return {
          data: jobs,
          text:
            jobs.length === 0
              ? 'No jobs.'
              : table(['job', 'state', 'node', 'about', 'when', 'took'], rows, { paint, right: [5] }),
        }
      },
    },
    {
      name: 'show',
      summary: 'One job with its input, output and error.',
      arguments: [idArgument],
      examples: [{ line: 'ai-workspace jobs show j0123', does: 'Everything about it.' }],
      async run(call) {
        const workspace = await call.workspace()
        const job = workspace.queue.get(call.words[0] ?? '')
        const assets = workspace.assets.list({ jobId: job.id, currentOnly: false }).reverse()
        const { facts } = await import('../terminal/table.ts')
        const { paint } = call.terminal
        const rows: [string, string][] = [
          ['job', job.id],
          ['node', job.node],
          ['state', paintState(job, paint)],
          ['project', workspace.projects.get(job.projectId).slug],
          ['session', job.session],
          ['created', `${job.createdAt} (${formatAgo(job.createdAt)})`],
          ['took', took(job)],
          ['attempts', String(job.attempts)],
          ['input', JSON.stringify(job.input, null, 2)],
          ['output', JSON.stringify(job.output, null, 2)],
          [
            'error',
            job.error === undefined
              ? ''
              : `${job.error.message}${job.error.hint === undefined ? '' : `\n${job.error.hint}`}`,
          ],
          ['assets', assets.map((asset) => `${asset.id}  ${asset.path}`).join('\n')],
        ]
        return {
          data: { ...job, assets },
          text: facts(
            rows.filter(([, value]) => value !== undefined && value !== ''),
            paint,
          ),
        }
      },
    },
    {
      name: 'cancel',
      summary: 'End a job; what it finished is kept.',
      arguments: [idArgument],
      examples: [{ line: 'ai-workspace jobs cancel j0123', does: 'Also when another ai-workspace runs it.' }],
      async run(call) {
        const { queue } = await call.workspace()
        const before = queue.get(call.words[0] ?? '')
        const job = queue.cancel(before.id)
        const ended = before.state !== 'queued' && before.state !== 'running'
        const text = ended
          ? `Job ${job.id} had already ended: ${job.state}.`
          : job.state === 'cancelled'
            ? `Job ${job.id} is cancelled.`
            : `Job ${job.id} was asked to end; it does so between two steps.`
        return { data: job, text }
      },
    },
    {
      name: 'retry',
      summary: 'Run an ended job again; its finished steps answer from the cache.',
      arguments: [idArgument],
      examples: [{ line: 'ai-workspace jobs retry j0123', does: 'Goes on from the last finished step.' }],
      async run(call) {
        const workspace = await call.workspace()
        const { jobData, waitForJob } = await import('../run-job.ts')
        const { jobSummary } = await import('../views/job-summary.ts')
        const finished = await waitForJob(call, workspace, workspace.queue.retry(call.words[0] ?? ''))
        return { data: jobData(finished, workspace), text: jobSummary(finished, call.terminal.paint) }
      },
    },
  ],
}

function paintState(job: Job, paint: Paint): string {
  switch (job.state) {
    case 'done':
      return paint('good', job.fromCache ? 'done (cached)' : 'done')
    case 'failed':
      return paint('bad', 'failed')
    case 'cancelled':
      return paint('warn', 'cancelled')
    case 'running':
      return `running ${Math.round(job.progress * 100)} %`
    case 'queued':
      return 'queued'
    default:
      return job.state satisfies never
  }
}

function took({ startedAt, endedAt }: Job): string {
  return startedAt === undefined || endedAt === undefined
    ? ''
    : formatDuration(Date.parse(endedAt) - Date.parse(startedAt))
}
