import type { ComfyCall, ComfyClass } from '../comfy-class.ts'
import { drawLatent } from '../draw-latent.ts'
import { crop, float, int, latentEnlargers, side } from '../inputs.ts'
import { asInput } from '../plan.ts'
import type { ConditioningValue, LatentValue, NewSize, Picture } from '../values.ts'

const vae = { type: 'VAE' } as const
const samples = { type: 'LATENT' } as const
const tile = int(512, 64, 4096, 32)

/** Classes around latent images: empty ones, encoding, decoding, masks, sizes. */
export const latentClasses: readonly ComfyClass[] = [
  {
    name: 'EmptyLatentImage',
    title: 'Empty Latent Image',
    category: 'latent',
    description: 'The size of a new picture, and how many.',
    inputs: { width: side, height: side, batch_size: int(1, 1, 100) },
    outputs: [samples],
    translate: ({ id: node, number, plan }) => {
      const [width, height] = [number('width'), number('height')]
      for (const [input, length] of Object.entries({ width, height })) {
        if (length % 8 === 0) continue
        const hint = `Take ${Math.round(length / 8) * 8}.`
        plan.refuse({ node, input }, `${input} is ${length}: sides are multiples of 8.`, hint)
      }
      return [{ kind: 'empty', width, height, batch: number('batch_size'), node } satisfies LatentValue]
    },
  },
  {
    name: 'VAEEncode',
    title: 'VAE Encode',
    category: 'latent',
    description: 'A picture to begin from.',
    inputs: { pixels: { type: 'IMAGE' }, vae },
    outputs: [samples],
    translate: ({ id: node, wire }) => [
      {
        kind: 'encoded',
        pictures: wire('pixels', 'IMAGE'),
        vae: wire('vae', 'VAE'),
        fill: 'original',
        node,
      } satisfies LatentValue,
    ],
  },
  {
    name: 'VAEEncodeForInpaint',
    title: 'VAE Encode (for Inpainting)',
    category: 'latent/inpaint',
    description: 'A picture with a mask of what is painted wholly anew.',
    inputs: { pixels: { type: 'IMAGE' }, vae, mask: { type: 'MASK' }, grow_mask_by: int(6, 0, 64) },
    outputs: [samples],
    translate: (call) => {
      const mask = grow(call, call.wire('mask', 'MASK'), Math.ceil(call.number('grow_mask_by') / 2))
      const [pictures, decoder] = [call.wire('pixels', 'IMAGE'), call.wire('vae', 'VAE')]
      return [{ kind: 'encoded', pictures, vae: decoder, mask, fill: 'noise', node: call.id } satisfies LatentValue]
    },
  },
  {
    name: 'InpaintModelConditioning',
    title: 'InpaintModelConditioning',
    category: 'conditioning/inpaint',
    description: 'A picture and a mask for a checkpoint that was made for inpainting.',
    inputs: {
      positive: { type: 'CONDITIONING' },
      negative: { type: 'CONDITIONING' },
      vae,
      pixels: { type: 'IMAGE' },
      mask: { type: 'MASK' },
      noise_mask: { type: 'BOOLEAN', default: true },
    },
    outputs: [
      { type: 'CONDITIONING', name: 'positive' },
      { type: 'CONDITIONING', name: 'negative' },
      { type: 'LATENT', name: 'latent' },
    ],
    translate: ({ id: node, wire, flag, plan }) => {
      if (!flag('noise_mask')) {
        const hint = 'Switch noise_mask on.'
        plan.refuse({ node, input: 'noise_mask' }, 'What the mask keeps always stays as it is here.', hint)
      }
      const [pictures, mask, decoder] = [wire('pixels', 'IMAGE'), wire('mask', 'MASK'), wire('vae', 'VAE')]
      const latent: LatentValue = { kind: 'encoded', pictures, vae: decoder, mask, fill: 'original', node }
      const [positive, negative]: ConditioningValue[] = [
        wire('positive', 'CONDITIONING'),
        wire('negative', 'CONDITIONING'),
      ]
      return [positive, negative, latent]
    },
  },
  {
    name: 'SetLatentNoiseMask',
    title: 'Set Latent Noise Mask',
    category: 'latent/inpaint',
    description: 'Only what is white in the mask is painted anew.',
    inputs: { samples, mask: { type: 'MASK' } },
    outputs: [samples],
    translate: ({ id: node, wire, plan }) => {
      const latent = wire('samples', 'LATENT')
      if (latent.kind === 'empty') {
        plan.refuse({ node, input: 'samples' }, 'An empty latent image has nothing to keep.', 'Connect a VAEEncode.')
      }
      return [{ ...latent, mask: wire('mask', 'MASK') } as LatentValue]
    },
  },
  {
    name: 'LatentUpscale',
    title: 'Upscale Latent',
    category: 'latent',
    description: 'Another size for a second pass.',
    inputs: {
      samples,
      upscale_method: latentEnlargers,
      width: int(512, 0, 4096, 8),
      height: int(512, 0, 4096, 8),
      crop,
    },
    outputs: [samples],
    translate: (call) => {
      const [width, height] = [call.number('width'), call.number('height')]
      if (width === 0 || height === 0) {
        const hint = 'Give both sides, or use LatentUpscaleBy.'
        call.plan.refuse({ node: call.id, input: 'width' }, 'A side of 0 cannot be worked out.', hint)
      }
      return [scaled(call, { width, height, cover: call.text('crop') === 'center' })]
    },
  },
  {
    name: 'LatentUpscaleBy',
    title: 'Upscale Latent By',
    category: 'latent',
    description: 'So many times the size for a second pass.',
    inputs: { samples, upscale_method: latentEnlargers, scale_by: float(1.5, 0.01, 8) },
    outputs: [samples],
    translate: (call) => [scaled(call, { scale: call.number('scale_by') })],
  },
  {
    name: 'VAEDecode',
    title: 'VAE Decode',
    category: 'latent',
    description: 'The picture of a latent image.',
    inputs: { samples, vae },
    outputs: [{ type: 'IMAGE' }],
    translate: decode,
  },
  {
    name: 'VAEDecodeTiled',
    title: 'VAE Decode (Tiled)',
    category: '_for_testing',
    description: 'The same: large pictures are always decoded in tiles, of a size of their own.',
    inputs: {
      samples,
      vae,
      tile_size: tile,
      overlap: { ...int(64, 0, 4096, 32), optional: true },
      temporal_size: { ...int(64, 8, 4096, 4), optional: true },
      temporal_overlap: { ...int(8, 4, 4096, 4), optional: true },
    },
    outputs: [{ type: 'IMAGE' }],
    translate: decode,
  },
]

function decode({ wire, plan }: ComfyCall): readonly unknown[] {
  return [drawLatent(wire('samples', 'LATENT'), wire('vae', 'VAE'), plan)]
}

function scaled({ id: node, wire, plan }: ComfyCall, size: NewSize): LatentValue {
  const of = wire('samples', 'LATENT')
  switch (of.kind) {
    case 'empty': {
      const eights = (length: number) => Math.round((length * (size as { scale: number }).scale) / 8) * 8
      const { width, height } = 'scale' in size ? { width: eights(of.width), height: eights(of.height) } : size
      return { ...of, width, height }
    }
    case 'encoded':
    case 'sampled':
    case 'scaled':
      if (of.mask === undefined) return { kind: 'scaled', of, size, node }
      return plan.refuse({ node }, 'A latent image with a mask cannot be enlarged.', 'Set the mask after enlarging it.')
    default:
      return of satisfies never
  }
}

/** A mask with a wider white. */
function grow({ id, plan }: ComfyCall, mask: Picture, pixels: number): Picture {
  if (pixels === 0) return mask
  const { width, height } = mask
  const input = { image: asInput(mask), by: 'brightness', least: 128, grow: pixels }
  return plan.step(id, 'image.mask', input, { output: 'mask', width, height })
}
