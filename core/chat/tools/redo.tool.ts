import { z } from 'zod'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'redo',
  summary: 'Do again what was undone last.',
  words: 'redo again back undone',
  input: z.strictObject({}),
  permission: 'change',
  example: {},

  async run(_, { history }) {
    const { label, conflicts } = await history.redo()
    return { said: `Done again: ${label}.`, ...(conflicts.length > 0 && { conflicts }) }
  },
})
