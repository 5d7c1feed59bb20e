import type { Values } from '../../graph/session.ts'

/** Token embeddings that stand in for the table's, at positions of a prompt: textual inversion. */
export interface Injection {
  readonly position: number
  /** As long as the encoder is wide. */
  readonly vector: Float32Array
}

/** The text encoder's two inputs for embeddings that replace the table's; ids are [b, t]. */
export function injectedInputs(
  [batch, tokens]: readonly number[],
  channels: number,
  perPrompt: readonly (readonly Injection[])[],
): { injected: Values; injected_mask: Values } {
  const data = new Float32Array(batch! * tokens! * channels)
  const mask = new Float32Array(batch! * tokens!)
  perPrompt.forEach((injections, b) => {
    for (const { position, vector } of injections) {
      data.set(vector, (b * tokens! + position) * channels)
      mask[b * tokens! + position] = 1
    }
  })
  return {
    injected: { data, shape: [batch!, tokens!, channels] },
    injected_mask: { data: mask, shape: [batch!, tokens!, 1] },
  }
}

/** The same for prompts without any. */
export function noInjection(
  idsShape: readonly number[],
  channels: number,
): { injected: Values; injected_mask: Values } {
  return injectedInputs(idsShape, channels, [])
}
