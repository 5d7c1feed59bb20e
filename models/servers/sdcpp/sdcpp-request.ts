import { WorkspaceError } from '../../../base/error.ts'
import type { ImageRequest } from '../../../base/model.ts'
import { pickSampler, pickSchedule } from '../pick-name.ts'
import { promptLoras, type ServerLora } from '../prompt-loras.ts'
import { refusal, refuseOddSize } from '../refuse-request.ts'
import { encodePicture, softenMask } from '../server-picture.ts'
import type { ServerSettings } from '../server-settings.ts'

/** The body of POST /sdcpp/v1/img_gen; what is left out is the server's own default. LoRA tags become its `lora` field. */
export async function sdcppRequest(request: ImageRequest, settings: ServerSettings): Promise<Record<string, unknown>> {
  const { prompt, negativePrompt, width, height, seed, sampling = {} } = request
  refuseOddSize(request, 'sdcpp')
  refuseSides(request, settings)
  if (request.vae !== undefined)
    throw refusal('sdcpp', 'takes the autoencoder it was started with', 'Leave the VAE out.')
  if (sampling.noise === 'gpu') {
    throw refusal('sdcpp', 'draws the random numbers it was started with (--rng)', 'Leave the noise out.')
  }
  const { words, loras } = promptLoras(prompt, settings.loras)
  const named = sampling.sampler === undefined ? undefined : pickSampler(sampling.sampler, settings.samplers)
  const schedule = sampling.schedule ?? named?.schedule
  return {
    prompt: words,
    negative_prompt: negativePrompt,
    width,
    height,
    seed,
    batch_count: 1,
    output_format: 'png',
    embed_image_metadata: true,
    lora: loras.map(loraField),
    ...(sampling.clipSkip === undefined ? {} : { clip_skip: sampling.clipSkip }),
    sample_params: {
      ...(named === undefined ? {} : { sample_method: named.sampler }),
      ...(schedule === undefined ? {} : { scheduler: pickSchedule(schedule, settings.schedules) }),
      ...(sampling.steps === undefined ? {} : { sample_steps: sampling.steps }),
      ...(sampling.eta === undefined ? {} : { eta: sampling.eta }),
      ...(sampling.guidance === undefined ? {} : { guidance: { txt_cfg: sampling.guidance } }),
    },
    ...(await pictures(request)),
  }
}

function loraField({ file, unet, textEncoder }: ServerLora): { path: string; multiplier: number } {
  if (unet === textEncoder) return { path: file, multiplier: unet }
  throw refusal(
    'sdcpp',
    `has one strength for a LoRA, not ${unet} and ${textEncoder}`,
    'Write it as in <lora:name:0.8>.',
  )
}

async function pictures({ start, controls = [] }: ImageRequest): Promise<Record<string, unknown>> {
  const fields: Record<string, unknown> = {}
  if (start !== undefined) {
    fields['init_image'] = await base64(start.image)
    fields['strength'] = start.strength
    if (start.mask !== undefined) {
      if ((start.fill ?? 'original') !== 'original')
        throw refusal('sdcpp', `cannot fill the mask with ${start.fill} first`, 'Take the fill "original".')
      fields['mask_image'] = await base64(await softenMask(start.mask, start.maskBlur ?? 0))
    }
  }
  const [control, ...more] = controls
  if (control === undefined) return fields
  if (more.length > 0 || control.from > 0 || control.to < 1) {
    throw refusal('sdcpp', 'takes one control picture, for the whole way', 'Give one, from 0 to 1.')
  }
  return { ...fields, control_image: await base64(control.image), control_strength: control.weight }
}

function refuseSides({ width, height }: ImageRequest, { sides }: ServerSettings): void {
  if (sides === undefined || [width, height].every((side) => side >= sides.smallest && side <= sides.largest)) return
  throw new WorkspaceError(
    'bad-input',
    `The server paints sides of ${sides.smallest} to ${sides.largest} pixels, not ${width} × ${height}.`,
    { hint: `For example: --size ${Math.min(1024, sides.largest)}` },
  )
}

async function base64(pixels: Parameters<typeof encodePicture>[0]): Promise<string> {
  return Buffer.from(await encodePicture(pixels)).toString('base64')
}
