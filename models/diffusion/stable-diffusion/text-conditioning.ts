import type { Emphasis } from '../../../base/model.ts'
import type { Values } from '../../graph/session.ts'
import { applyWeights, moveFromEmpty } from '../prompt/apply-weights.ts'
import { frameChunk, type PromptChunk } from '../prompt/chunk-tokens.ts'
import type { TextEmbedding } from '../text/embedding-file.ts'
import { embeddingVectors } from '../text/embedding-file.ts'
import { type Injection, injectedInputs } from '../text/injection.ts'
import type { ClipTokenizer } from '../tokenizers/clip-tokenizer.ts'
import type { StableDiffusionParameters, TextEncoderParameters } from './components.ts'

/** Words as the U-Net takes them. */
export interface TextConditioning {
  /** [1, tokens, channels]: the encoders side by side on the channel axis, chunks one behind the other. */
  readonly context: Values
  /** SDXL: the second encoder's projection of the first chunk, [1, channels]. */
  readonly pooled?: Values
}

/** Runs a text encoder over framed ids. */
export type RunTextEncoder = (
  place: number,
  inputs: { readonly input_ids: Values; readonly injected: Values; readonly injected_mask: Values },
) => Promise<Record<string, Values>>

/** Ids of one chunk for one encoder, with their weights and the embeddings that stand in for some. */
export interface EncoderChunk {
  readonly ids: readonly number[]
  readonly weights?: Float32Array
  readonly injections?: readonly Injection[]
}

/** A prompt's chunks framed for every encoder of the checkpoint. */
export function frameChunks(
  chunks: readonly PromptChunk[],
  { textEncoders }: Pick<StableDiffusionParameters, 'textEncoders'>,
  tokenizers: readonly ClipTokenizer[],
  embeddings: ReadonlyMap<string, TextEmbedding>,
): EncoderChunk[][] {
  const widths = textEncoders.map(({ width }) => width)
  return textEncoders.map((_, place) =>
    chunks.map((chunk) => {
      const { ids, weights } = frameChunk(chunk, tokenizers[place]!)
      const injections = chunk.embeddings.flatMap(({ at, name }) =>
        embeddingVectors(embeddings.get(name)!, widths)[place]!.map((vector, n) => ({ position: at + 1 + n, vector })),
      )
      return { ids, weights, injections }
    }),
  )
}

/**
 * Encodes framed chunks: `perEncoder[e][c]`. `clipSkip` counts layers from the end as AUTOMATIC1111 does; 1 or 2 is what SDXL
 * has anyway. With `emphasis` 'comfyui', `empty` gives the ids of an empty prompt for each encoder.
 */
export async function encodeChunks(
  perEncoder: readonly (readonly EncoderChunk[])[],
  { textEncoders }: Pick<StableDiffusionParameters, 'textEncoders'>,
  run: RunTextEncoder,
  {
    clipSkip,
    emphasis = 'a1111',
    empty = [],
  }: { clipSkip?: number | undefined; emphasis?: Emphasis; empty?: readonly (readonly number[])[] } = {},
): Promise<TextConditioning> {
  const hidden: Values[][] = []
  let pooled: Values | undefined
  for (const [place, chunks] of perEncoder.entries()) {
    const parameters = textEncoders[place]!
    const own: Values[] = []
    for (const [n, chunk] of chunks.entries()) {
      const outputs = await run(place, encoderInputs(chunk, parameters))
      const values = outputs[outputName(parameters, clipSkip)]!
      // The runtime's buffer is not ours to change.
      const data = Float32Array.from(values.data as Float32Array)
      const { weights } = chunk
      if (weights?.some((weight) => weight !== 1)) {
        if (emphasis === 'a1111') applyWeights(data, weights)
        else {
          const nothing = await run(place, encoderInputs({ ids: empty[place]! }, parameters))
          moveFromEmpty(data, weights, nothing[outputName(parameters, clipSkip)]!.data as Float32Array)
        }
      }
      own.push({ data, shape: values.shape })
      if (n === 0 && outputs['text_embeds'] !== undefined) pooled = outputs['text_embeds']
    }
    hidden.push(own)
  }
  return { context: joinContext(hidden), ...(pooled === undefined ? {} : { pooled }) }
}

function encoderInputs({ ids, injections = [] }: EncoderChunk, { width }: TextEncoderParameters) {
  const shape = [1, ids.length]
  return {
    input_ids: { data: BigInt64Array.from(ids.map(BigInt)), shape },
    ...injectedInputs(shape, width, [injections]),
  }
}

function outputName({ layer, normed }: TextEncoderParameters, clipSkip: number | undefined): string {
  return `${normed ? 'normed' : 'hidden'}_${Math.max(layer, clipSkip ?? 1)}`
}

/** hidden[encoder][chunk] of [1, t, c] → [1, chunks·t, Σc]. */
function joinContext(hidden: readonly (readonly Values[])[]): Values {
  const chunks = hidden[0]!.length
  const tokens = hidden[0]![0]!.shape[1]!
  const channels = hidden.reduce((sum, own) => sum + own[0]!.shape[2]!, 0)
  const data = new Float32Array(chunks * tokens * channels)
  let offset = 0
  for (const own of hidden) {
    const width = own[0]!.shape[2]!
    own.forEach(({ data: values }, chunk) => {
      for (let t = 0; t < tokens; t++) {
        const row = (values as Float32Array).subarray(t * width, (t + 1) * width)
        data.set(row, (chunk * tokens + t) * channels + offset)
      }
    })
    offset += width
  }
  return { data, shape: [1, chunks * tokens, channels] }
}
