import type { Asset } from '../../../api/wire.ts'

interface Graph {
  readonly nodes: readonly Pick<Asset, 'id' | 'facts'>[]
  readonly edges: readonly { readonly from: string; readonly to: string }[]
}

/** Marks the id of a node that is words and no asset. */
const mark = 'words:'

/** The graph with the words it began with: one node for each prompt, before the assets that were made from nothing but it. */
export function withWords({ nodes, edges }: Graph): { ids: string[]; edges: { from: string; to: string }[] } {
  const made = new Set(edges.map(({ to }) => to))
  const words = nodes.flatMap(({ id, facts: { prompt } }) =>
    made.has(id) || typeof prompt !== 'string' || prompt === '' ? [] : [{ from: mark + prompt, to: id }],
  )
  return {
    ids: [...new Set(words.map(({ from }) => from)), ...nodes.map(({ id }) => id)],
    edges: [...words, ...edges],
  }
}

/** The words of such a node; `undefined` for an asset. */
export function wordsOf(id: string): string | undefined {
  return id.startsWith(mark) ? id.slice(mark.length) : undefined
}
