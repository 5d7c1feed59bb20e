import { readFile } from 'node:fs/promises'
import { createRoute, z } from '@hono/zod-openapi'
import { WorkspaceError } from '../../../base/error.ts'
import type { PictureExplanation } from '../../../core/imaging/metadata/explain-picture.ts'
import type { ApiContext } from '../context.ts'
import { receiveUpload } from '../files/receive-upload.ts'
import { answerTooLarge, uploadLimits } from '../files/upload-limits.ts'
import { type SettingsView, settingsSchema } from '../schemas/settings.ts'
import { findAsset } from './assets.ts'
import { failure, jsonAnswer, routeApp } from './route-app.ts'

const answer = jsonAnswer(settingsSchema, 'What it was made with.')

const ofAsset = createRoute({
  method: 'get',
  path: '/assets/{id}/settings',
  tags: ['Assets'],
  summary: 'What an asset was made with: its recipe, or what the file of another program says.',
  request: { params: z.object({ id: z.string().max(200) }) },
  responses: { 200: answer, ...failure },
})

const ofFile = createRoute({
  method: 'post',
  path: '/settings/read',
  tags: ['Assets'],
  summary: 'What a picture of A1111, ComfyUI, SwarmUI, InvokeAI or this workspace was made with. Nothing is stored.',
  request: {
    body: {
      required: true,
      content: { 'multipart/form-data': { schema: z.object({ file: z.string().openapi({ format: 'binary' }) }) } },
    },
  },
  responses: { 200: answer, ...failure },
})

/** The settings of pictures: of an asset, of a file. */
export function pictureSettingsRoutes(context: ApiContext) {
  const { assets, nodes } = context.workspace
  // Loaded when first asked for: the readers bring the prompt grammar with them.
  const lookup = async () => ({
    ...(await import('../../../core/imaging/metadata/explain-picture.ts')),
    generate: await nodes.get('image.generate'),
    assetOf: (hash: string) => assets.byContent(hash)?.id,
  })
  const app = routeApp()
  app.openapi(ofAsset, async (c) => {
    const asset = findAsset(context, c.req.valid('param').id)
    const { explainAsset, ...found } = await lookup()
    return c.json(view(explainAsset(asset, () => assets.read(asset), found)), 200)
  })
  // Not `openapi`: its check of a form would read the whole file into memory first.
  app.openAPIRegistry.registerPath(ofFile)
  app.post('/settings/read', async (c) => {
    await using received = await receiveUpload(c.req.raw, uploadLimits(context))
    if (received === undefined) return answerTooLarge(c, context)
    const bytes = await readFile(received.path)
    const { sniffImage } = await import('../../../core/imaging/codecs/decode-image.ts')
    if (sniffImage(bytes) === undefined) {
      throw new WorkspaceError('bad-input', 'The file is no PNG, JPEG or WebP picture.')
    }
    const { explainFile, ...found } = await lookup()
    return c.json(view(explainFile(bytes, found)), 200)
  })
  return app
}

function view(explanation: PictureExplanation | undefined): SettingsView {
  if (explanation !== undefined) return explanation as SettingsView
  throw new WorkspaceError('not-found', 'The file does not say what it was made with.', {
    hint: 'Programs write it into PNG text or EXIF; websites and messengers take it out. Use the original file.',
  })
}
