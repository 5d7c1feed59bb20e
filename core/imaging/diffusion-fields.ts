import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { emphases } from '../../base/model.ts'
import type { ModelReference } from '../../base/node.ts'

/** How a picture of another size is brought to the wanted one; 'exact' takes none of another size. */
const fits = ['exact', 'stretch', 'crop', 'pad'] as const
export type Fit = (typeof fits)[number]

// Built once where fields are alike.
const whole = z.int()
const number = z.number()
const controlWeight = number.check(z.gte(0), z.lte(2)).default(1)
const share = number.check(z.gte(0), z.lte(1))
const someShare = number.check(z.gt(0), z.lte(1))
const stepCount = whole.check(z.gte(1), z.lte(1000))
const anyName = z.string()
const shortName = anyName.check(z.maxLength(60))
const longText = anyName.check(z.maxLength(10_000))
const fit = z.enum(fits)
const pixels = whole.check(z.gte(64, 'must be 64 to 4096 pixels'), z.lte(4096, 'must be 64 to 4096 pixels'))

/** A side of a picture where the model knows what size it was trained on. */
export const optionalSide = (side: string) =>
  pixels.optional().register(z.globalRegistry, {
    description: `${side} of the image in pixels; by default 512, or what the model was trained on.`,
  })

/** A ControlNet beside the first one. */
const furtherControl = z.strictObject({
  image: assetId('image', 'map'),
  model: anyName,
  weight: controlWeight,
  from: share.default(0),
  to: share.default(1),
  fit: fit.optional(),
})

/**
 * What can be said to models that denoise, beyond words and a size. Shared by every node that makes pictures. Every link of a chain
 * copies its schema, and `generate` builds these 40 each time it is typed: limits in one `check`, words put beside with `register`.
 */
export const diffusionFields = {
  count: whole
    .check(z.gte(1), z.lte(100))
    .default(1)
    .register(z.globalRegistry, { description: 'How many pictures, each with the next seed.' }),
  steps: stepCount
    .optional()
    .register(z.globalRegistry, { description: "Sampling steps; by default the model's own." }),
  sampler: shortName
    .optional()
    .register(z.globalRegistry, { description: 'Sampler by its usual name: Euler a, DPM++ 2M Karras, LCM …' }),
  schedule: shortName
    .optional()
    .register(z.globalRegistry, { description: 'Noise schedule: Karras, exponential, SGM uniform, trailing …' }),
  guidance: number.check(z.gte(1), z.lte(100)).optional().register(z.globalRegistry, {
    flag: 'cfg',
    description: 'Guidance (CFG scale); 1 takes no notice of the negative prompt.',
  }),
  clipSkip: whole
    .check(z.gte(1), z.lte(12))
    .optional()
    .register(z.globalRegistry, { description: 'Text encoder layers to leave out, counted from 1.' }),
  eta: share.optional().register(z.globalRegistry, { description: 'Noise of DDIM, TCD and ancestral samplers.' }),
  noise: z.enum(['cpu', 'gpu']).default('cpu').register(z.globalRegistry, {
    description: "Whose random numbers a seed means: torch's on a CPU (ComfyUI) or an NVIDIA card (A1111).",
  }),
  emphasis: z.enum(emphases).optional().register(z.globalRegistry, {
    description: 'How weights like (word:1.2) count: as in AUTOMATIC1111, which is the standard, or as in ComfyUI.',
  }),
  seamless: z
    .enum(['none', 'x', 'y', 'xy'])
    .default('none')
    .register(z.globalRegistry, { description: 'Make the picture tile in x, y or both.' }),
  variationSeed: whole
    .check(z.gte(0), z.lte(2 ** 32 - 1))
    .optional()
    .register(z.globalRegistry, { description: "Another seed's noise to mix in." }),
  variationStrength: share.default(0.1).register(z.globalRegistry, { description: 'How much of it.' }),
  start: assetId('image', 'map')
    .optional()
    .register(z.globalRegistry, { description: 'A picture to begin from (img2img).' }),
  strength: someShare.default(0.75).register(z.globalRegistry, {
    description: 'How far from the start picture: 1 keeps nothing of it (denoising strength).',
  }),
  mask: assetId('image', 'map').optional().register(z.globalRegistry, {
    description: 'What is painted anew: white on black, of the size of the start picture.',
  }),
  maskBlur: whole
    .check(z.gte(0), z.lte(64))
    .default(4)
    .register(z.globalRegistry, { description: "Pixels over which the mask's edge is softened." }),
  fill: z.enum(['original', 'surroundings', 'noise', 'nothing']).default('original').register(z.globalRegistry, {
    description: 'What lies under the mask at the beginning: the picture, the colours around, noise, or nothing.',
  }),
  area: z.enum(['picture', 'mask']).default('picture').register(z.globalRegistry, {
    description: 'What is painted at the size asked for: the whole picture, or only the part around the mask.',
  }),
  areaPadding: whole
    .check(z.gte(0), z.lte(512))
    .default(32)
    .register(z.globalRegistry, { description: 'Pixels around the mask that are seen with it.' }),
  fit: fit.default('exact').register(z.globalRegistry, {
    description: 'Pictures of another size: refuse them, or stretch, crop or pad them to the size asked for.',
  }),
  controlImage: assetId('image', 'map')
    .optional()
    .register(z.globalRegistry, { description: 'A picture for the ControlNet: edges, depth, pose …' }),
  controlModel: anyName
    .optional()
    .register(z.globalRegistry, { description: 'The ControlNet; see: ai-workspace models list.' }),
  controlWeight: controlWeight.describe('How strongly it guides.'),
  controlFrom: share
    .default(0)
    .register(z.globalRegistry, { description: 'Share of the steps after which it begins.' }),
  controlTo: share.default(1).register(z.globalRegistry, { description: 'Share of the steps after which it ends.' }),
  controlFit: fit
    .optional()
    .register(z.globalRegistry, { description: 'A control picture of another size; by default as --fit says.' }),
  controls: z.array(furtherControl).max(7).default([]).register(z.globalRegistry, {
    description: 'Further ControlNets: {"image", "model", "weight", "from", "to", "fit"} each.',
  }),
  hires: number
    .check(z.gte(1), z.lte(4))
    .default(1)
    .register(z.globalRegistry, { description: 'Second pass at this many times the size (hires fix).' }),
  hiresStrength: someShare.default(0.5).register(z.globalRegistry, { description: 'Strength of the second pass.' }),
  hiresSteps: stepCount
    .optional()
    .register(z.globalRegistry, { description: 'Steps of the second pass; by default as many.' }),
  hiresPrompt: anyName
    .check(z.trim(), z.maxLength(10_000))
    .optional()
    .register(z.globalRegistry, { description: 'Words of the second pass; by default the same.' }),
  hiresNegativePrompt: longText
    .optional()
    .register(z.globalRegistry, { description: 'What the second pass leaves out.' }),
  hiresSampler: shortName.optional().register(z.globalRegistry, { description: 'Sampler of the second pass.' }),
  hiresSchedule: shortName.optional().register(z.globalRegistry, { description: 'Noise schedule of the second pass.' }),
  upscaler: anyName
    .optional()
    .register(z.globalRegistry, { description: 'Model that enlarges between the passes; by default Lanczos.' }),
  precision: z.enum(['fp32', 'int8', 'int4']).optional().register(z.globalRegistry, {
    description: 'How weights are held; by default the most exact that fits the memory budget.',
  }),
  vae: anyName.optional().register(z.globalRegistry, { description: "Another autoencoder than the model's own." }),
}

