import { Readable } from 'node:stream'
import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { WorkspaceError } from '../../../base/error.ts'
import { answerError } from '../answer-error.ts'
import type { ApiContext } from '../context.ts'
import { disposition } from '../files/file-headers.ts'
import { largestZip, zipAssets } from '../files/zip-assets.ts'
import { failure, routeApp } from './route-app.ts'

const answer = {
  description: 'The ZIP: the files under readable names, and manifest.json with their records.',
  content: { 'application/zip': { schema: z.string().openapi({ format: 'binary' }) } },
}
const described = { tags: ['Assets'], path: '/assets/archive', responses: { 200: answer, ...failure } }

const few = createRoute({
  ...described,
  method: 'get',
  summary: 'Files of assets as one ZIP.',
  request: { query: z.object({ ids: z.string().min(1).max(8000).openapi({ description: 'Separated by commas.' }) }) },
})

const many = createRoute({
  ...described,
  method: 'post',
  summary: 'The same for more assets than an address can hold.',
  description: 'As JSON; or as a form with the ids separated by commas, which a browser saves to disk as it comes.',
  request: {
    body: {
      content: {
        'application/json': {
          schema: z.strictObject({ ids: z.array(z.string().max(40)).min(1).max(largestZip.files) }),
        },
        'application/x-www-form-urlencoded': { schema: z.object({ ids: z.string().min(1) }) },
      },
    },
  },
})

/** Assets as a ZIP, streamed. */
export function assetArchiveRoutes(context: ApiContext) {
  return routeApp()
    .openapi(few, (c) => sendZip(c, context, c.req.valid('query').ids.split(',')))
    .openapi(many, (c) => {
      // Of the two bodies the one that was not sent is an empty object.
      const [json, form] = [c.req.valid('json'), c.req.valid('form')] as Partial<{ ids: string | string[] }>[]
      const ids = json?.ids ?? form?.ids
      if (ids === undefined) throw new WorkspaceError('bad-input', 'The request names no assets.')
      const list = typeof ids === 'string' ? ids.split(',') : ids
      if (list.length > largestZip.files) {
        throw new WorkspaceError('bad-input', `A ZIP holds ${largestZip.files} files; these are ${list.length}.`)
      }
      return sendZip(c, context, list)
    })
}

function sendZip(c: Context, { workspace }: ApiContext, ids: readonly string[]): never {
  const wanted = [...new Set(ids)]
  const assets = workspace.assets.listed(wanted)
  // Everything is looked at before the first byte: in the middle of a stream no error can be told any more.
  const found = new Set(assets.map(({ id }) => id))
  const missing = wanted.find((id) => !found.has(id))
  if (missing !== undefined) throw new WorkspaceError('not-found', `There is no asset "${missing.slice(0, 50)}".`)
  const gone = assets.find((asset) => !workspace.assets.isPresent(asset))
  if (gone !== undefined) {
    throw new WorkspaceError(
      'corrupt-file',
      `The file of "${gone.name}" is gone or was changed outside the workspace.`,
      {
        hint: `Leave it out, or make it again: ai-workspace assets replay ${gone.id}`,
      },
    )
  }
  const bytes = assets.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  if (bytes > largestZip.bytes) {
    const message = `These files have ${Math.round(bytes / 1_000_000)} MB; a ZIP holds ${largestZip.bytes / 1_000_000} MB.`
    return answerError(c, 413, { code: 'bad-input', message, hint: 'Take fewer at once.' })
  }
  const stem = assets.length === 1 ? assets[0]!.name : `${assets[0]!.projectSlug}-${assets.length}-assets`
  const body =
    c.req.raw.method === 'HEAD'
      ? null
      : (Readable.toWeb(Readable.from(zipAssets(assets, (asset) => workspace.assets.file(asset)))) as ReadableStream)
  return new Response(body, {
    headers: { 'Content-Type': 'application/zip', 'Content-Disposition': disposition('attachment', `${stem}.zip`) },
  }) as never
}
