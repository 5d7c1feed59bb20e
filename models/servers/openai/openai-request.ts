import type { ImageRequest } from '../../../base/model.ts'
import type { Pixels } from '../../../base/pixels.ts'
import { scanNetworks } from '../../diffusion/prompt/scan-networks.ts'
import { refusal } from '../refuse-request.ts'
import { encodePicture, softenMask } from '../server-picture.ts'
import type { ServerSettings } from '../server-settings.ts'

/** Fields that not every server of this kind knows. */
export type OpenaiField = 'response_format' | 'seed'

interface OpenaiRequest {
  readonly path: string
  /** Of those that are sent. */
  readonly fields: readonly OpenaiField[]
  readonly body: { readonly json: unknown } | { readonly form: FormData }
}

/**
 * Where to send a request, and its body, without the fields that the server is known not to know. With a picture to begin
 * from it is an edit. Neither has a word for a strength: the server decides how much it keeps.
 */
export async function openaiRequest(
  request: ImageRequest,
  { model, models }: ServerSettings,
  unknown: ReadonlySet<OpenaiField>,
): Promise<OpenaiRequest> {
  const { prompt, negativePrompt, width, height, seed, start, vae } = request
  if (negativePrompt.trim() !== '') {
    throw refusal('openai', 'has no negative prompt', 'Say in the prompt what should not be there.')
  }
  if (scanNetworks(prompt).loras.length > 0)
    throw refusal('openai', 'takes no LoRA', 'Take the <lora:…> tags out of the prompt.')
  if (vae !== undefined) throw refusal('openai', 'takes no other autoencoder', 'Leave the VAE out.')
  // Where it has one model only, some servers still want it named.
  const named = model ?? (models.length === 1 ? models[0] : undefined)
  const optional: Partial<Record<OpenaiField, unknown>> = { response_format: 'b64_json', seed }
  const fields = (Object.keys(optional) as OpenaiField[]).filter((field) => !unknown.has(field))
  const values: Record<string, unknown> = {
    prompt,
    n: 1,
    size: `${width}x${height}`,
    ...(named === undefined ? {} : { model: named }),
    ...Object.fromEntries(fields.map((field) => [field, optional[field]])),
  }
  if (start === undefined) return { path: '/v1/images/generations', fields, body: { json: values } }
  if ((start.fill ?? 'original') !== 'original')
    throw refusal('openai', `cannot fill the mask with ${start.fill} first`, 'Take the fill "original".')
  const form = new FormData()
  for (const [name, value] of Object.entries(values)) form.set(name, String(value))
  form.set('image', await file(start.image), 'image.png')
  if (start.mask !== undefined) {
    form.set('mask', await file(asTransparency(await softenMask(start.mask, start.maskBlur ?? 0))), 'mask.png')
  }
  return { path: '/v1/images/edits', fields, body: { form } }
}

/** White is painted anew here; there it is what is transparent. */
function asTransparency({ width, height, data }: Pixels): Pixels {
  const rgba = new Uint8Array(width * height * 4)
  for (let i = 0; i < data.length; i++) rgba[4 * i + 3] = 255 - data[i]!
  return { width, height, channels: 4, data: rgba }
}

async function file(pixels: Pixels): Promise<Blob> {
  return new Blob([new Uint8Array(await encodePicture(pixels))], { type: 'image/png' })
}
