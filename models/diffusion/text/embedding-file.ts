import { WorkspaceError } from '../../../base/error.ts'
import type { WeightSource } from '../../graph/weights.ts'

/** A textual inversion (Gal et al. 2022, arXiv:2208.01618): words that are vectors instead of ids. */
export interface TextEmbedding {
  /** How a prompt names it. */
  readonly name: string
  /** How many words it takes the place of. */
  readonly count: number
  /** For each text encoder it was trained with, in SDXL's order (CLIP-L, bigG): [count, width]. */
  readonly encoders: readonly { readonly width: number; readonly vectors: readonly Float32Array[] }[]
}

/**
 * Reads a textual inversion in any of its forms: AUTOMATIC1111's (`string_to_param` of a torch file, `emb_params`), SDXL's
 * (`clip_l`, `clip_g`) and diffusers' (one tensor under the word's name). Errors: `bad-input` for what is none.
 */
export async function readEmbedding(name: string, weights: WeightSource): Promise<TextEmbedding> {
  const encoders = []
  for (const key of embeddingKeys(name, weights)) {
    const { shape } = weights.info(key)!
    const [count, width] = shape.length === 1 ? [1, shape[0]!] : (shape as [number, number])
    if (shape.length > 2 || shape.length === 0 || count * width === 0) {
      throw new WorkspaceError(
        'bad-input',
        `The embedding "${name}" is ${showShape(shape)}; it must be vectors × width.`,
      )
    }
    const values = await weights.floats(key)
    const vectors = Array.from({ length: count }, (_, n) => values.subarray(n * width, (n + 1) * width))
    encoders.push({ width, vectors })
  }
  const count = encoders[0]!.vectors.length
  if (encoders.some(({ vectors }) => vectors.length !== count)) {
    const counts = encoders.map(({ vectors }) => vectors.length).join(' and ')
    throw new WorkspaceError('corrupt-file', `The embedding "${name}" has ${counts} vectors for its two text encoders.`)
  }
  return { name, count, encoders }
}

/**
 * The vectors for each text encoder of a model whose encoders are so wide. Errors: `bad-input` with both widths when the
 * embedding was trained for another model.
 */
export function embeddingVectors(embedding: TextEmbedding, widths: readonly number[]): (readonly Float32Array[])[] {
  return widths.map((width, n) => {
    const own = embedding.encoders
    // SDXL's refiner has only the second of the two encoders.
    const found = own.length === widths.length ? own[n] : own.find((encoder) => encoder.width === width)
    if (found?.width === width) return found.vectors
    const theirs = own.map((encoder) => encoder.width).join(' and ')
    throw new WorkspaceError(
      'bad-input',
      `The embedding "${embedding.name}" is ${theirs} wide; this model's text encoder takes ${widths.join(' and ')}.`,
      { hint: 'SD 1.x takes 768, SD 2.x 1024, SDXL 768 and 1280: use one that was trained for this kind of model.' },
    )
  })
}

function embeddingKeys(name: string, weights: WeightSource): string[] {
  const keys = [...weights.names()]
  const sdxl = ['clip_l', 'clip_g'].filter((key) => keys.includes(key))
  if (sdxl.length > 0) return sdxl
  if (keys.includes('emb_params')) return ['emb_params']
  const params = keys.filter((key) => key.startsWith('string_to_param.'))
  // A1111 keeps the word's id beside it.
  const own = params.length > 0 ? params : keys.filter((key) => !key.startsWith('string_to_token'))
  if (own.length === 1) return own
  throw new WorkspaceError(
    'bad-input',
    `"${name}" is no embedding: it holds ${own.length} tensors, an embedding one.`,
    {
      hint: 'Textual inversions are files of some kilobytes; checkpoints and LoRAs are added as what they are.',
    },
  )
}

function showShape(shape: readonly number[]): string {
  return shape.length === 0 ? 'a single number' : shape.join(' × ')
}
