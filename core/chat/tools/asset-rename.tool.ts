import { z } from 'zod'
import { defineChatTool } from './define-chat-tool.ts'
import { anyAsset } from './fields.ts'

export default defineChatTool({
  name: 'asset_rename',
  summary: 'Give an asset another name; all its versions carry it then.',
  words: 'rename name call title',
  input: z.strictObject({ asset: anyAsset, name: z.string().trim().min(1).max(100) }),
  permission: 'change',
  example: { asset: '$image', name: 'guardian' },

  run({ asset, name }, { workspace, step }) {
    const renamed = workspace.assets.rename(asset, name, step)
    return { assets: [renamed.id], name: renamed.name }
  },
})
