import { z } from 'zod'
import { describeJob } from '../../pipeline/describe-job.ts'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'jobs_list',
  summary: 'The jobs that run and wait, and the last ones.',
  words: 'jobs job queue running waiting progress status long doing',
  input: z.strictObject({}),
  permission: 'read',
  example: {},

  run(_, { workspace: { queue }, project }) {
    const show = (state: 'running' | 'queued' | undefined) =>
      queue.list({ projectId: project.id, limit: 20, ...(state !== undefined && { state }) }).map((job) => ({
        id: job.id,
        what: describeJob(job),
        state: job.state,
        progress: job.progress,
        ...(job.error !== undefined && { error: job.error.message }),
      }))
    return { running: show('running'), waiting: show('queued'), last: show(undefined).slice(0, 5) }
  },
})
