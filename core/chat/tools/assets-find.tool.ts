import { z } from 'zod'
import { assetKinds } from '../../../base/asset.ts'
import { assetLine } from './asset-line.ts'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'assets_find',
  summary:
    'Find assets of the project by words of their names, prompts and tags, or what is in the trash; newest first.',
  words: 'trash bin find search list show look which where all assets pictures images textures meshes',
  input: z.strictObject({
    text: z.string().max(500).optional().describe('Words that must all occur.'),
    kind: z.enum(assetKinds).optional(),
    trashed: z.boolean().optional().describe('Only what is in the trash.'),
    limit: z.int().min(1).max(100).default(12),
  }),
  permission: 'read',
  untrusted: true,
  example: { text: 'statue', kind: 'image' },

  run({ text, kind, trashed, limit }, { workspace, project }) {
    const page = workspace.assets.search({
      projectId: project.id,
      limit,
      ...(text !== undefined && { text }),
      ...(kind !== undefined && { kind }),
      ...(trashed === true && { trashed }),
    })
    return { assets: page.items.map(({ id }) => id), found: page.items.map(assetLine), total: page.total }
  },
})
