import { WorkspaceError } from '../../base/error.ts'
import type { ControlImage, ImageAbility, ImageModel, ImageRequest, StartImage } from '../../base/model.ts'
import type { Context } from '../../base/node.ts'
import type { Pixels } from '../../base/pixels.ts'
import { decodeImage } from './codecs/decode-image.ts'
import { cropPixels } from './crop-pixels.ts'
import type { DiffusionFields, Fit } from './diffusion-fields.ts'
import { fitPixels } from './fit-pixels.ts'
import { areaOfMask } from './masks/area-of-mask.ts'
import { fillFromAround } from './masks/fill-from-around.ts'
import type { Whole } from './masks/put-back.ts'
import { resizePixels } from './resize-pixels.ts'

type Words = Pick<ImageRequest, 'prompt' | 'negativePrompt' | 'width' | 'height' | 'seed'>
type Size = Pick<ImageRequest, 'width' | 'height'>

/** A request for a model, and the picture that its result goes back into when only a part is painted. */
export interface PlannedRequest {
  readonly request: ImageRequest
  readonly whole?: Whole
}

/** A node's input as the model takes it: assets read and brought or held to the picture's size. */
export async function requestOfInput(
  words: Words,
  input: DiffusionFields,
  context: Pick<Context, 'readAsset'>,
): Promise<PlannedRequest> {
  const { steps, sampler, schedule, guidance, clipSkip, eta, noise, emphasis, seamless, vae } = input
  checkPictures(input)
  const start =
    input.start === undefined ? undefined : await readStart({ ...input, start: input.start }, words, context)
  const controls: ControlImage[] = []
  for (const { image, fit = input.fit, ...control } of controlsOf(input)) {
    controls.push({ ...control, image: await readAt(image, { what: 'control picture', size: words, fit }, context) })
  }
  const request: ImageRequest = {
    ...words,
    sampling: { steps, sampler, schedule, guidance, clipSkip, eta, noise, emphasis },
    seamless,
    ...(vae === undefined ? {} : { vae }),
    ...(input.precision === undefined ? {} : { precision: input.precision }),
    ...(input.variationSeed === undefined
      ? {}
      : { variation: { seed: input.variationSeed, strength: input.variationStrength } }),
    ...(start === undefined ? {} : { start: start.start }),
    ...(controls.length === 0 ? {} : { controls }),
  }
  return { request, ...(start?.whole === undefined ? {} : { whole: start.whole }) }
}

/** The first ControlNet, which has fields of its own, and the further ones. */
function controlsOf({
  controlImage,
  controlModel,
  controlWeight,
  controlFrom,
  controlTo,
  controlFit,
  controls,
}: DiffusionFields) {
  if (controlImage === undefined || controlModel === undefined) return controls
  const first = {
    image: controlImage,
    model: controlModel,
    weight: controlWeight,
    from: controlFrom,
    to: controlTo,
    fit: controlFit,
  }
  return [first, ...controls]
}

function checkPictures(input: DiffusionFields): void {
  if (input.mask !== undefined && input.start === undefined) {
    throw new WorkspaceError('bad-input', 'A mask needs a picture to paint in.', { hint: 'Give one with --start.' })
  }
  if (input.mask !== undefined && input.hires > 1) {
    throw new WorkspaceError('bad-input', 'A second pass would paint over what the mask keeps.', {
      hint: 'Paint inside the mask first, then begin from the result: --start RESULT --hires 2',
    })
  }
  if (input.mask === undefined && (input.area === 'mask' || input.fill !== 'original')) {
    throw new WorkspaceError('bad-input', 'To paint around a mask, or to fill it, there must be one.', {
      hint: 'Give one with --mask; make one: ai-workspace run image.mask',
    })
  }
  if ((input.controlImage === undefined) !== (input.controlModel === undefined)) {
    throw new WorkspaceError('bad-input', 'A ControlNet needs both its picture and its model.', {
      hint: 'Give --control-image and --control-model.',
    })
  }
}

/** The picture to begin from with its mask: the whole of it, or the part around the mask at the size that is painted. */
async function readStart(
  input: DiffusionFields & { readonly start: string },
  size: Size,
  context: Pick<Context, 'readAsset'>,
): Promise<{ readonly start: StartImage; readonly whole?: Whole }> {
  const { strength, fit, area: painted, fill, maskBlur } = input
  const fillOf = fill === 'surroundings' ? 'original' : fill
  const around = (image: Pixels, mask: Pixels) => (fill === 'surroundings' ? fillFromAround(image, mask) : image)
  if (painted === 'picture') {
    const image = await readAt(input.start, { what: 'start picture', size, fit }, context)
    if (input.mask === undefined) return { start: { image, strength } }
    const mask = oneChannel(await readAt(input.mask, { what: 'mask', size, fit }, context))
    return { start: { image: around(image, mask), strength, fill: fillOf, mask, maskBlur } }
  }
  const { pixels } = await read(input.start, context)
  const mask = oneChannel(await readAt(input.mask!, { what: 'mask', size: pixels, fit }, context))
  const area = areaOfMask(mask, { padding: input.areaPadding + 2 * maskBlur, ratio: size.width / size.height })
  const part = (of: Pixels) => resizePixels(cropPixels(of, area), size.width, size.height)
  // Softened once, where it goes back into the whole.
  const start = { image: part(around(pixels, mask)), strength, fill: fillOf, mask: part(mask), maskBlur: 0 }
  return { start, whole: { pixels, mask, area, maskBlur } }
}

/** Of a grey picture that was decoded to colours, or of one that was never grey, red. */
function oneChannel({ width, height, channels, data }: Pixels): Pixels {
  if (channels === 1) return { width, height, channels, data }
  return {
    width,
    height,
    channels: 1,
    data: Uint8Array.from({ length: width * height }, (_, i) => data[i * channels]!),
  }
}

async function readAt(
  id: string,
  { what, size, fit }: { what: string; size: Size; fit: Fit },
  context: Pick<Context, 'readAsset'>,
): Promise<Pixels> {
  const { asset, pixels } = await read(id, context)
  if (pixels.width === size.width && pixels.height === size.height) return pixels
  if (fit !== 'exact') return fitPixels(pixels, size.width, size.height, fit)
  throw new WorkspaceError(
    'bad-input',
    `The ${what} "${asset.name}" is ${pixels.width} × ${pixels.height}; the picture is to be ${size.width} × ${size.height}.`,
    { hint: `Ask for its size, --width ${pixels.width} --height ${pixels.height}, or let it be fitted: --fit crop` },
  )
}

async function read(id: string, context: Pick<Context, 'readAsset'>) {
  const { asset, bytes } = await context.readAsset(id)
  return { asset, pixels: await decodeImage(bytes) }
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
