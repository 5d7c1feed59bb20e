import { z } from 'zod'
import { assetKinds } from '../../../base/asset.ts'
import { assetLine } from './asset-line.ts'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'assets_find',
  summary: 'Find assets of the project by words of their names, prompts and tags; newest first.',
  words: 'find search list show look which where all assets pictures images textures meshes',
  input: z.strictObject({
    text: z.string().max(500).optional().describe('Words that must all occur.'),
    kind: z.enum(assetKinds).optional(),
    limit: z.int().min(1).max(100).default(12),
  }),
  permission: 'read',
  untrusted: true,
  example: { text: 'statue', kind: 'image' },

  run({ text, kind, limit }, { workspace, project }) {
    const page = workspace.assets.search({
      projectId: project.id,
      limit,
      ...(text !== undefined && { text }),
      ...(kind !== undefined && { kind }),
    })
    return { assets: page.items.map(({ id }) => id), found: page.items.map(assetLine), total: page.total }
  },
})
