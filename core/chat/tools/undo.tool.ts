import { z } from 'zod'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'undo',
  summary: 'Take back the last thing that was done in the project; a turn of the conversation as a whole.',
  words: 'undo revert back take cancel last',
  input: z.strictObject({}),
  permission: 'change',
  example: {},

  async run(_, { history }) {
    const { label, conflicts } = await history.undo()
    return { said: `Undone: ${label}.`, ...(conflicts.length > 0 && { conflicts }) }
  },
})
