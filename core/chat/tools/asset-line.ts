import type { Asset } from '../../../base/asset.ts'

/** An asset as a tool's answer shows it. */
export function assetLine({ id, name, kind, role, mediaType, createdAt, facts, tags }: Asset) {
  const { prompt } = facts
  return {
    id,
    name,
    kind,
    ...(role !== undefined && { role }),
    mediaType,
    createdAt,
    ...(typeof prompt === 'string' && { prompt: prompt.slice(0, 300) }),
    ...(tags.length > 0 && { tags }),
  }
}
