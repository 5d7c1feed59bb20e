import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { defineNode } from '../../base/node.ts'
import type { Pixels } from '../../base/pixels.ts'
import { decodeImage, largestImagePixels } from './codecs/decode-image.ts'
import { encodePictures } from './encode-assets.ts'
import { nameField } from './input-fields.ts'
import { resizePixels } from './resize-pixels.ts'

/** A larger picture: a network adds the detail that an enlargement lacks. */
export default defineNode({
  id: 'image.upscale',
  summary: 'Enlarge an image with an upscaler.',
  version: 2,
  input: z.strictObject({
    image: assetId('image').describe('The image to enlarge.'),
    model: z.string().optional().describe('The upscaler; see: ai-workspace models list.'),
    scale: z
      .number()
      .min(1)
      .max(8)
      .optional()
      .describe("How many times larger; by default the upscaler's own factor, which it cannot exceed."),
    tile: z
      .int()
      .min(64, 'must be 64 to 2048 pixels')
      .max(2048, 'must be 64 to 2048 pixels')
      .optional()
      .describe('Side of the windows it works in: smaller takes less memory and more time.'),
    name: nameField.describe('Name of the result; by default made of the image.'),
  }),
  output: z.object({ image: assetId('image'), width: z.int(), height: z.int() }),
  example: { image: '$image' },

  models: ({ model }) => [{ task: 'upscale', ...(model === undefined ? {} : { id: model }) }],

  async run({ image, model, scale, tile, name }, context) {
    const { pool, signal } = context
    const { asset, bytes } = await context.readAsset(image)
    const pixels = await decodeImage(bytes)
    const upscaler = await context.model('upscale', model)
    const factor = scale ?? upscaler.scale
    checkFactor(pixels, factor, upscaler)

    const { colours, alpha } = splitAlpha(pixels)
    const large = await upscaler.upscale(colours, {
      signal,
      onProgress: (fraction, message) => context.progress(fraction * 0.9, message),
      ...(tile === undefined ? {} : { tile }),
    })
    const [width, height] = [Math.round(pixels.width * factor), Math.round(pixels.height * factor)]
    const sized = resizePixels(large, width, height)
    const result = alpha === undefined ? sized : joinAlpha(sized, resizePixels(alpha, width, height))

    context.progress(0.92, 'Writing')
    const [encoded] = await encodePictures([{ image: result }], { pool, signal })
    const enlarged = await context.putAsset(
      {
        name: name ?? `${asset.name}-x${Number(factor.toFixed(2))}`.replace('.', '-'),
        kind: 'image',
        mediaType: 'image/png',
        parents: [image],
        quality: encoded!.quality,
        facts: { width, height, scale: factor, model: upscaler.modelId },
      },
      encoded!.bytes,
    )
    return { image: enlarged.id, width, height }
  },
})

function checkFactor(
  { width, height }: Pixels,
  factor: number,
  { scale, modelId }: { readonly scale: number; readonly modelId: string },
): void {
  if (factor > scale) {
    throw new WorkspaceError('bad-input', `The upscaler "${modelId}" enlarges ${scale} times, not ${factor}.`, {
      hint: 'Enlarge the result once more, or take another upscaler: ai-workspace models search upscaler',
    })
  }
  // The network's own result is in memory at once, also where it is made smaller after.
  if (width * height * scale ** 2 > largestImagePixels) {
    throw new WorkspaceError(
      'bad-input',
      `${width} × ${height} enlarged ${scale} times is ${width * scale} × ${height * scale}: more than ${largestImagePixels} pixels.`,
      { hint: 'Enlarge a smaller part of it, or take an upscaler of a smaller factor.' },
    )
  }
}

/** RGB for the network; transparency goes its own way where there is any. */
function splitAlpha({ width, height, channels, data }: Pixels): { colours: Pixels; alpha?: Pixels } {
  if (channels === 3) return { colours: { width, height, channels, data } }
  const colours = new Uint8Array(3 * width * height)
  const alpha = new Uint8Array(width * height)
  for (let i = 0; i < alpha.length; i++) {
    for (let c = 0; c < 3; c++) colours[3 * i + c] = data[channels * i + (channels === 4 ? c : 0)]!
    alpha[i] = channels === 4 ? data[4 * i + 3]! : 255
  }
  const opaque = alpha.every((value) => value === 255)
  return {
    colours: { width, height, channels: 3, data: colours },
    ...(opaque ? {} : { alpha: { width, height, channels: 1, data: alpha } }),
  }
}

function joinAlpha({ width, height, data: colours }: Pixels, { data: alpha }: Pixels): Pixels {
  const data = new Uint8Array(4 * width * height)
  for (let i = 0; i < alpha.length; i++) {
    for (let c = 0; c < 3; c++) data[4 * i + c] = colours[3 * i + c]!
    data[4 * i + 3] = alpha[i]!
  }
  return { width, height, channels: 4, data }
}
