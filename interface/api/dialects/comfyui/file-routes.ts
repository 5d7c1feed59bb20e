import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { embedGraph } from '../../../../core/imaging/comfyui/embed-graph.ts'
import { parseExactJson } from '../../../../core/imaging/comfyui/exact-json.ts'
import { withAlphaOf } from '../../../../core/imaging/masks/with-alpha.ts'
import type { ComfyFile, ComfyFileType } from '../../../../core/storage/comfy-store.ts'
import type { ApiContext } from '../../context.ts'
import { fileHeaders } from '../../files/file-headers.ts'
import { receiveUpload, type Upload } from '../../files/receive-upload.ts'
import { takePicture } from '../take-picture.ts'
import { answerJson, answerSentence } from './answers.ts'

const types: readonly ComfyFileType[] = ['input', 'output', 'temp']
const previewSchema = z.string().regex(/^(webp|jpeg)(;\d{1,3})?$/)

/** Pictures by the names that were given here, and uploads: /view, /upload/image, /upload/mask. No name is ever a path. */
export function fileRoutes(context: ApiContext): Hono {
  const { comfy, assets } = context.workspace
  return new Hono()
    .get('/view', async (c) => {
      const { filename = '', subfolder = '', type = 'output', preview } = c.req.query()
      const file = comfy.file(type, plainFolder(subfolder), filename)
      const [asset] = file === undefined ? [] : (assets.getMany([file.assetId]) ?? [])
      if (file === undefined || asset === undefined || !assets.isPresent(asset)) {
        return answerSentence(c, 404, 'There is no picture of that name. /history tells the names of results.')
      }
      const bytes = assets.read(asset)
      const small = previewSchema.safeParse(preview).data
      if (small !== undefined) return sendPreview(c, bytes, small)
      const name = filename.replace(/\.[a-z0-9]{1,5}$/i, '')
      const headers = { ...fileHeaders({ mediaType: asset.mediaType, name, download: false }) }
      const whole = asset.mediaType === 'image/png' ? withGraph(context, file, bytes) : bytes
      return c.body(Uint8Array.from(whole), 200, headers)
    })
    .post('/upload/image', async (c) => {
      await using upload = await receive(context, c)
      if (upload === undefined) return tooLarge(context, c)
      return answerJson(c, await keepUpload(context, upload, await readFile(upload.path)))
    })
    .post('/upload/mask', async (c) => {
      await using upload = await receive(context, c)
      if (upload === undefined) return tooLarge(context, c)
      const original = originalOf(context, upload.fields['original_ref'])
      if (original === undefined) return answerSentence(c, 400, 'original_ref names no picture that is here.')
      return answerJson(c, await keepUpload(context, upload, await withAlphaOf(original, await readFile(upload.path))))
    })
}

/**
 * Gives a picture that was uploaded a name: its own, or where another picture has that, one with a number behind it. What the
 * project has already is not kept twice.
 */
async function keepUpload(
  { workspace }: ApiContext,
  { fileName, fields }: Upload,
  bytes: Uint8Array,
): Promise<{ name: string; subfolder: string; type: ComfyFileType }> {
  const { comfy } = workspace
  const type = types.find((each) => each === fields['type']) ?? 'input'
  const subfolder = plainFolder(fields['subfolder'] ?? '')
  const { id } = await takePicture(workspace, bytes, 'picture', fileName)
  const overwrite = ['true', '1'].includes(fields['overwrite'] ?? '')
  const [, stem = fileName, ending = ''] = /^(.*?)(\.[a-z0-9]{1,8})?$/is.exec(fileName) ?? []
  let name = fileName
  for (let n = 1; ; n++) {
    const taken = comfy.file(type, subfolder, name)
    if (taken === undefined || overwrite || taken.assetId === id) break
    name = `${stem} (${n})${ending}`
  }
  comfy.put({ type, subfolder, name, assetId: id })
  return { name, subfolder, type }
}

/** A result carries its graph, as ComfyUI's files do, beside the workspace's own record. */
function withGraph({ workspace }: ApiContext, { promptId }: ComfyFile, png: Uint8Array): Uint8Array {
  const prompt = promptId === undefined ? undefined : workspace.comfy.find(promptId)
  if (prompt === undefined) return png
  const { extra_pnginfo: extra } = parseExactJson(prompt.extra) as { extra_pnginfo?: unknown }
  const entries = typeof extra === 'object' && extra !== null ? (extra as Record<string, unknown>) : {}
  return embedGraph(png, { prompt: parseExactJson(prompt.graph), extra: entries })
}

async function sendPreview(c: Context, bytes: Uint8Array, preview: string): Promise<Response> {
  const [form, quality = '90'] = preview.split(';') as ['webp' | 'jpeg', string?]
  // Loaded when first needed: a server that only lists things does without 40 MB of codecs.
  const { default: sharp } = await import('sharp')
  const options = { quality: Math.min(100, Math.max(1, Number(quality))) }
  const encoded = await sharp(bytes).toFormat(form, options).toBuffer()
  return c.body(Uint8Array.from(encoded), 200, { 'Content-Type': `image/${form}` })
}

function originalOf({ workspace }: ApiContext, reference: string | undefined): Uint8Array | undefined {
  const { comfy, assets } = workspace
  try {
    const { filename, subfolder = '', type = 'output' } = JSON.parse(reference ?? '{}') as Record<string, string>
    const file = comfy.file(type, plainFolder(subfolder), String(filename))
    const [asset] = file === undefined ? [] : (assets.getMany([file.assetId]) ?? [])
    return asset === undefined ? undefined : assets.read(asset)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function receive({ workspace, signal }: ApiContext, c: Context) {
  const maxBytes = workspace.config.server.maxUploadMb * 1_000_000
  return receiveUpload(c.req.raw, { folder: join(workspace.home, 'cache', 'uploads'), maxBytes, signal })
}

function tooLarge({ workspace }: ApiContext, c: Context): Response {
  return answerSentence(c, 413, `The upload is larger than ${workspace.config.server.maxUploadMb} MB.`)
}

/** 'a\\b/../c/' → 'a/b/c': part of a name, nothing more. */
function plainFolder(folder: string): string {
  return folder
    .split(/[\\/]/)
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/')
    .slice(0, 200)
}
