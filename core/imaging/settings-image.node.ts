import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { defineNode } from '../../base/node.ts'
import { generationSettingsSchema } from './metadata/generation-settings.ts'

/** The settings inside a picture, whichever program made it. */
export default defineNode({
  id: 'image.settings',
  summary: 'Read the settings a picture was made with.',
  version: 1,
  input: z.strictObject({ image: assetId('image').describe('The picture to read.') }),
  output: z.object({ settings: generationSettingsSchema }),
  example: { image: '$image' },

  async run({ image }, context) {
    const { readSettings } = await import('./metadata/read-settings.ts')
    const { asset, bytes } = await context.readAsset(image)
    const settings = readSettings(bytes)
    if (settings !== undefined) return { settings }
    throw new WorkspaceError('bad-input', `The picture "${asset.name}" does not say what it was made with.`, {
      hint: 'Programs write it into PNG text or EXIF; websites and messengers take it out. Use the original file.',
    })
  },
})
