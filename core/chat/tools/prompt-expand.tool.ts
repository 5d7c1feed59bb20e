import { z } from 'zod'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'prompt_expand',
  summary: 'Turn a short idea into a full prompt for a picture.',
  words: 'prompt expand improve better detail idea words enhance',
  input: z.strictObject({ text: z.string().trim().min(1).max(4000) }),
  permission: 'read',
  example: { text: 'old lighthouse' },

  async run({ text }, { model, signal }) {
    const { expandPrompt } = await import('../prompt-help/expand-prompt.ts')
    return { ...(await expandPrompt(text, { model, signal })) }
  },
})
