import { z } from 'zod'
import { assetId } from '../../../base/asset.ts'
import { defineChatTool } from './define-chat-tool.ts'

export default defineChatTool({
  name: 'image_describe',
  summary: 'Say what is in a picture: with a vision model where there is one, else from its record.',
  words: 'describe see look what is in picture image caption',
  input: z.strictObject({ asset: assetId('image', 'map') }),
  permission: 'read',
  untrusted: true,
  example: { asset: '$image' },

  async run({ asset: id }, { workspace, model, signal }) {
    const { describeImage } = await import('../prompt-help/describe-image.ts')
    return { assets: [id], ...(await describeImage(workspace, id, { model, signal })) }
  },
})
