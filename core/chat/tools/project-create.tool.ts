import { z } from 'zod'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'project_create',
  summary: 'Make a project and go on in it.',
  words: 'new create start make project',
  input: z.strictObject({ name: z.string().trim().min(1).max(120) }),
  permission: 'change',
  example: { name: 'Spaceship assets' },

  run({ name }, { workspace: { projects, history }, project, conversation, step }) {
    const made = projects.create(name)
    const { id, createdAt } = made
    history.perform(project, { label: `make project ${made.name}`, ...step }, [
      { type: 'project', id, name: made.name, createdAt },
      { type: 'current-project', before: project.id, after: id, conversation: conversation.id },
    ])
    return { project: made.name, said: `The project "${made.name}" is made; the conversation goes on in it.` }
  },
})
