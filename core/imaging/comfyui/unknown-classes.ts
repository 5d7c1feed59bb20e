import { nearest } from '../../../base/nearest.ts'
import { comfyClasses } from './classes.ts'

/** What to do in the place of classes that graphs often hold and that cannot be done here. */
const advice: readonly (readonly [RegExp, string])[] = [
  [
    /^ConditioningCombine$/,
    'Write both texts into one CLIPTextEncode, or lay them behind one another with ConditioningConcat.',
  ],
  [
    /^Conditioning(Average|SetArea|SetMask|SetTimestepRange)/,
    'The prompt language has [from:to:0.4] for changes over time; areas cannot be done.',
  ],
  [
    /^(UNETLoader|DualCLIPLoader|TripleCLIPLoader|CLIPLoader|FluxGuidance|ModelSampling(Flux|SD3|AuraFlow)|EmptySD3LatentImage|CLIPTextEncode(Flux|SD3))/,
    'FLUX, SD3 and models in single parts do not run here yet; load a Stable Diffusion checkpoint with CheckpointLoaderSimple.',
  ],
  [
    /^(SamplerCustom|BasicScheduler|KSamplerSelect|RandomNoise|BasicGuider|CFGGuider)/,
    'Use a KSampler or KSamplerAdvanced.',
  ],
  [
    /^(IPAdapter|InstantID|PuLID|CLIPVision|unCLIP|StyleModel)/i,
    'Pictures as prompts cannot be done; describe it in words, or begin from it with VAEEncode.',
  ],
  [
    /Preprocessor$|^Canny$|^AIO_Preprocessor|MiDaS|OpenPose/i,
    'Make the edges, depth or pose elsewhere and load the picture with LoadImage.',
  ],
  [/^(VHS_|AnimateDiff|ADE_|SVD_|Wan|LTX|CogVideo|Hunyuan)/i, 'Videos cannot be made here.'],
  [/^(Save|Preview)/, 'Use SaveImage or PreviewImage.'],
  [/Upscale/, 'Use ImageUpscaleWithModel, ImageScaleBy or LatentUpscaleBy.'],
  [
    /^LatentComposite|^LatentBlend|^RepeatLatentBatch|^LatentFromBatch/,
    'Latent images cannot be mixed or taken apart; do it with pictures.',
  ],
]

/** What to do about a class that is not known, in a sentence. */
export function adviceOn(name: string): string {
  const known = advice.find(([pattern]) => pattern.test(name))
  if (known !== undefined) return known[1]
  const [close] = nearest(name, comfyClasses.keys(), { most: 1 })
  return close === undefined
    ? 'Custom nodes are not run here; take it out, or use classes that GET /object_info lists.'
    : `Did you mean "${close}"? GET /object_info lists all that are known.`
}
