import { WorkspaceError } from '../../../base/error.ts'
import type { StableDiffusionWeights } from './components.ts'

/** Says which part a checkpoint lacks before anything is loaded. Error: `no-model`. */
export function checkParts(
  { vae, textEncoders }: StableDiffusionWeights,
  { title, otherVae }: { readonly title: string; readonly otherVae: boolean },
): void {
  if (textEncoders.length === 0) {
    throw new WorkspaceError('no-model', `The checkpoint "${title}" has no text encoder: nothing in it reads words.`, {
      hint: 'Take one that is whole: ai-workspace models search image',
    })
  }
  if (!otherVae && vae.info('decoder.conv_in.weight') === undefined) {
    throw new WorkspaceError('no-model', `The checkpoint "${title}" has no autoencoder of its own.`, {
      hint: 'Name one with --vae; those that are there: ai-workspace models list',
    })
  }
}
