import { WorkspaceError } from '../../base/error.ts'
import type { ImageAbility, ImageModel, ImageRequest } from '../../base/model.ts'
import type { Context } from '../../base/node.ts'
import type { Pixels } from '../../base/pixels.ts'
import { decodeImage } from './codecs/decode-image.ts'
import type { DiffusionFields } from './diffusion-fields.ts'

type Words = Pick<ImageRequest, 'prompt' | 'negativePrompt' | 'width' | 'height' | 'seed'>

/** A node's input as the model takes it: assets read and checked against the picture's size. */
export async function requestOfInput(
  words: Words,
  input: DiffusionFields,
  context: Pick<Context, 'readAsset'>,
): Promise<ImageRequest> {
  const { steps, sampler, schedule, guidance, clipSkip, eta, noise, seamless, vae } = input
  if (input.mask !== undefined && input.start === undefined) {
    throw new WorkspaceError('bad-input', 'A mask needs a picture to paint in.', { hint: 'Give one with --start.' })
  }
  if (input.mask !== undefined && input.hires > 1) {
    throw new WorkspaceError('bad-input', 'A second pass would paint over what the mask keeps.', {
      hint: 'Paint inside the mask first, then begin from the result: --start RESULT --hires 2',
    })
  }
  if ((input.controlImage === undefined) !== (input.controlModel === undefined)) {
    throw new WorkspaceError('bad-input', 'A ControlNet needs both its picture and its model.', {
      hint: 'Give --control-image and --control-model.',
    })
  }
  const read = async (id: string, what: string): Promise<Pixels> => {
    const { asset, bytes } = await context.readAsset(id)
    const pixels = await decodeImage(bytes)
    if (pixels.width === words.width && pixels.height === words.height) return pixels
    throw new WorkspaceError(
      'bad-input',
      `The ${what} "${asset.name}" is ${pixels.width} × ${pixels.height}; the picture is to be ${words.width} × ${words.height}.`,
      { hint: `Ask for its size: --width ${pixels.width} --height ${pixels.height}` },
    )
  }
  const start = input.start === undefined ? undefined : await read(input.start, 'start picture')
  const mask = input.mask === undefined ? undefined : await read(input.mask, 'mask')
  const control = input.controlImage === undefined ? undefined : await read(input.controlImage, 'control picture')
  return {
    ...words,
    sampling: { steps, sampler, schedule, guidance, clipSkip, eta, noise },
    seamless,
    ...(vae === undefined ? {} : { vae }),
    ...(input.precision === undefined ? {} : { precision: input.precision }),
    ...(input.variationSeed === undefined
      ? {}
      : { variation: { seed: input.variationSeed, strength: input.variationStrength } }),
    ...(start === undefined
      ? {}
      : {
          start: {
            image: start,
            strength: input.strength,
            fill: input.fill,
            ...(mask === undefined ? {} : { mask, maskBlur: input.maskBlur }),
          },
        }),
    ...(control === undefined
      ? {}
      : {
          controls: [
            {
              model: input.controlModel!,
              image: control,
              weight: input.controlWeight,
              from: input.controlFrom,
              to: input.controlTo,
            },
          ],
        }),
  }
}

/** Refuses what the model cannot do, by name, rather than leave it out in silence. */
export function checkAbilities(
  { abilities, modelId }: Pick<ImageModel, 'abilities'> & { readonly modelId: string },
  { sampling = {}, seamless = 'none', start, controls = [], variation, vae, precision }: ImageRequest,
): void {
  const { noise, ...chosen } = sampling
  const asked: readonly (readonly [ImageAbility, boolean, string])[] = [
    ['start', start !== undefined, 'begin from a picture'],
    ['mask', start?.mask !== undefined, 'paint inside a mask'],
    ['control', controls.length > 0, 'be guided by a ControlNet'],
    ['seamless', seamless !== 'none', 'make pictures that tile'],
    ['variation', variation !== undefined, 'vary a seed'],
    [
      'sampling',
      vae !== undefined ||
        precision !== undefined ||
        noise === 'gpu' ||
        Object.values(chosen).some((value) => value !== undefined),
      'take steps, samplers, guidance or another autoencoder',
    ],
  ]
  const impossible = asked.filter(([ability, wanted]) => wanted && !abilities.has(ability))
  if (impossible.length === 0) return
  throw new WorkspaceError(
    'bad-input',
    `The model "${modelId}" cannot ${impossible.map(([, , what]) => what).join(', nor ')}.`,
    {
      hint: 'A diffusion model can: ai-workspace models search image',
    },
  )
}
