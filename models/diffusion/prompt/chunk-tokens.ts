import type { ClipTokenizer } from '../tokenizers/clip-tokenizer.ts'
import { clipContextLength, frameTokens } from '../tokenizers/frame-tokens.ts'
import type { EmbeddingFinder } from './find-embeddings.ts'
import { breakText, type WeightedText } from './parse-attention.ts'

/** What one run of the text encoder takes: at most 75 tokens and how much each counts. */
export interface PromptChunk {
  readonly tokens: readonly number[]
  readonly weights: readonly number[]
  /** Embeddings that replace `vectors` tokens from `at` on; the tokens there are 0. */
  readonly embeddings: readonly { readonly at: number; readonly name: string; readonly vectors: number }[]
}

export const chunkTokens = clipContextLength - 2
/** AUTOMATIC1111's setting "comma padding backtrack", at its default: how far back a break at a comma may lie. */
const commaBackOff = 20

/**
 * Cuts a prompt into chunks of 75 tokens as AUTOMATIC1111 does (`tokenize_line`, modules/sd_hijack_clip.py): BREAK ends a
 * chunk, a full chunk goes back to its last comma if that is near, an embedding is never cut. BREAK inside brackets breaks
 * too, where the original takes it for a word. Never empty: an empty prompt is one empty chunk.
 */
export function chunkPrompt(
  pieces: readonly WeightedText[],
  { tokenizer, embeddings }: { tokenizer: Pick<ClipTokenizer, 'encode' | 'commaId'>; embeddings: EmbeddingFinder },
): PromptChunk[] {
  const chunks: PromptChunk[] = []
  let tokens: number[] = []
  let weights: number[] = []
  let placed: { at: number; name: string; vectors: number }[] = []
  let lastComma = -1
  const finish = () => {
    chunks.push({ tokens, weights, embeddings: placed })
    tokens = []
    weights = []
    placed = []
    lastComma = -1
  }
  const backToComma = () => {
    const from = lastComma + 1
    const moved = { tokens: tokens.splice(from), weights: weights.splice(from) }
    const movedEmbeddings = placed.filter(({ at }) => at >= from).map((entry) => ({ ...entry, at: entry.at - from }))
    placed = placed.filter(({ at }) => at < from)
    finish()
    ;({ tokens, weights } = moved)
    placed = movedEmbeddings
  }
  for (const { text, weight } of pieces) {
    if (text === breakText) {
      finish()
      continue
    }
    const ids = tokenizer.encode(text)
    for (let at = 0; at < ids.length; ) {
      const id = ids[at]!
      const full = tokens.length === chunkTokens
      if (id === tokenizer.commaId) lastComma = tokens.length
      else if (full && lastComma !== -1 && tokens.length - lastComma <= commaBackOff) backToComma()
      if (tokens.length === chunkTokens) finish()
      const embedding = embeddings(ids, at)
      if (embedding === undefined) {
        tokens.push(id)
        weights.push(weight)
        at++
        continue
      }
      const { name, vectors, length } = embedding
      if (tokens.length + vectors > chunkTokens) finish()
      placed.push({ at: tokens.length, name, vectors })
      for (let i = 0; i < vectors; i++) {
        tokens.push(0)
        weights.push(weight)
      }
      at += length
    }
  }
  if (tokens.length > 0 || chunks.length === 0) finish()
  return chunks
}

/**
 * A chunk as the text encoder takes it: 77 ids with begin, end and padding, and 77 weights (1 for those). Place `at` of an
 * embedding is `at + 1` there.
 */
export function frameChunk(
  { tokens, weights }: PromptChunk,
  tokenizer: Pick<ClipTokenizer, 'bosId' | 'eosId' | 'padId'>,
): { readonly ids: number[]; readonly weights: Float32Array } {
  const framed = new Float32Array(clipContextLength).fill(1)
  framed.set(weights, 1)
  return { ids: frameTokens(tokens, tokenizer), weights: framed }
}
