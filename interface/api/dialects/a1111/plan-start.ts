import { HTTPException } from 'hono/http-exception'
import { decodeBase64 } from '../decode-base64.ts'
import { maskPicture } from '../mask-picture.ts'
import { type TakenPicture, takePicture } from '../take-picture.ts'
import type { ImageToImage } from './generation-schema.ts'
import { type Fields, type Planning, refuse } from './planning.ts'

/** Resize modes by their numbers; the last enlarges the latent, which is done to the picture here. */
const fits = ['stretch', 'crop', 'pad', 'stretch'] as const
/** What lies under the mask, by `inpainting_fill`. */
const fills = ['surroundings', 'original', 'noise', 'nothing'] as const

/** The pictures to begin from, with the fields of each: one for all, or one for each picture of a batch. */
export async function planStarts(
  request: ImageToImage,
  { context, warnings }: Planning,
): Promise<readonly { readonly picture: TakenPicture; readonly fields: Fields }[]> {
  const { init_images: images, batch_size: batch } = request
  if (images.length === 0) throw new HTTPException(404, { message: 'Init image not found' })
  if (images.length > 1 && images.length > batch) {
    refuse(`bad number of images passed: ${images.length}; expecting ${batch} or less`)
  }
  if (request.latent_mask !== '') refuse('latent_mask is not supported: send the mask as "mask".')
  if (request.initial_noise_multiplier !== 1) refuse('initial_noise_multiplier is not supported: leave it at 1.')
  if (request.resize_mode === 3) warnings.push('resize_mode 3: the picture was enlarged, and not its latent.')
  const mask = await takeMask(request, context.workspace, warnings)
  const starts = []
  for (const image of images) {
    const picture = await takePicture(context.workspace, decodeBase64(image, 'The init image'), 'start-picture')
    starts.push({ picture, fields: fieldsOf(picture, mask, request) })
  }
  return starts
}

function fieldsOf(picture: TakenPicture, mask: TakenPicture | undefined, request: ImageToImage): Fields {
  // At 0 the reference still takes one step, as any share below that of one step does.
  const strength = Math.max(0.0001, request.denoising_strength ?? 0.75)
  const isArea = mask !== undefined && request.inpaint_full_res
  const wanted = isArea ? picture : request
  const isFitting = [isArea ? undefined : picture, mask].every(
    (each) => each === undefined || (each.width === wanted.width && each.height === wanted.height),
  )
  return {
    start: picture.id,
    strength,
    ...(isFitting ? {} : { fit: fits[request.resize_mode]! }),
    ...(mask === undefined
      ? {}
      : {
          mask: mask.id,
          maskBlur: blurOf(request),
          fill: fills[request.inpainting_fill]!,
          ...(isArea ? { area: 'mask', areaPadding: request.inpaint_full_res_padding } : {}),
        }),
  }
}

function blurOf({ mask_blur, mask_blur_x, mask_blur_y }: ImageToImage): number {
  if (mask_blur !== undefined) return mask_blur
  if (mask_blur_x === mask_blur_y) return mask_blur_x
  refuse(`mask_blur_x and mask_blur_y must be the same, not ${mask_blur_x} and ${mask_blur_y}.`)
}

/** A mask with transparency is read by that, any other one by its brightness: `create_binary_mask` of modules/processing.py. */
async function takeMask(
  { mask, mask_round: rounds, inpainting_mask_invert }: ImageToImage,
  workspace: Planning['context']['workspace'],
  warnings: string[],
): Promise<TakenPicture | undefined> {
  if (mask === '') return undefined
  if (!rounds) warnings.push('mask_round: where it is painted, a mask counts as black or white.')
  const bytes = decodeBase64(mask, 'The mask')
  const invert = inpainting_mask_invert === 1
  const white =
    (await maskPicture(bytes, { by: 'opaque', invert })) ?? (await maskPicture(bytes, { by: 'brightness', invert }))
  return takePicture(workspace, white!, 'mask')
}
