import { z } from 'zod'
import type { Checkpoint } from '../../formats/checkpoint.ts'
import { probePrediction } from '../../formats/identify/probe-prediction.ts'
import type { StableDiffusionParameters } from './components.ts'

/** What a person or the catalogue states of a model, as far as it says something here. */
const statedSchema = z.object({ prediction: z.enum(['epsilon', 'v']).optional().catch(undefined) })

/**
 * What the network predicts, and how that is known: a person's word first, then the file's own. Of Stable Diffusion 2.x, which
 * exists as both, a mere guess gives way to what the weights look like.
 */
export async function settlePrediction(
  parameters: StableDiffusionParameters,
  checkpoint: Checkpoint,
  settings: Readonly<Record<string, unknown>>,
): Promise<StableDiffusionParameters> {
  const { prediction: stated } = statedSchema.parse(settings)
  if (stated !== undefined) return { ...parameters, prediction: stated, predictionKnownBy: 'setting' }
  if (parameters.architecture !== 'sd21' || parameters.predictionKnownBy !== 'guess') return parameters
  const probed = await probePrediction(checkpoint)
  return probed === undefined ? parameters : { ...parameters, prediction: probed, predictionKnownBy: 'weights' }
}
