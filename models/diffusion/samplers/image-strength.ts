import { WorkspaceError } from '../../../base/error.ts'
import type { SamplingPlan } from './plan.ts'

/**
 * How "denoising strength" turns into steps. Of `steps` asked for and a strength of s:
 * - `a1111`: plans `steps`, runs the last ⌊min(s, 0.999)·steps⌋ + 1 (sd_samplers_common.py, setup_img2img_steps);
 * - `diffusers`: plans `steps`, runs the last ⌊s·steps⌋ (StableDiffusionImg2ImgPipeline.get_timesteps);
 * - `comfyui`: plans ⌊steps/s⌋ and runs the last `steps` of them (KSampler.set_steps).
 */
export type StrengthRule = 'a1111' | 'diffusers' | 'comfyui'

/** How many steps to plan, and how many of their last ones to run. */
export function stepsForStrength(steps: number, strength: number, rule: StrengthRule): { plan: number; run: number } {
  if (!(strength >= 0 && strength <= 1))
    throw new WorkspaceError('bad-input', `A strength of ${strength}: it must be from 0 to 1.`)
  switch (rule) {
    case 'a1111':
      return { plan: steps, run: Math.min(steps, Math.floor(Math.min(strength, 0.999) * steps) + 1) }
    case 'diffusers': {
      const run = Math.min(steps, Math.floor(steps * strength))
      if (run === 0)
        throw new WorkspaceError('bad-input', `A strength of ${strength} leaves none of ${steps} steps.`, {
          hint: `Take a strength of at least ${Math.ceil(100 / steps) / 100}, or more steps.`,
        })
      return { plan: steps, run }
    }
    case 'comfyui':
      if (strength <= 0) throw new WorkspaceError('bad-input', 'A strength of 0 leaves the picture as it is.')
      return { plan: strength > 0.9999 ? steps : Math.floor(steps / strength), run: steps }
    default:
      return rule satisfies never
  }
}

/** The last `count` steps of a plan: where a picture that is already there is taken up. */
export function lastSteps(plan: SamplingPlan, count: number): SamplingPlan {
  return { ...plan, steps: plan.steps.slice(Math.max(0, plan.steps.length - count)) }
}
