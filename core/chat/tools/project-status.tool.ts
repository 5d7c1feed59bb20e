import { z } from 'zod'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'project_status',
  summary: 'The project at a glance: what is in it, and what undo would take back.',
  words: 'status project overview summary how many count',
  input: z.strictObject({}),
  permission: 'read',
  example: {},

  run(_, { workspace: { projects }, project }) {
    const { project: _project, assets: counts, ...status } = projects.status(project)
    return { project: project.name, counts, ...status }
  },
})
