import { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'
import { describeJob } from '../../pipeline/describe-job.ts'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'job_cancel',
  summary: 'Cancel a job; without an id the one that runs.',
  words: 'cancel stop abort job halt',
  input: z.strictObject({ job: z.string().max(40).optional() }),
  permission: 'change',
  example: {},

  run({ job }, { workspace: { queue }, project }) {
    const open = queue.list({ projectId: project.id, state: ['running', 'queued'], limit: 100 })
    const id = job ?? (open.find(({ state }) => state === 'running') ?? open.at(-1))?.id
    if (id === undefined) throw new WorkspaceError('not-found', 'No job runs or waits.')
    const cancelled = queue.cancel(id)
    return { job: cancelled.id, said: `${describeJob(cancelled)} is cancelled; finished steps are kept.` }
  },
})