export type DiffusionFields = z.output<z.ZodObject<typeof diffusionFields>>

/** Of a node's input, the fields above. */
export function pickDiffusionFields(input: DiffusionFields): DiffusionFields {
  return Object.fromEntries(
    Object.keys(diffusionFields).map((name) => [name, input[name as keyof DiffusionFields]]),
  ) as unknown as DiffusionFields
}

/** Every installed model that a request names: part of what its result depends on. */
export function modelsOfRequest({
  prompt = '',
  negativePrompt,
  model,
  controlModel,
  vae,
  upscaler,
  hires,
  controls = [],
  hiresPrompt = '',
  hiresNegativePrompt = '',
}: Pick<DiffusionFields, 'controlModel' | 'vae' | 'upscaler' | 'hires'> & {
  controls?: DiffusionFields['controls'] | undefined
  hiresPrompt?: string | undefined
  hiresNegativePrompt?: string | undefined
  prompt?: string | undefined
  negativePrompt: string
  model?: string | undefined
}): ModelReference[] {
  const words = [prompt, hiresPrompt]
  const loras = [
    ...new Set(
      words.flatMap((each) => [...each.matchAll(/<(?:lora|lyco):([^:<>]+)/gi)]).map(([, name]) => name!.trim()),
    ),
  ]
  return [
    { task: 'text-to-image', ...(model === undefined ? {} : { id: model }) },
    ...loras.map((id) => ({ kind: 'lora', id })),
    { kind: 'embedding', mentionedIn: [...words, negativePrompt, hiresNegativePrompt].join('\n') },
    ...(controlModel === undefined ? [] : [{ kind: 'controlnet', id: controlModel }]),
    ...controls.map(({ model: id }) => ({ kind: 'controlnet', id })),
    ...(vae === undefined ? [] : [{ kind: 'vae', id: vae }]),
    ...(upscaler === undefined || hires === 1 ? [] : [{ task: 'upscale' as const, id: upscaler }]),
  ]
}
