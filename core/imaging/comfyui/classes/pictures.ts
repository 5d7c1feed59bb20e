import type { ComfyCall, ComfyClass } from '../comfy-class.ts'
import { crop, enlargers, float, int, oneOf, picture } from '../inputs.ts'
import { asInput } from '../plan.ts'
import type { Picture } from '../values.ts'

const image = { type: 'IMAGE' } as const
const largest = 16_384
const size = int(512, 0, largest)
const channel = oneOf('red', 'green', 'blue', 'alpha')

/** Classes that load, change and enlarge pictures and masks. */
export const pictureClasses: readonly ComfyClass[] = [
  {
    name: 'LoadImage',
    title: 'Load Image',
    category: 'image',
    description: 'An uploaded picture, and a mask of its transparency.',
    inputs: { image: picture },
    outputs: [image, { type: 'MASK' }],
    translate: (call) => {
      const loaded = load(call)
      // Transparent is what shall be painted: the mask is the opposite of alpha.
      return [[loaded], () => channelOf(call, loaded, 'alpha', true)]
    },
  },
  {
    name: 'LoadImageMask',
    title: 'Load Image (as Mask)',
    category: 'mask',
    description: 'One channel of an uploaded picture as a mask.',
    inputs: { image: picture, channel: oneOf('alpha', 'red', 'green', 'blue') },
    outputs: [{ type: 'MASK' }],
    translate: (call) => {
      const wanted = call.text('channel')
      return [channelOf(call, load(call), wanted, wanted === 'alpha')]
    },
  },
  {
    name: 'ImageScale',
    title: 'Upscale Image',
    category: 'image/upscaling',
    description: 'Another size, without a model.',
    inputs: { image, upscale_method: enlargers, width: size, height: size, crop },
    outputs: [image],
    translate: (call) => {
      const [width, height] = [call.number('width'), call.number('height')]
      if (width === 0 && height === 0) return [call.wire('image', 'IMAGE')]
      const fit = call.text('crop') === 'center' && width > 0 && height > 0 ? { fit: 'cover' } : {}
      const wanted = { ...(width > 0 ? { width } : {}), ...(height > 0 ? { height } : {}) }
      return [
        each(call, 'image.resize', { ...wanted, filter: filterOf(call), ...fit }, (before) => ({
          width: width || proportion(before.width, height, before.height),
          height: height || proportion(before.height, width, before.width),
        })),
      ]
    },
  },
  {
    name: 'ImageScaleBy',
    title: 'Upscale Image By',
    category: 'image/upscaling',
    description: 'So many times the size, without a model.',
    inputs: { image, upscale_method: enlargers, scale_by: float(1, 0.01, 8) },
    outputs: [image],
    translate: (call) => {
      const scale = call.number('scale_by')
      return [each(call, 'image.resize', { scale, filter: filterOf(call) }, (before) => times(before, scale))]
    },
  },
  {
    name: 'ImageUpscaleWithModel',
    title: 'Upscale Image (using Model)',
    category: 'image/upscaling',
    description: 'Enlarged by an upscaler.',
    inputs: { upscale_model: { type: 'UPSCALE_MODEL' }, image },
    outputs: [image],
    translate: (call) => [
      each(call, 'image.upscale', { model: call.wire('upscale_model', 'UPSCALE_MODEL').id }, () => ({})),
    ],
  },
  {
    name: 'ImageInvert',
    title: 'Invert Image',
    category: 'image',
    description: 'Colours turned around.',
    inputs: { image },
    outputs: [image],
    translate: (call) => [each(call, 'image.invert', {}, (before) => before)],
  },
  {
    name: 'ImageCrop',
    title: 'Image Crop',
    category: 'image/transform',
    description: 'A rectangle of the picture.',
    inputs: {
      image,
      width: int(512, 1, largest),
      height: int(512, 1, largest),
      x: int(0, 0, largest),
      y: int(0, 0, largest),
    },
    outputs: [image],
    translate: (call) => {
      const [width, height] = [call.number('width'), call.number('height')]
      const input = { left: call.number('x'), top: call.number('y'), width, height }
      return [each(call, 'image.crop', input, () => ({ width, height }))]
    },
  },
  {
    name: 'ImageCompositeMasked',
    title: 'ImageCompositeMasked',
    category: 'image',
    description: 'One picture over another, through a mask.',
    inputs: {
      destination: image,
      source: image,
      x: int(0, 0, largest),
      y: int(0, 0, largest),
      resize_source: { type: 'BOOLEAN', default: false },
      mask: { type: 'MASK', optional: true },
    },
    outputs: [image],
    translate: (call) => {
      const { id, number, flag, plan } = call
      const [below, above, mask] = [one(call, 'destination'), one(call, 'source'), call.optionalWire('mask', 'MASK')]
      const input = {
        image: asInput(below),
        source: asInput(above),
        ...(mask === undefined ? {} : { mask: asInput(mask) }),
        left: number('x'),
        top: number('y'),
        ...(flag('resize_source') ? { stretch: true } : {}),
      }
      return [[plan.step(id, 'image.composite', input, below)]]
    },
  },
  {
    name: 'ImagePadForOutpaint',
    title: 'Pad Image for Outpainting',
    category: 'image',
    description: 'A larger grey canvas, and a mask of what is new.',
    inputs: {
      image,
      left: int(0, 0, 4096, 8),
      top: int(0, 0, 4096, 8),
      right: int(0, 0, 4096, 8),
      bottom: int(0, 0, 4096, 8),
      feathering: int(40, 0, 4096),
    },
    outputs: [image, { type: 'MASK' }],
    translate: (call) => {
      const { id, number, plan } = call
      const sides = Object.fromEntries(['left', 'top', 'right', 'bottom'].map((side) => [side, number(side)]))
      const before = one(call, 'image')
      const input = { image: asInput(before), ...sides, feather: number('feathering') }
      const larger = (length: number | undefined, ...more: string[]) =>
        length === undefined ? undefined : more.reduce((sum, side) => sum + sides[side]!, length)
      const after = { width: larger(before.width, 'left', 'right'), height: larger(before.height, 'top', 'bottom') }
      return [
        [plan.step(id, 'image.pad', input, after)],
        plan.step(id, 'image.pad', input, { output: 'mask', ...after }),
      ]
    },
  },
  {
    name: 'ImageToMask',
    title: 'Convert Image to Mask',
    category: 'mask',
    description: 'One channel of a picture as a mask.',
    inputs: { image, channel },
    outputs: [{ type: 'MASK' }],
    translate: (call) => [channelOf(call, one(call, 'image'), call.text('channel'), false)],
  },
  {
    name: 'MaskToImage',
    title: 'Convert Mask to Image',
    category: 'mask',
    description: 'A mask as a grey picture.',
    inputs: { mask: { type: 'MASK' } },
    outputs: [image],
    translate: ({ wire }) => [[wire('mask', 'MASK')]],
  },
  {
    name: 'InvertMask',
    title: 'InvertMask',
    category: 'mask',
    description: 'Everything else.',
    inputs: { mask: { type: 'MASK' } },
    outputs: [{ type: 'MASK' }],
    translate: ({ id, wire, plan }) => {
      const mask = wire('mask', 'MASK')
      return [plan.step(id, 'image.invert', { image: asInput(mask) }, mask)]
    },
  },
  {
    name: 'GrowMask',
    title: 'GrowMask',
    category: 'mask',
    description: 'A wider mask, or a narrower one below 0; corners become round.',
    inputs: {
      mask: { type: 'MASK' },
      expand: int(0, -512, 512),
      tapered_corners: { type: 'BOOLEAN', default: true },
    },
    outputs: [{ type: 'MASK' }],
    translate: ({ id, wire, number, plan }) => {
      const mask = wire('mask', 'MASK')
      if (number('expand') === 0) return [mask]
      const { width, height } = mask
      const input = { image: asInput(mask), by: 'brightness', least: 128, grow: number('expand') }
      return [plan.step(id, 'image.mask', input, { output: 'mask', width, height })]
    },
  },
]

