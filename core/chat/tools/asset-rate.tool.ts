import { z } from 'zod'
import { defineChatTool } from './define-chat-tool.ts'
import { anyAsset } from './fields.ts'

export default defineChatTool({
  name: 'asset_rate',
  summary: 'Rate an asset with 1 to 5 stars; 0 takes the rating away.',
  words: 'rate rating star stars favourite favorite best like',
  input: z.strictObject({ asset: anyAsset, rating: z.int().min(0).max(5) }),
  permission: 'change',
  example: { asset: '$image', rating: 5 },

  run({ asset, rating }, { workspace, step }) {
    workspace.assets.change([asset], { action: 'rate', rating }, () => step.session, { turn: step.turn })
    return { assets: [asset], rating }
  },
})
