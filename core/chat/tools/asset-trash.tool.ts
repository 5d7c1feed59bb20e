import { z } from 'zod'
import { defineChatTool } from './define-chat-tool.ts'
import { anyAsset } from './fields.ts'

export default defineChatTool({
  name: 'asset_trash',
  summary: 'Move assets into the trash, from where they can be restored.',
  words: 'delete remove trash throw away discard bin erase',
  input: z.strictObject({ assets: z.array(anyAsset).min(1).max(1000) }),
  permission: 'destructive',
  example: { assets: ['$image'] },

  run({ assets }, { workspace, step }) {
    const trashed = workspace.assets.change(assets, { action: 'trash' }, () => step.session, { turn: step.turn })
    return { assets: trashed, said: `${trashed.length} in the trash; undo brings them back.` }
  },
})
