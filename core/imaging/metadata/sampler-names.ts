/** The names that other programs give samplers, and AUTOMATIC1111's for the same. */
const samplers: ReadonlyMap<string, string> = new Map(
  Object.entries({
    euler: 'Euler',
    euler_ancestral: 'Euler a',
    euler_a: 'Euler a',
    heun: 'Heun',
    dpm_2: 'DPM2',
    kdpm_2: 'DPM2',
    dpm_2_ancestral: 'DPM2 a',
    kdpm_2_a: 'DPM2 a',
    lms: 'LMS',
    dpm_fast: 'DPM fast',
    dpm_adaptive: 'DPM adaptive',
    dpmpp_2s: 'DPM++ 2S',
    dpmpp_2s_ancestral: 'DPM++ 2S a',
    dpmpp_sde: 'DPM++ SDE',
    dpmpp_2m: 'DPM++ 2M',
    dpmpp_2m_sde: 'DPM++ 2M SDE',
    dpmpp_3m_sde: 'DPM++ 3M SDE',
    ddim: 'DDIM',
    ddpm: 'DDPM',
    pndm: 'PNDM',
    deis: 'DEIS',
    uni_pc: 'UniPC',
    uni_pc_bh2: 'UniPC',
    unipc: 'UniPC',
    lcm: 'LCM',
    tcd: 'TCD',
    restart: 'Restart',
  }),
)

const schedules: ReadonlyMap<string, string> = new Map(
  Object.entries({
    normal: 'Normal',
    karras: 'Karras',
    exponential: 'Exponential',
    polyexponential: 'Polyexponential',
    sgm_uniform: 'SGM Uniform',
    simple: 'Simple',
    ddim_uniform: 'DDIM',
    beta: 'Beta',
    kl_optimal: 'KL Optimal',
    align_your_steps: 'Align Your Steps',
  }),
)

/** A sampler of ComfyUI, SwarmUI or InvokeAI by the name people know; an unknown one keeps its own. */
export function samplerName(name: string | undefined): string | undefined {
  // `_gpu`: the same sampler with its noise drawn on the graphics card.
  return name === undefined ? undefined : (samplers.get(name.replace(/_gpu$/, '')) ?? name)
}

export function scheduleName(name: string | undefined): string | undefined {
  return name === undefined ? undefined : (schedules.get(name) ?? name)
}

/** Older files name both at once: `DPM++ 2M Karras`. */
export function splitSampler(name: string): { sampler: string; schedule?: string } {
  const [, sampler, schedule] = /^(.+?) (Karras|Exponential|Polyexponential|SGM Uniform)$/.exec(name) ?? []
  return sampler === undefined || schedule === undefined ? { sampler: name } : { sampler, schedule }
}
