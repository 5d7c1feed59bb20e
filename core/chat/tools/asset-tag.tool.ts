import { z } from 'zod'
import { defineChatTool } from './define-chat-tool.ts'
import { anyAsset } from './fields.ts'

export default defineChatTool({
  name: 'asset_tag',
  summary: 'Put tags on an asset, or take some away.',
  words: 'tag label mark untag keyword',
  input: z.strictObject({
    asset: anyAsset,
    tags: z.array(z.string().trim().min(1).max(60)).max(50).default([]).describe('Tags to add.'),
    remove: z.array(z.string().trim().min(1).max(60)).max(50).default([]).describe('Tags to take away.'),
  }),
  permission: 'change',
  example: { asset: '$image', tags: ['hero'] },

  run({ asset, tags, remove }, { workspace, step }) {
    workspace.assets.change([asset], { action: 'tag', add: tags, remove }, () => step.session, { turn: step.turn })
    return { assets: [asset], tags: workspace.assets.get(asset).tags }
  },
})
