import { z } from 'zod'
import { defineChatTool } from './define-chat-tool.ts'
import { anyAsset } from './fields.ts'

export default defineChatTool({
  name: 'asset_restore',
  summary: 'Take assets out of the trash.',
  words: 'restore recover undelete bring back trash',
  input: z.strictObject({ assets: z.array(anyAsset).min(1).max(1000) }),
  permission: 'change',
  example: { assets: ['$image'] },

  run({ assets }, { workspace, step }) {
    const restored = workspace.assets.change(assets, { action: 'restore' }, () => step.session, { turn: step.turn })
    return { assets: restored }
  },
})
