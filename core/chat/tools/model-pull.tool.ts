import { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'model_pull',
  summary: 'Download a model of the catalogue.',
  words: 'download pull install get fetch model',
  input: z.strictObject({ model: z.string().trim().min(1).max(200).describe('Its name in the catalogue.') }),
  permission: 'network',
  example: { model: 'sd-turbo' },

  async run({ model }, { workspace, signal }) {
    const library = await workspace.library()
    if (library.offline) {
      throw new WorkspaceError('network', 'Offline mode is on: nothing is fetched.', {
        hint: 'Turn off the setting network.offline by hand.',
      })
    }
    // Of the catalogue alone: an address that a text named is not followed.
    const card = await library.card(model)
    const pulled: string[] = []
    for (const plan of await library.plan(card.id, { signal }))
      pulled.push((await library.pull(plan, { signal })).model.id)
    return {
      pulled,
      said: `${card.title} is installed. Undo does not delete it: ai-workspace models remove ${card.id}`,
    }
  },
})
