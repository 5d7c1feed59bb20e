import { createRoute, z } from '@hono/zod-openapi'
import { WorkspaceError } from '../../../base/error.ts'
import { wayToFile } from '../../../core/storage/asset-store.ts'
import { answerError } from '../answer-error.ts'
import type { ApiContext } from '../context.ts'
import { clearUploads } from '../files/clear-uploads.ts'
import { receiveUpload } from '../files/receive-upload.ts'
import { sendFile } from '../files/send-file.ts'
import { answerTooLarge, uploadLimits } from '../files/upload-limits.ts'
import { assetSchema } from '../schemas/asset.ts'
import { thumbnailSizes } from '../thumbnails/make-thumbnail.ts'
import { ThumbnailCache } from '../thumbnails/thumbnail-cache.ts'
import { viewAsset } from './asset-view.ts'
import { findAsset } from './assets.ts'
import { failure, jsonAnswer, routeApp } from './route-app.ts'

const tags = ['Assets']
const params = z.object({ id: z.string().max(200) })
const bytes = { schema: z.string().openapi({ format: 'binary' }) }

const file = createRoute({
  method: 'get',
  path: '/assets/{id}/file',
  tags,
  summary: "An asset's file; with download=1, for saving.",
  description: 'Answers ranges, and If-None-Match by its SHA-256. The same address always has the same bytes.',
  request: { params, query: z.object({ download: z.enum(['1', 'true', '0', 'false']).optional() }) },
  responses: { 200: { description: 'The file.', content: { 'application/octet-stream': bytes } }, ...failure },
})

const thumbnail = createRoute({
  method: 'get',
  path: '/assets/{id}/thumbnail',
  tags,
  summary: 'A small picture of an asset: 256, 512 or 1024 pixels.',
  description:
    'Heights and depths are shown from their least to their greatest value. A mesh has the picture it was made from.',
  request: {
    params,
    query: z.object({ size: z.enum(Object.keys(thumbnailSizes) as [keyof typeof thumbnailSizes]).default('small') }),
  },
  responses: { 200: { description: 'The picture.', content: { 'image/webp': bytes } }, ...failure },
})

const upload = createRoute({
  method: 'post',
  path: '/assets',
  tags,
  summary: 'Take a file into a project: PNG, JPEG, WebP, GLB, or a form program in JSON.',
  description: 'A file that the project has already is answered with 200 and the asset that is there.',
  request: {
    body: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: z.object({
            file: z.string().openapi({ format: 'binary' }),
            projectId: z.string().optional().openapi({ description: 'Absent: the current project.' }),
            name: z.string().optional().openapi({ description: 'Absent: the name of the file.' }),
          }),
        },
      },
    },
  },
  responses: {
    201: jsonAnswer(assetSchema, 'The new asset.'),
    200: jsonAnswer(assetSchema, 'The asset that this file is already.'),
    ...failure,
  },
})

/** The files of assets: send, show small, receive. */
export function assetFileRoutes(context: ApiContext) {
  const { workspace, events } = context
  const { assets, projects } = workspace
  const thumbnails = new ThumbnailCache(workspace.home)
  // Of two equal files that arrive at the same time the second must find what the first became.
  const oneAfterTheOther = makeTurns()
  clearUploads(uploadLimits(context).folder)
  const app = routeApp()
  app.openapi(file, (c) => {
    const asset = findAsset(context, c.req.valid('param').id)
    const { download = '0' } = c.req.valid('query')
    if (!assets.isPresent(asset)) {
      throw new WorkspaceError(
        'corrupt-file',
        `The file of "${asset.name}" is gone or was changed outside the workspace.`,
        {
          hint: wayToFile(asset),
        },
      )
    }
    const { sizeBytes, sha256, mediaType, name } = asset
    return sendFile(c, {
      path: assets.file(asset),
      sizeBytes,
      sha256,
      mediaType,
      name: asset.version === 1 ? name : `${name}.v${asset.version}`,
      download: download === '1' || download === 'true',
    }) as never
  })
  app.openapi(thumbnail, async (c) => {
    const asset = findAsset(context, c.req.valid('param').id)
    const { size } = c.req.valid('query')
    const picture = assets.pictureOf(asset)
    if (picture === undefined) {
      return answerError(c, 404, { code: 'not-found', message: `"${asset.name}" has no picture.` })
    }
    const etag = `"${picture.sha256}-${picture.role ?? ''}-${size}"`
    // Which picture a mesh has may change when that one is deleted, so this is asked again after a day.
    const headers = { ETag: etag, 'Cache-Control': 'private, max-age=86400', 'Content-Type': 'image/webp' }
    if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers) as never
    return c.body(await thumbnails.read(picture, size, () => assets.read(picture)), 200, headers) as never
  })
  // Not `openapi`: its check of a form would read the whole file into memory first.
  app.openAPIRegistry.registerPath(upload)
  app.post('/assets', async (c) => {
    await using received = await receiveUpload(c.req.raw, uploadLimits(context))
    if (received === undefined) return answerTooLarge(c, context)
    const { projectId, name = '' } = received.fields
    const project = projectId === undefined || projectId === '' ? projects.current() : projects.get(projectId)
    const { asset, known } = await oneAfterTheOther(`${project.id} ${received.sha256}`, async () => ({
      known: assets.byContent(received.sha256, project.id),
      asset: await workspace.importFile(received.path, {
        projectId: project.id,
        source: received.fileName,
        ...(name.trim() === '' ? {} : { name }),
      }),
    }))
    events.add({ type: 'assets-changed', ids: [asset.id] })
    return c.json(viewAsset(findAsset(context, asset.id)), known?.id === asset.id ? 200 : 201)
  })
  return app
}

/** Runs actions of the same key one after the other, those of different keys at the same time. */
function makeTurns() {
  const last = new Map<string, Promise<unknown>>()
  return <Result>(key: string, action: () => Promise<Result>): Promise<Result> => {
    const turn = (last.get(key) ?? Promise.resolve()).then(action, action)
    last.set(key, turn)
    const done = () => last.get(key) === turn && last.delete(key)
    turn.then(done, done)
    return turn
  }
}
