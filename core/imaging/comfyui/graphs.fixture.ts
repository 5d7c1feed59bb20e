/** Graphs as users have them, in the form of ComfyUI's API: its documented examples by structure, with small sizes. */
export type ApiGraph = Record<
  string,
  { class_type: string; inputs: Record<string, unknown>; _meta?: { title: string } }
>

interface Sampling {
  readonly seed?: number | bigint
  readonly steps?: number
  readonly cfg?: number
  readonly sampler?: string
  readonly scheduler?: string
  readonly denoise?: number
}

const node = (class_type: string, inputs: Record<string, unknown>) => ({ class_type, inputs })

export function sampler(
  latent: [string, number],
  { seed = 1, steps = 3, cfg = 7, sampler = 'euler', scheduler = 'normal', denoise = 1 }: Sampling = {},
  wires: Record<string, [string, number]> = {},
): ApiGraph[string] {
  return node('KSampler', {
    seed,
    steps,
    cfg,
    sampler_name: sampler,
    scheduler,
    denoise,
    model: ['4', 0],
    positive: ['6', 0],
    negative: ['7', 0],
    latent_image: latent,
    ...wires,
  })
}

/** The graph that a new ComfyUI shows, with its node ids. */
export function textToImage(
  checkpoint: string,
  {
    batch = 1,
    prefix = 'ComfyUI',
    width = 64,
    height = 64,
    text = 'a photo of a cat',
    ...sampling
  }: Sampling & Record<string, unknown> = {},
): ApiGraph {
  return {
    3: sampler(['5', 0], sampling as Sampling),
    4: node('CheckpointLoaderSimple', { ckpt_name: checkpoint }),
    5: node('EmptyLatentImage', { width, height, batch_size: batch }),
    6: node('CLIPTextEncode', { text, clip: ['4', 1] }),
    7: node('CLIPTextEncode', { text: 'text, watermark', clip: ['4', 1] }),
    8: node('VAEDecode', { samples: ['3', 0], vae: ['4', 2] }),
    9: { ...node('SaveImage', { filename_prefix: prefix, images: ['8', 0] }), _meta: { title: 'Save Image' } },
  }
}

export function imageToImage(checkpoint: string, image: string, denoise = 0.87): ApiGraph {
  return {
    ...textToImage(checkpoint),
    3: sampler(['12', 0], { denoise, sampler: 'dpmpp_2m' }),
    10: node('LoadImage', { image }),
    12: node('VAEEncode', { pixels: ['10', 0], vae: ['4', 2] }),
  }
}

/** The mask is the transparency of the picture. */
export function inpaint(checkpoint: string, image: string): ApiGraph {
  return {
    ...textToImage(checkpoint),
    3: sampler(['26', 0]),
    20: node('LoadImage', { image }),
    26: node('VAEEncodeForInpaint', { pixels: ['20', 0], vae: ['4', 2], mask: ['20', 1], grow_mask_by: 6 }),
  }
}

/** A mask of its own, over a picture that is kept in part. */
export function noiseMask(checkpoint: string, image: string, mask: string): ApiGraph {
  return {
    ...textToImage(checkpoint),
    3: sampler(['22', 0], { denoise: 0.8 }),
    20: node('LoadImage', { image }),
    21: node('LoadImageMask', { image: mask, channel: 'red' }),
    23: node('VAEEncode', { pixels: ['20', 0], vae: ['4', 2] }),
    22: node('SetLatentNoiseMask', { samples: ['23', 0], mask: ['21', 0] }),
  }
}

export function outpaint(checkpoint: string, image: string): ApiGraph {
  return {
    ...textToImage(checkpoint),
    3: sampler(['26', 0]),
    20: node('LoadImage', { image }),
    30: node('ImagePadForOutpaint', { image: ['20', 0], left: 0, top: 0, right: 64, bottom: 0, feathering: 8 }),
    26: node('VAEEncodeForInpaint', { pixels: ['30', 0], vae: ['4', 2], mask: ['30', 1], grow_mask_by: 8 }),
  }
}

