import { asInput, type PlanBuilder } from './plan.ts'
import { hasWeights, joinTexts } from './prompt-text.ts'
import type {
  ConditioningValue,
  ControlValue,
  ModelValue,
  Picture,
  SamplingValue,
  VaeValue,
  WiredLora,
} from './values.ts'

/** As long as a prompt of `image.generate` may be. */
const longestPrompt = 10_000
/** The largest seed; the next one after it is 0. */
const seeds = 2 ** 32

/** What a sampler begins from: a picture, and the mask of what is painted anew. */
export interface StartPicture {
  readonly picture: Picture
  readonly mask?: Picture
}

/** A sampler's pictures: calls of `image.generate` with all that flows into it. `startOf` gives what it begins from. */
export function drawSamples(
  sampling: SamplingValue,
  vae: VaeValue,
  startOf: () => readonly StartPicture[] | undefined,
  plan: PlanBuilder,
): readonly Picture[] {
  const { node, model, latent, seed } = sampling
  checkParts(sampling, vae, plan)
  const start = startOf()
  if (model.checkpoint.builtIn === true) return drawBuiltIn(sampling, start !== undefined, plan)
  const common = { ...wordsOf(sampling, plan), model: model.checkpoint.id, ...samplingFields(sampling, vae) }
  if (start === undefined) {
    const { width, height, batch } = latent as typeof latent & { kind: 'empty' }
    if (sampling.run < sampling.steps) {
      plan.refuse(
        { node },
        'An empty latent image is sampled from the middle of the way: only a picture can be begun from there.',
        'Set denoise to 1 (or start_at_step to 0), or connect a VAEEncode.',
      )
    }
    const size = { width, height }
    return batchOf(node, { ...common, seed, ...size, ...controlOf(sampling, size, plan) }, batch, size, plan)
  }
  if (start.length > 1) plan.note(node, batchNote)
  return start.map(({ picture, mask }, n) => {
    const input = {
      ...common,
      seed: (seed + n) % seeds,
      start: asInput(picture),
      strength: strengthOf(sampling),
      ...(mask === undefined ? {} : { mask: asInput(mask), maskBlur: 0 }),
      ...(mask !== undefined && latent.kind === 'encoded' && latent.fill === 'noise' ? { fill: 'noise' } : {}),
      ...controlOf(sampling, picture, plan),
    }
    return plan.step(node, 'image.generate', input, picture)
  })
}

const batchNote = 'Each further picture of a batch has the next seed; ComfyUI draws all of them from one.'

function batchOf(
  node: string,
  input: Record<string, unknown>,
  count: number,
  size: { width: number; height: number },
  plan: PlanBuilder,
): Picture[] {
  if (count === 1) return [plan.step(node, 'image.generate', input, size)]
  plan.note(node, batchNote)
  const { reference } = plan.step(node, 'image.generate', { ...input, count }, { output: 'images' })
  return Array.from({ length: count }, (_, index) => ({
    reference: { ...reference, index } as Picture['reference'],
    ...size,
  }))
}

/** The built-in engine takes words, a size and a seed. */
function drawBuiltIn(sampling: SamplingValue, begins: boolean, plan: PlanBuilder): Picture[] {
  const { node, model, latent, positive, negative, seed } = sampling
  const hint = 'Choose a diffusion model in CheckpointLoaderSimple: ai-workspace models search image'
  if (begins) plan.refuse({ node }, 'The built-in engine cannot begin from a picture.', hint)
  if (positive.controls.length > 0 || negative.controls.length > 0) {
    plan.refuse({ node }, 'The built-in engine cannot be guided by a ControlNet.', hint)
  }
  if (model.loras.length > 0) plan.refuse({ node }, 'The built-in engine takes no LoRAs.', hint)
  const prompt = positive.texts.join(', ').trim()
  if (prompt === '') plan.refuse({ node: positive.node, input: 'text' }, 'The text is empty.', 'Say what to make.')
  plan.note(
    node,
    'The built-in engine takes the seed and the words; steps, cfg, sampler and scheduler mean nothing to it.',
  )
  const { width, height, batch } = latent as typeof latent & { kind: 'empty' }
  const negativePrompt = negative.texts.join(', ').trim()
  const input = {
    prompt,
    ...(negativePrompt === '' ? {} : { negativePrompt }),
    model: model.checkpoint.id,
    seed,
    width,
    height,
  }
  return batchOf(node, input, batch, { width, height }, plan)
}

function samplingFields(
  { steps, sampler, schedule, guidance, positive }: SamplingValue,
  vae: VaeValue,
): Record<string, unknown> {
  const { skip } = positive.clip
  return {
    steps,
    sampler,
    schedule,
    guidance,
    ...(skip === undefined ? {} : { clipSkip: skip }),
    ...('vae' in vae ? { vae: vae.vae.id } : {}),
  }
}

/**
 * The strength by which `image.generate` takes just the last `run` of `steps` steps: it takes ⌊strength · steps⌋ + 1, with
 * 0.999 all of them, and with 1 all of them over noise alone.
 */
function strengthOf({ steps, run, anew }: SamplingValue): number {
  if (anew) return 1
  return run === steps ? 0.999 : Number(((run - 0.5) / steps).toFixed(6))
}

