import type { ComfyCall, ComfyClass } from '../comfy-class.ts'
import { float, int, oneOf, sampler, schedule, seed } from '../inputs.ts'
import type { LatentValue, SamplingValue } from '../values.ts'

/** The most steps of a plan. */
const mostSteps = 1000

const guidance = { ...float(8, 1, 100, 0.1) } as const
const steps = int(20, 1, mostSteps)
const wires = {
  positive: { type: 'CONDITIONING' },
  negative: { type: 'CONDITIONING' },
  latent_image: { type: 'LATENT' },
} as const

/** The samplers. */
export const samplerClasses: readonly ComfyClass[] = [
  {
    name: 'KSampler',
    title: 'KSampler',
    category: 'sampling',
    description: 'Turns noise, or a picture with some noise, into a picture.',
    inputs: {
      model: { type: 'MODEL' },
      seed,
      steps,
      cfg: guidance,
      sampler_name: sampler,
      scheduler: schedule,
      ...wires,
      denoise: float(1, 0.01, 1),
    },
    outputs: [{ type: 'LATENT' }],
    translate: (call) => {
      const [run, denoise] = [call.number('steps'), call.number('denoise')]
      // KSampler.set_steps, comfy/samplers.py: more steps are planned, and the last ones of them taken.
      const planned = denoise > 0.9999 ? run : Math.floor(run / denoise)
      if (planned > mostSteps) {
        const least = Math.ceil((100 * run) / mostSteps) / 100
        call.plan.refuse(
          { node: call.id, input: 'denoise' },
          `${run} steps at a denoise of ${denoise} are the last ones of ${planned}; at most ${mostSteps} are planned.`,
          `Take a denoise of at least ${least}, or fewer steps.`,
        )
      }
      return [
        sampled({
          ...partsOf(call),
          seed: call.seed('seed'),
          steps: planned,
          run,
          anew: planned === run && denoise > 0.9999,
        }),
      ]
    },
  },
  {
    name: 'KSamplerAdvanced',
    title: 'KSampler (Advanced)',
    category: 'sampling',
    description: 'The same over a part of the steps.',
    inputs: {
      model: { type: 'MODEL' },
      add_noise: oneOf('enable', 'disable'),
      noise_seed: seed,
      steps,
      cfg: guidance,
      sampler_name: sampler,
      scheduler: schedule,
      ...wires,
      start_at_step: int(0, 0, 10_000),
      end_at_step: int(10_000, 0, 10_000),
      return_with_leftover_noise: oneOf('disable', 'enable'),
    },
    outputs: [{ type: 'LATENT' }],
    translate: (call) => [sampled(advanced(call))],
  },
]

function sampled(sampling: SamplingValue): LatentValue {
  return { kind: 'sampled', sampling, node: sampling.node }
}

function partsOf({ id, wire, number, text }: ComfyCall): Omit<SamplingValue, 'seed' | 'steps' | 'run' | 'anew'> {
  return {
    node: id,
    model: wire('model', 'MODEL'),
    positive: wire('positive', 'CONDITIONING'),
    negative: wire('negative', 'CONDITIONING'),
    latent: wire('latent_image', 'LATENT'),
    guidance: number('cfg'),
    sampler: text('sampler_name'),
    schedule: text('scheduler'),
  }
}

function advanced(call: ComfyCall): SamplingValue {
  const { id: node, number, text, plan } = call
  const total = number('steps')
  const [start, end] = [Math.min(number('start_at_step'), total), Math.min(number('end_at_step'), total)]
  const parts = { ...partsOf(call), seed: call.seed('noise_seed'), steps: total, run: total - start, anew: start === 0 }
  if (start >= end) {
    plan.refuse({ node, input: 'start_at_step' }, `No step lies between ${start} and ${end}.`, 'Widen the range.')
  }
  if (text('add_noise') === 'disable') return goOn(call, parts, { start, end })
  if (end === total) return parts
  if (text('return_with_leftover_noise') === 'enable') return { ...parts, until: end }
  return plan.refuse(
    { node, input: 'end_at_step' },
    'A sampler cannot stop early and take the rest of the noise away at once.',
    `Set end_at_step to ${total} or more, or return_with_leftover_noise to enable.`,
  )
}

/** A second sampler that goes on where another one stopped is the rest of that one: one run, if nothing differs. */
function goOn(
  { id: node, plan, text }: ComfyCall,
  parts: SamplingValue,
  { start, end }: { start: number; end: number },
): SamplingValue {
  const { latent, seed: _, run: __, anew: ___, ...rest } = parts
  const first = latent.kind === 'sampled' && latent.mask === undefined ? latent.sampling : undefined
  if (first?.until === undefined) {
    return plan.refuse(
      { node, input: 'add_noise' },
      'Without noise a sampler can only go on where another one stopped.',
      'Set add_noise to enable, or connect a KSamplerAdvanced that returns with leftover noise.',
    )
  }
  const { latent: _latent, seed: _seed, run: _run, anew: _anew, until, ...before } = first
  const settings = (of: object) => JSON.stringify({ ...of, node: undefined })
  if (until !== start || settings(before) !== settings(rest)) {
    return plan.refuse(
      { node, input: 'latent_image' },
      'This sampler goes on from one with another model, other words or other settings, over noise that is left.',
      'Let the first one finish its picture and begin from that: VAEDecode, VAEEncode, then a denoise below 1.',
    )
  }
  const { until: _until, ...whole } = first
  if (end === parts.steps) return { ...whole, node }
  if (text('return_with_leftover_noise') === 'enable') return { ...whole, node, until: end }
  return plan.refuse(
    { node, input: 'end_at_step' },
    'A sampler cannot stop early and take the rest of the noise away at once.',
    `Set end_at_step to ${parts.steps} or more.`,
  )
}
