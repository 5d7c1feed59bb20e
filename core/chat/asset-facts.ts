import type { Asset } from '../../base/asset.ts'

/** What a conversation knows of every asset: in its world and in the answers of its tools. */
export function assetFacts({ id, name, kind, role, mediaType, createdAt, facts }: Asset) {
  return {
    id,
    name,
    kind,
    ...(role !== undefined && { role }),
    mediaType,
    createdAt,
    ...(typeof facts['prompt'] === 'string' && { prompt: facts['prompt'] }),
  }
}
