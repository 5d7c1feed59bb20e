import type { Checkpoint } from '../checkpoint.ts'

/** Where the last attention of an SD2 UNet shifts its first normalisation, in both namings. */
const shift = [
  'model.diffusion_model.output_blocks.11.1.transformer_blocks.0.norm1.bias',
  'unet/up_blocks.3.attentions.2.transformer_blocks.0.norm1.bias',
  'up_blocks.3.attentions.2.transformer_blocks.0.norm1.bias',
]

/** Between what the two kinds of published SD2 checkpoints have. Source: ComfyUI, comfy/supported_models.py, SD20 */
const LEAST_SPREAD_OF_V = 0.09

/**
 * Tells v from epsilon prediction of a Stable Diffusion 2.x checkpoint by one small tensor: training for v left it with a
 * wider spread (standard deviation). A rule of thumb, for where `identify` can only guess; undefined without that tensor.
 */
export async function probePrediction(checkpoint: Checkpoint): Promise<'v' | 'epsilon' | undefined> {
  const name = shift.find((candidate) => checkpoint.tensors.has(candidate))
  if (name === undefined) return undefined
  const values = await checkpoint.readFloats(name)
  let [sum, squares] = [0, 0]
  for (const value of values) {
    sum += value
    squares += value * value
  }
  const mean = sum / values.length
  return Math.sqrt(Math.max(0, squares / values.length - mean * mean)) > LEAST_SPREAD_OF_V ? 'v' : 'epsilon'
}
