import type { ImageRequest } from '../../../base/model.ts'
import { scanNetworks } from '../../diffusion/prompt/scan-networks.ts'
import { pickFile, pickSampler, pickSchedule } from '../pick-name.ts'
import { refusal, refuseOddSize } from '../refuse-request.ts'
import { encodePicture } from '../server-picture.ts'
import type { ServerSettings } from '../server-settings.ts'

/** `modules/processing.py`: what lies under the mask when it begins. */
const inpaintingFill = { original: 1, noise: 2, nothing: 3 } as const

/** Where to send a request, and its body; what is left out is the server's own default. Fields: modules/api/models.py, Forge's too. */
export async function a1111Request(
  request: ImageRequest,
  settings: ServerSettings,
  task: string,
): Promise<{ path: string; body: Record<string, unknown> }> {
  const { prompt, negativePrompt, width, height, seed, sampling = {}, variation, seamless = 'none', start } = request
  refuseOddSize(request, 'a1111')
  if (seamless === 'x' || seamless === 'y') {
    throw refusal('a1111', `tiles in both directions or in none, not in ${seamless} alone`, 'Take --seamless xy.')
  }
  // The server itself leaves a LoRA out that it does not know, and tells only its own log.
  if (settings.loras.length > 0) {
    for (const { name } of scanNetworks(prompt).loras) pickFile('LoRA', name, settings.loras)
  }
  const named = sampling.sampler === undefined ? undefined : pickSampler(sampling.sampler, settings.samplers)
  const schedule = sampling.schedule ?? named?.schedule
  const body = {
    prompt,
    negative_prompt: negativePrompt,
    width,
    height,
    seed,
    batch_size: 1,
    n_iter: 1,
    force_task_id: task,
    send_images: true,
    save_images: false,
    ...given('sampler_name', named?.sampler),
    ...given('scheduler', schedule === undefined ? undefined : pickSchedule(schedule, settings.schedules)),
    ...given('steps', sampling.steps),
    ...given('cfg_scale', sampling.guidance),
    ...given('eta', sampling.eta),
    ...(variation === undefined ? {} : { subseed: variation.seed, subseed_strength: variation.strength }),
    ...(seamless === 'xy' ? { tiling: true } : {}),
    override_settings: overrides(request, settings),
    ...(await controls(request, settings)),
  }
  if (start === undefined) return { path: '/sdapi/v1/txt2img', body }
  const masked = start.mask && {
    mask: await base64(start.mask),
    mask_blur: start.maskBlur ?? 0,
    inpainting_fill: inpaintingFill[start.fill ?? 'original'],
    // The whole picture, as everywhere else here: not a crop around the mask that is scaled up.
    inpaint_full_res: false,
    inpainting_mask_invert: 0,
  }
  return {
    path: '/sdapi/v1/img2img',
    body: { ...body, init_images: [await base64(start.image)], denoising_strength: start.strength, ...masked },
  }
}

/** Settings of the server for this picture alone; it goes back to its own afterwards (`override_settings_restore_afterwards`). */
function overrides({ sampling = {}, vae }: ImageRequest, { model, vaes }: ServerSettings): Record<string, unknown> {
  return {
    ...given('sd_model_checkpoint', model),
    ...given('CLIP_stop_at_last_layers', sampling.clipSkip),
    ...given('sd_vae', vae === undefined ? undefined : pickFile('VAE', vae, vaes)),
    // 'NV' draws an NVIDIA card's numbers on any machine.
    ...(sampling.noise === undefined ? {} : { randn_source: sampling.noise === 'cpu' ? 'CPU' : 'NV' }),
  }
}

/** ControlNet rides in the always-on scripts (sd-webui-controlnet lib_controlnet/external_code.py, built into Forge). */
async function controls(
  { controls = [] }: ImageRequest,
  { controlnets }: ServerSettings,
): Promise<Record<string, unknown>> {
  if (controls.length === 0) return {}
  const args = []
  for (const { model, image, weight, from, to } of controls) {
    args.push({
      enabled: true,
      module: 'none',
      model: pickFile('ControlNet', model, controlnets),
      image: await base64(image),
      weight,
      guidance_start: from,
      guidance_end: to,
    })
  }
  return { alwayson_scripts: { controlnet: { args } } }
}

async function base64(pixels: Parameters<typeof encodePicture>[0]): Promise<string> {
  return Buffer.from(await encodePicture(pixels)).toString('base64')
}

function given(name: string, value: unknown): Record<string, unknown> {
  return value === undefined ? {} : { [name]: value }
}
