import { z } from 'zod'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'project_open',
  summary: 'Go on in another project.',
  words: 'open switch use go project',
  input: z.strictObject({ name: z.string().trim().min(1).max(120).describe('Its name, folder or id.') }),
  permission: 'change',
  example: { name: 'My Project' },

  run({ name }, { workspace: { projects, history }, project, conversation, step }) {
    const opened = projects.get(name)
    if (opened.id !== project.id) {
      history.perform(project, { label: `open project ${opened.name}`, ...step }, [
        { type: 'current-project', before: project.id, after: opened.id, conversation: conversation.id },
      ])
    }
    return { project: opened.name }
  },
})
