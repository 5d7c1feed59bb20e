import { readPngText } from '../../../../core/imaging/codecs/png-text.ts'
import type { DrawnPicture } from './draw-pictures.ts'
import type { Generation } from './generation-schema.ts'
import type { Plan } from './plan-generation.ts'

/** The field `info` of an answer, before it becomes text: `Processed.js` of modules/processing.py, and `warnings` beside it. */
export function generationInfo(
  request: Generation,
  plan: Plan,
  pictures: readonly (DrawnPicture & { readonly bytes: Uint8Array })[],
  { startedAt, version, interrupted }: { startedAt: Date; version: string; interrupted: boolean },
): Record<string, unknown> {
  const facts = pictures[0]?.asset.facts ?? {}
  const first = plan.pictures[0]!
  const all = pictures.map(({ planned }) => planned)
  const warnings = new Set([...plan.warnings, ...pictures.flatMap((picture) => picture.warnings)])
  if (interrupted) warnings.add('It was interrupted: only finished pictures are here.')
  return {
    prompt: plan.prompt,
    all_prompts: all.map(() => plan.prompt),
    negative_prompt: plan.negativePrompt,
    all_negative_prompts: all.map(() => plan.negativePrompt),
    seed: first.seed,
    all_seeds: all.map(({ seed }) => seed),
    subseed: first.subseed,
    all_subseeds: all.map(({ subseed }) => subseed),
    subseed_strength: request.subseed_strength,
    width: facts['width'] ?? request.width,
    height: facts['height'] ?? request.height,
    sampler_name: facts['sampler'] ?? request.sampler_name ?? request.sampler_index,
    cfg_scale: facts['cfgScale'] ?? request.cfg_scale,
    steps: facts['steps'] ?? request.steps,
    batch_size: request.batch_size,
    restore_faces: false,
    face_restoration_model: null,
    sd_model_name: plan.checkpoint.name,
    sd_model_hash: plan.checkpoint.hash ?? null,
    sd_vae_name: facts['vae'] ?? null,
    sd_vae_hash: null,
    seed_resize_from_w: request.seed_resize_from_w,
    seed_resize_from_h: request.seed_resize_from_h,
    denoising_strength: facts['denoise'] ?? request.denoising_strength ?? null,
    extra_generation_params: extraParameters(facts),
    index_of_first_image: 0,
    infotexts: pictures.map(({ bytes }) => readPngText(bytes)['parameters'] ?? ''),
    styles: request.styles,
    job_timestamp: timestamp(startedAt),
    clip_skip: plan.clipSkip,
    is_using_inpainting_conditioning: false,
    version: `ai-workspace ${version}`,
    warnings: [...warnings],
  }
}

function extraParameters(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const hires = facts['hires'] as { scale: number; upscaler: string; steps?: number } | undefined
  return {
    ...(facts['schedule'] === undefined ? {} : { 'Schedule type': facts['schedule'] }),
    ...(hires === undefined ? {} : { 'Hires upscale': hires.scale, 'Hires upscaler': hires.upscaler }),
    ...(hires?.steps === undefined ? {} : { 'Hires steps': hires.steps }),
  }
}

/** '20261126135900', as the reference counts its jobs; of this machine's clock. */
export function timestamp(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = [at.getMonth() + 1, at.getDate(), at.getHours(), at.getMinutes(), at.getSeconds()]
  return `${at.getFullYear()}${day.map(two).join('')}`
}
