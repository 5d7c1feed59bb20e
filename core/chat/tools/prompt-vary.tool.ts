import { z } from 'zod'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'prompt_vary',
  summary: 'Write other takes on a prompt: the same subject in other light, views and moods.',
  words: 'prompt prompts vary variation variations alternative alternatives takes versions ideas',
  input: z.strictObject({
    text: z.string().trim().min(1).max(4000),
    count: z.int().min(2).max(12).default(4),
  }),
  permission: 'read',
  example: { text: 'old lighthouse', count: 3 },

  async run({ text, count }, { model, signal }) {
    const { varyPrompt } = await import('../prompt-help/vary-prompt.ts')
    return { ...(await varyPrompt(text, count, { model, signal })) }
  },
})
