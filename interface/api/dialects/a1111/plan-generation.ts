import { randomInt } from 'node:crypto'
import { assetName } from '../../../../core/imaging/asset-name.ts'
import type { ApiContext } from '../../context.ts'
import {
  type Generation,
  type ImageToImage,
  imageToImageSchema,
  type TextToImage,
  textToImageSchema,
  unknownFields,
} from './generation-schema.ts'
import type { Options } from './options.ts'
import { planControl } from './plan-control.ts'
import { planHires } from './plan-hires.ts'
import { planSampling } from './plan-sampling.ts'
import { planStarts } from './plan-start.ts'
import { beginPlanning, type Fields, type Planning, refuse } from './planning.ts'
import { applyStyles } from './styles.ts'

/** The next one after the largest seed is 0. */
const seeds = 2 ** 32
const mostPictures = 100

/** One picture of a request: a job of `image.generate`. */
export interface PlannedPicture {
  readonly input: Fields
  readonly seed: number
  readonly subseed: number
}

export interface Plan {
  readonly pictures: readonly PlannedPicture[]
  readonly checkpoint: Planning['checkpoint']
  readonly prompt: string
  readonly negativePrompt: string
  readonly clipSkip: number
  readonly warnings: readonly string[]
}

export function planTextToImage(context: ApiContext, request: TextToImage, options: Options): Promise<Plan> {
  const unknown = unknownFields(request, textToImageSchema)
  return plan(context, request, { options, unknown }, async (planning) => {
    const hires = await planHires(request, planning)
    return [{ ...hires, ...(await planControl(request, undefined, planning)) }]
  })
}

export function planImageToImage(context: ApiContext, request: ImageToImage, options: Options): Promise<Plan> {
  const unknown = unknownFields(request, imageToImageSchema)
  return plan(context, request, { options, unknown }, async (planning) => {
    const starts = await planStarts(request, planning)
    const control = await planControl(request, starts[0]!.picture, planning)
    return starts.map(({ fields }) => ({ ...fields, ...control }))
  })
}

/** `variants` gives the fields of a picture: one for all, or one for each in the order of the batch. */
async function plan(
  context: ApiContext,
  request: Generation,
  { options, unknown }: { options: Options; unknown: readonly string[] },
  variants: (planning: Planning) => Promise<readonly Fields[]>,
): Promise<Plan> {
  refuseForeign(request)
  const planning = await beginPlanning(context, request, options)
  const { checkpoint, warnings } = planning
  if (unknown.length > 0) warnings.push(`Not known and left out: ${unknown.join(', ')}.`)
  if (request.restore_faces) warnings.push('restore_faces: no face restorer is here; faces were left as they are.')
  if (request.s_min_uncond > 0) warnings.push('s_min_uncond: every step was guided.')
  const words = applyStyles(
    { prompt: request.prompt, negative: request.negative_prompt },
    request.styles,
    context.workspace.home,
  )
  // The reference leaves tags of networks out with this; here they are no words of the prompt either.
  const prompt = request.disable_extra_networks ? words.prompt.replace(/<(?:lora|lyco):[^<>]+>/gi, '') : words.prompt
  const sampling = await planSampling(request, planning)
  const fields = await variants(planning)
  const common = {
    negativePrompt: words.negative,
    width: request.width,
    height: request.height,
    model: checkpoint.id,
    ...sampling,
    ...(request.tiling ? { seamless: 'xy' } : {}),
  }
  const count = fields.length > 1 ? fields.length * request.n_iter : request.batch_size * request.n_iter
  if (count > mostPictures) refuse(`${count} pictures in one request; at most ${mostPictures}.`)
  const varies = request.subseed_strength > 0
  const first = { seed: seedOf(request.seed), subseed: seedOf(request.subseed) }
  const pictures = Array.from({ length: count }, (_, n): PlannedPicture => {
    // As `process_images_inner` counts them: the seed moves on, or with a variation that of the variation.
    const seed = varies ? first.seed : (first.seed + n) % seeds
    const subseed = (first.subseed + n) % seeds
    const input = {
      prompt,
      ...common,
      ...fields[n % fields.length],
      seed,
      ...(varies ? { variationSeed: subseed, variationStrength: request.subseed_strength } : {}),
      // Names of their own: the same one again would be a new version of the first.
      ...(count === 1 ? {} : { name: `${assetName(prompt)}-${n + 1}` }),
    }
    return { input, seed, subseed }
  })
  return {
    pictures,
    checkpoint,
    prompt,
    negativePrompt: words.negative,
    clipSkip: planning.options.CLIP_stop_at_last_layers,
    warnings,
  }
}

function refuseForeign(request: Generation): void {
  if (request.script_name !== '' && request.script_name !== 'None') refuse(`Script '${request.script_name}' not found`)
  if (request.seed_resize_from_w > 0 || request.seed_resize_from_h > 0) {
    refuse('seed_resize_from_w and seed_resize_from_h are not supported: leave them at -1.')
  }
  if (request.infotext !== undefined && request.infotext !== '') {
    refuse('infotext is not supported: read it with png-info, and send its fields.')
  }
}

function seedOf(seed: number): number {
  if (seed < 0) return randomInt(2 ** 31)
  if (seed < seeds) return seed
  refuse(`The seed ${seed} is too large; seeds go up to ${seeds - 1}.`)
}