function wordsOf({ node, model, positive, negative, guidance }: SamplingValue, plan: PlanBuilder) {
  const negatives = negative.zero === true ? [] : negative.texts
  if (negative.zero === true && guidance !== 1) {
    plan.refuse(
      { node, input: 'negative' },
      'ConditioningZeroOut as the negative prompt means something only at cfg 1 here.',
      'Set cfg to 1, or connect an empty CLIPTextEncode.',
    )
  }
  if (positive.zero === true) {
    plan.refuse(
      { node, input: 'positive' },
      'ConditioningZeroOut cannot be the positive prompt.',
      'Connect an empty text.',
    )
  }
  const tags = lorasOf(model.loras, positive.clip.loras)
  const negativePrompt = negatives.every((text) => text.trim() === '') ? '' : joinTexts(negatives)
  const prompt = [joinTexts(positive.texts), ...tags].join(' ')
  for (const [words, { node: encoder }] of [[prompt, positive] as const, [negativePrompt, negative] as const]) {
    if (words.length <= longestPrompt) continue
    plan.refuse(
      { node: encoder },
      `The text has more than ${longestPrompt} characters.`,
      'Shorten it: models follow some hundred.',
    )
  }
  return {
    prompt,
    ...(negativePrompt === '' ? {} : { negativePrompt }),
    ...([...positive.texts, ...negatives].some(hasWeights) ? { emphasis: 'comfyui' } : {}),
  }
}

/** Tags of the prompt language: the strength on the text encoders, then that on the denoiser. */
function lorasOf(onModel: readonly WiredLora[], onClip: readonly WiredLora[]): string[] {
  const nodes = [...new Set([...onModel, ...onClip].map(({ node }) => node))]
  return nodes.flatMap((node) => {
    const [unet, text] = [onModel, onClip].map((wire) => wire.find((each) => each.node === node))
    const { lora } = (unet ?? text)!
    const [te, un] = [text?.strength ?? 0, unet?.strength ?? 0]
    return te === 0 && un === 0 ? [] : [`<lora:${lora.id}:${te}:${un}>`]
  })
}

function controlOf(
  { positive, negative, node }: SamplingValue,
  size: { readonly width?: number | undefined; readonly height?: number | undefined },
  plan: PlanBuilder,
): Record<string, unknown> {
  const same = JSON.stringify(positive.controls) === JSON.stringify(negative.controls)
  const reachesBoth = same || (negative.controls.length === 0 && positive.controls.every(({ both }) => both))
  if (!reachesBoth) {
    plan.refuse(
      { node, input: 'negative' },
      'A ControlNet guides one of the two prompts only.',
      'Connect both outputs of ControlNetApplyAdvanced.',
    )
  }
  if (positive.controls.length > mostControls) {
    plan.refuse(
      { node: positive.node },
      `More than ${mostControls} ControlNets guide one picture.`,
      'Keep fewer of them.',
    )
  }
  const [first, ...further] = positive.controls.map((control) => controlFields(control, size))
  if (first === undefined) return {}
  const { image, model, weight, from, to, fit } = first
  return {
    controlImage: image,
    controlModel: model,
    controlWeight: weight,
    ...(from === undefined ? {} : { controlFrom: from }),
    ...(to === undefined ? {} : { controlTo: to }),
    ...(fit === undefined ? {} : { controlFit: fit }),
    ...(further.length === 0 ? {} : { controls: further }),
  }
}

/** As many as `image.generate` takes. */
const mostControls = 8

function controlFields(
  { net, picture, strength, from, to }: ControlValue,
  { width, height }: { readonly width?: number | undefined; readonly height?: number | undefined },
) {
  const fits = picture.width !== undefined && picture.width === width && picture.height === height
  return {
    image: asInput(picture),
    model: net.id,
    weight: strength,
    ...(from === 0 ? {} : { from }),
    ...(to === 1 ? {} : { to }),
    // ComfyUI cuts the middle out too: comfy/controlnet.py, `common_upscale(…, 'center')`.
    ...(fits ? {} : { fit: 'crop' }),
  }
}

/** Parts of several checkpoints cannot be mixed, nor can the prompts have text encoders of their own. */
function checkParts({ node, model, positive, negative, until }: SamplingValue, vae: VaeValue, plan: PlanBuilder): void {
  if (until !== undefined) {
    plan.refuse(
      { node, input: 'return_with_leftover_noise' },
      'A picture that is still noisy can be finished by the same model only, with the same words and settings.',
      'Let one sampler go all the way, or switch return_with_leftover_noise off and begin a second one from its picture.',
    )
  }
  const ofModel = ({ checkpoint }: ModelValue) => checkpoint.id === model.checkpoint.id
  const hint = 'Connect MODEL, CLIP and VAE of one CheckpointLoaderSimple; a VAE may also come from a VAELoader.'
  const differs = (input: string, what: string): never =>
    plan.refuse({ node, input }, `${what} belongs to another checkpoint than the model.`, hint)
  if (!ofModel(positive.clip)) differs('positive', 'The text encoder of the prompt')
  if (!ofModel(negative.clip)) differs('negative', 'The text encoder of the negative prompt')
  if ('checkpoint' in vae && !ofModel({ checkpoint: vae.checkpoint, loras: [] })) differs('model', 'The VAE')
  if (negative.zero !== true && clipText(positive) !== clipText(negative)) {
    plan.refuse(
      { node, input: 'negative' },
      'The two prompts go through text encoders with other LoRAs or another last layer.',
      'Connect both CLIPTextEncode nodes to the same CLIP output.',
    )
  }
}

function clipText({ clip: { loras, skip } }: ConditioningValue): string {
  return JSON.stringify([loras.map(({ node, strength }) => [node, strength]), skip])
}
