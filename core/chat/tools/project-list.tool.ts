import { z } from 'zod'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'project_list',
  summary: 'Every project of the workspace.',
  words: 'projects list all which',
  input: z.strictObject({}),
  permission: 'read',
  example: {},

  run(_, { workspace: { projects }, project }) {
    const totals = projects.totals()
    return {
      projects: projects.list().map(({ id, name }) => ({
        name,
        current: id === project.id,
        assets: totals.get(id)?.assets ?? 0,
      })),
    }
  },
})
