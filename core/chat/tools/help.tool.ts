import { z } from 'zod'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'help',
  summary: 'What can be done here, or about one topic.',
  words: 'help what can you do how commands',
  input: z.strictObject({ topic: z.string().max(200).optional() }),
  permission: 'read',
  example: { topic: 'textures' },

  async run({ topic }, { workspace }) {
    const [{ loadTools }, { scoreTools }] = await Promise.all([
      import('../load-tools.ts'),
      import('../turn/select-tools.ts'),
    ])
    const tools = await loadTools(workspace)
    const fitting =
      topic === undefined
        ? tools
        : scoreTools(tools, topic)
            .filter(({ score }) => score > 0)
            .slice(0, 8)
            .map(({ tool }) => tool)
    return { tools: (fitting.length > 0 ? fitting : tools).map(({ name, summary }) => ({ name, summary })) }
  },
})