/** Two LoRAs one behind the other, and another last layer of the text encoder. */
export function loras(checkpoint: string, first: string, second: string): ApiGraph {
  const clip = ['12', 0]
  return {
    ...textToImage(checkpoint),
    3: sampler(['5', 0], {}, { model: ['11', 0] }),
    6: node('CLIPTextEncode', { text: 'a photo of a cat', clip }),
    7: node('CLIPTextEncode', { text: '', clip }),
    10: node('LoraLoader', {
      model: ['4', 0],
      clip: ['4', 1],
      lora_name: first,
      strength_model: 0.8,
      strength_clip: 0.5,
    }),
    11: node('LoraLoaderModelOnly', { model: ['10', 0], lora_name: second, strength_model: 0.6 }),
    12: node('CLIPSetLastLayer', { clip: ['10', 1], stop_at_clip_layer: -2 }),
  }
}

export function controlNet(checkpoint: string, net: string, image: string): ApiGraph {
  return {
    ...textToImage(checkpoint),
    3: sampler(['5', 0], {}, { positive: ['10', 0], negative: ['10', 1] }),
    10: node('ControlNetApplyAdvanced', {
      positive: ['6', 0],
      negative: ['7', 0],
      control_net: ['12', 0],
      image: ['11', 0],
      strength: 0.9,
      start_percent: 0,
      end_percent: 0.8,
    }),
    11: node('LoadImage', { image }),
    12: node('ControlNetLoader', { control_net_name: net }),
  }
}

/** A second pass over the enlarged latent image; the first picture is shown too. */
export function twoSamplers(checkpoint: string): ApiGraph {
  return {
    ...textToImage(checkpoint),
    10: node('LatentUpscale', {
      samples: ['3', 0],
      upscale_method: 'nearest-exact',
      width: 96,
      height: 96,
      crop: 'disabled',
    }),
    11: sampler(['10', 0], { seed: 2, denoise: 0.5, steps: 4 }),
    12: node('VAEDecode', { samples: ['11', 0], vae: ['4', 2] }),
    9: node('SaveImage', { filename_prefix: 'hires', images: ['12', 0] }),
    13: node('PreviewImage', { images: ['8', 0] }),
  }
}

/** Enlarged by a model, brought down again, and painted over. */
export function upscaleAndRefine(checkpoint: string, upscaler: string): ApiGraph {
  return {
    ...textToImage(checkpoint),
    13: node('UpscaleModelLoader', { model_name: upscaler }),
    14: node('ImageUpscaleWithModel', { upscale_model: ['13', 0], image: ['8', 0] }),
    15: node('ImageScale', { image: ['14', 0], upscale_method: 'bicubic', width: 96, height: 0, crop: 'disabled' }),
    16: node('VAEEncode', { pixels: ['15', 0], vae: ['4', 2] }),
    17: sampler(['16', 0], { denoise: 0.4, seed: 5 }),
    18: node('VAEDecodeTiled', { samples: ['17', 0], vae: ['4', 2], tile_size: 512 }),
    9: node('SaveImage', { filename_prefix: 'large/cat', images: ['18', 0] }),
  }
}

/** An upscaler and nothing else. */
export function upscaleOnly(upscaler: string, image: string): ApiGraph {
  return {
    1: node('LoadImage', { image }),
    2: node('UpscaleModelLoader', { model_name: upscaler }),
    3: node('ImageUpscaleWithModel', { upscale_model: ['2', 0], image: ['1', 0] }),
    4: node('SaveImage', { filename_prefix: 'upscaled', images: ['3', 0] }),
  }
}

/** One run in two samplers, the second of which takes what noise the first one left. */
export function twoStages(checkpoint: string): ApiGraph {
  const stage = (inputs: Record<string, unknown>) =>
    node('KSamplerAdvanced', {
      model: ['4', 0],
      positive: ['6', 0],
      negative: ['7', 0],
      noise_seed: 1,
      steps: 6,
      cfg: 7,
      sampler_name: 'euler',
      scheduler: 'karras',
      ...inputs,
    })
  return {
    ...textToImage(checkpoint),
    10: stage({
      add_noise: 'enable',
      latent_image: ['5', 0],
      start_at_step: 0,
      end_at_step: 4,
      return_with_leftover_noise: 'enable',
    }),
    3: stage({
      add_noise: 'disable',
      latent_image: ['10', 0],
      start_at_step: 4,
      end_at_step: 10000,
      return_with_leftover_noise: 'disable',
    }),
  }
}
