import { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'
import type { GeneratedImage, ImageRequest } from '../../../base/model.ts'
import type { Drawing } from '../open-server.ts'
import { askJson, askServer, drawing as patience, type ServerConnection } from '../server-client.ts'
import { decodeBase64, decodePicture } from '../server-picture.ts'
import { whenFree } from '../when-free.ts'
import { type OpenaiField, openaiRequest } from './openai-request.ts'

const answerSchema = z.object({
  data: z
    .array(
      z.object({ b64_json: z.string().nullish(), url: z.string().nullish(), revised_prompt: z.string().nullish() }),
    )
    .min(1),
})

/** One picture. */
export async function drawOpenai(
  request: ImageRequest,
  { server, host, settings, signal, onProgress }: Drawing,
): Promise<GeneratedImage> {
  onProgress(0.05, `Waiting for ${host}`)
  const unknown = new Set<OpenaiField>()
  const { data } = await answered()
  const [picture] = data
  const pixels = await decodePicture(await bytesOf(picture!, server, host, signal), host)
  const { revised_prompt: revisedPrompt } = picture!
  const warnings = [
    ...(unknown.has('seed') ? ['This server takes no seed: the same words give another picture each time.'] : []),
    ...(request.start === undefined ? [] : ['This server decides itself how much it keeps: it takes no strength.']),
  ]
  return {
    pixels,
    ...(warnings.length === 0 ? {} : { reading: { warnings } }),
    facts: {
      ...(revisedPrompt ? { revisedPrompt } : {}),
    },
  }

  /** Fields that only some of these servers know are left out where a refusal names them; a refused request costs nothing. */
  async function answered(): Promise<z.output<typeof answerSchema>> {
    const onWait = (seconds: number) => onProgress(0.05, `The server is busy: waiting ${seconds} s`)
    for (;;) {
      const { path, fields, body } = await openaiRequest(request, settings, unknown)
      try {
        return await whenFree(() => askJson(server, path, answerSchema, { ...body, signal, ...patience }), {
          signal,
          onWait,
        })
      } catch (error) {
        const words = refusedWords(error)
        const named = fields.find((field) => words.includes(field))
        if (named === undefined) throw error
        unknown.add(named)
      }
    }
  }
}

function refusedWords(error: unknown): string {
  if (!(error instanceof WorkspaceError) || error.code !== 'bad-input') return ''
  return (error.cause as { words?: string } | undefined)?.words ?? ''
}

async function bytesOf(
  { b64_json, url }: z.output<typeof answerSchema>['data'][number],
  server: ServerConnection,
  host: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (b64_json) return decodeBase64(b64_json, host)
  if (url?.startsWith('data:')) return decodeBase64(url, host)
  const address = url && URL.canParse(url, server.url) ? new URL(url, server.url) : undefined
  const own = address?.origin === new URL(server.url).origin
  if (address === undefined || !(own || address.protocol === 'https:')) {
    throw new WorkspaceError(
      'bad-input',
      `${host} answers with no picture${address ? `, but with the address ${address.origin}` : ''}.`,
      {
        hint: 'Only pictures in the answer, at the server itself, or at an https address are taken.',
      },
    )
  }
  // Another host gets no token.
  const authorization = own ? server.authorization : undefined
  const from = { url: address.origin, authorization, offline: server.offline }
  return askServer(from, `${address.pathname}${address.search}`, { signal, mostBytes: patience.mostBytes })
}
