import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { emphases } from '../../base/model.ts'
import type { ModelReference } from '../../base/node.ts'
import { fits } from './fits.ts'

const controlWeight = z.number().min(0).max(2).default(1)
const share = z.number().min(0).max(1)

/** A ControlNet beside the first one. */
const furtherControl = z.strictObject({
  image: assetId('image', 'map'),
  model: z.string(),
  weight: controlWeight,
  from: share.default(0),
  to: share.default(1),
  fit: z.enum(fits).optional(),
})

/** What can be said to models that denoise, beyond words and a size. Shared by every node that makes pictures. */
export const diffusionFields = {
  count: z.int().min(1).max(100).default(1).describe('How many pictures, each with the next seed.'),
  steps: z.int().min(1).max(1000).optional().describe("Sampling steps; by default the model's own."),
  sampler: z.string().max(60).optional().describe('Sampler by its usual name: Euler a, DPM++ 2M Karras, LCM …'),
  schedule: z.string().max(60).optional().describe('Noise schedule: Karras, exponential, SGM uniform, trailing …'),
  guidance: z
    .number()
    .min(1)
    .max(100)
    .optional()
    .meta({ flag: 'cfg', description: 'Guidance (CFG scale); 1 takes no notice of the negative prompt.' }),
  clipSkip: z.int().min(1).max(12).optional().describe('Text encoder layers to leave out, counted from 1.'),
  eta: z.number().min(0).max(1).optional().describe('Noise of DDIM, TCD and ancestral samplers.'),
  noise: z
    .enum(['cpu', 'gpu'])
    .default('cpu')
    .describe("Whose random numbers a seed means: torch's on a CPU (ComfyUI) or an NVIDIA card (A1111)."),
  emphasis: z
    .enum(emphases)
    .optional()
    .describe('How weights like (word:1.2) count: as in AUTOMATIC1111, which is the standard, or as in ComfyUI.'),
  seamless: z.enum(['none', 'x', 'y', 'xy']).default('none').describe('Make the picture tile in x, y or both.'),
  variationSeed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .optional()
    .describe("Another seed's noise to mix in."),
  variationStrength: z.number().min(0).max(1).default(0.1).describe('How much of it.'),
  start: assetId('image', 'map').optional().describe('A picture to begin from (img2img).'),
  strength: z
    .number()
    .gt(0)
    .max(1)
    .default(0.75)
    .describe('How far from the start picture: 1 keeps nothing of it (denoising strength).'),
  mask: assetId('image', 'map')
    .optional()
    .describe('What is painted anew: white on black, of the size of the start picture.'),
  maskBlur: z.int().min(0).max(64).default(4).describe("Pixels over which the mask's edge is softened."),
  fill: z
    .enum(['original', 'surroundings', 'noise', 'nothing'])
    .default('original')
    .describe('What lies under the mask at the beginning: the picture, the colours around, noise, or nothing.'),
  area: z
    .enum(['picture', 'mask'])
    .default('picture')
    .describe('What is painted at the size asked for: the whole picture, or only the part around the mask.'),
  areaPadding: z.int().min(0).max(512).default(32).describe('Pixels around the mask that are seen with it.'),
  fit: z
    .enum(fits)
    .default('exact')
    .describe('Pictures of another size: refuse them, or stretch, crop or pad them to the size asked for.'),
  controlImage: assetId('image', 'map').optional().describe('A picture for the ControlNet: edges, depth, pose …'),
  controlModel: z.string().optional().describe('The ControlNet; see: ai-workspace models list.'),
  controlWeight: controlWeight.describe('How strongly it guides.'),
  controlFrom: share.default(0).describe('Share of the steps after which it begins.'),
  controlTo: share.default(1).describe('Share of the steps after which it ends.'),
  controlFit: z.enum(fits).optional().describe('A control picture of another size; by default as --fit says.'),
  controls: z
    .array(furtherControl)
    .max(7)
    .default([])
    .describe('Further ControlNets: {"image", "model", "weight", "from", "to", "fit"} each.'),
  hires: z.number().min(1).max(4).default(1).describe('Second pass at this many times the size (hires fix).'),
  hiresStrength: z.number().gt(0).max(1).default(0.5).describe('Strength of the second pass.'),
  hiresSteps: z.int().min(1).max(1000).optional().describe('Steps of the second pass; by default as many.'),
  hiresPrompt: z.string().trim().max(10_000).optional().describe('Words of the second pass; by default the same.'),
  hiresNegativePrompt: z.string().max(10_000).optional().describe('What the second pass leaves out.'),
  hiresSampler: z.string().max(60).optional().describe('Sampler of the second pass.'),
  hiresSchedule: z.string().max(60).optional().describe('Noise schedule of the second pass.'),
  upscaler: z.string().optional().describe('Model that enlarges between the passes; by default Lanczos.'),
  precision: z
    .enum(['fp32', 'int8', 'int4'])
    .optional()
    .describe('How weights are held; by default the most exact that fits the memory budget.'),
  vae: z.string().optional().describe("Another autoencoder than the model's own."),
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