function load({ environment, text }: ComfyCall): Picture {
  const { asset, width, height } = environment.findPicture(text('image'))!
  return { reference: { asset }, width, height }
}

function channelOf(
  { id, plan }: ComfyCall,
  { reference, width, height }: Picture,
  name: string,
  invert: boolean,
): Picture {
  const input = { image: asInput({ reference }), channel: name, ...(invert ? { invert } : {}) }
  return plan.step(id, 'image.channel', input, { width, height })
}

/** The same call over every picture of a batch. */
function each(
  { id, wire, plan }: ComfyCall,
  node: string,
  input: Record<string, unknown>,
  size: (before: Picture) => { width?: number | undefined; height?: number | undefined },
): readonly Picture[] {
  return wire('image', 'IMAGE').map((picture) => {
    const { width, height } = size(picture)
    return plan.step(id, node, { image: asInput(picture), ...input }, { width, height })
  })
}

function one({ id: node, wire, plan }: ComfyCall, input: string): Picture {
  const [first, second] = wire(input, 'IMAGE')
  if (second !== undefined) {
    plan.refuse({ node, input }, 'This takes one picture, not a batch.', 'Set batch_size to 1.')
  }
  return first!
}

function filterOf({ text }: ComfyCall): string {
  return text('upscale_method').replace('nearest-exact', 'nearest')
}

function times({ width, height }: Picture, scale: number) {
  const round = (length: number | undefined) =>
    length === undefined ? undefined : Math.max(1, Math.round(length * scale))
  return { width: round(width), height: round(height) }
}

/** The side that keeps the proportions; undefined where they are not known. */
function proportion(own: number | undefined, other: number, otherBefore: number | undefined): number | undefined {
  if (own === undefined || otherBefore === undefined) return undefined
  return Math.max(1, Math.round((own * other) / otherBefore))
}
