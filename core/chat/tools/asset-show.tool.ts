import { z } from 'zod'
import { assetLine } from './asset-line.ts'
import { defineChatTool } from './define-chat-tool.ts'
import { anyAsset } from './fields.ts'

export default defineChatTool({
  name: 'asset_show',
  summary: 'Show one asset: what it is, how it was made, what was measured of it.',
  words: 'show open details info how made about seed prompt quality',
  input: z.strictObject({ asset: anyAsset }),
  permission: 'read',
  untrusted: true,
  example: { asset: '$image' },

  run({ asset: id }, { workspace }) {
    const asset = workspace.assets.get(id)
    const [listed] = workspace.assets.listed([asset.id])
    const { version, sizeBytes, recipe, parents, quality } = asset
    return {
      assets: [asset.id],
      ...assetLine(asset),
      version,
      versions: listed?.versions ?? 1,
      sizeBytes,
      facts: asset.facts,
      ...(recipe !== undefined && { node: recipe.node, input: recipe.input }),
      parents: parents
        .flatMap((parent) => workspace.assets.getMany([parent]) ?? [])
        .map(({ id, name }) => ({ id, name })),
      ...(quality !== undefined && { quality }),
      ...(listed?.rating !== undefined && { rating: listed.rating }),
    }
  },
})
