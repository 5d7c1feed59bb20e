import { WorkspaceError } from '../../../base/error.ts'
import type { ClipTokenizer } from '../tokenizers/clip-tokenizer.ts'
import { clipContextLength } from '../tokenizers/frame-tokens.ts'

/** The embedding whose name begins at a place of the token ids; `length` is how many tokens its name takes. */
export type EmbeddingFinder = (
  ids: readonly number[],
  at: number,
) => { readonly name: string; readonly vectors: number; readonly length: number } | undefined

/**
 * Finds textual-inversion embeddings by the tokens of their names, the longest name first, as AUTOMATIC1111 does
 * (`find_embedding_at_position`, modules/textual_inversion). `embeddings` says how many vectors each has.
 */
export function findEmbeddings(
  embeddings: ReadonlyMap<string, number>,
  tokenizer: Pick<ClipTokenizer, 'encode'>,
): EmbeddingFinder {
  const byFirstId = new Map<number, { name: string; vectors: number; ids: readonly number[] }[]>()
  for (const [name, vectors] of embeddings) {
    if (vectors < 1 || vectors > clipContextLength - 2) {
      throw new WorkspaceError('bad-input', `The embedding "${name}" has ${vectors} vectors; 1 to 75 fit in a prompt.`)
    }
    const ids = tokenizer.encode(name)
    if (ids[0] === undefined) continue
    byFirstId.set(ids[0], [...(byFirstId.get(ids[0]) ?? []), { name, vectors, ids }])
  }
  for (const candidates of byFirstId.values()) candidates.sort((a, b) => b.ids.length - a.ids.length)
  return (ids, at) => {
    const found = byFirstId.get(ids[at]!)?.find((candidate) => candidate.ids.every((id, i) => ids[at + i] === id))
    return found && { name: found.name, vectors: found.vectors, length: found.ids.length }
  }
}
