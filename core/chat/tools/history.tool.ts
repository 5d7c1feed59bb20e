import { z } from 'zod'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'history',
  summary: 'What was done in the project, newest first.',
  words: 'history done changes what happened before log',
  input: z.strictObject({}),
  permission: 'read',
  example: {},

  run(_, { workspace: { history }, project }) {
    const steps = history.list(project.id, { limit: 20 })
    return {
      steps: steps.map(({ label, at, undone, further = [] }) => ({
        label,
        at,
        undone,
        ...(further.length > 0 && { further }),
      })),
    }
  },
})
