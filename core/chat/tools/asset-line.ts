import type { Asset } from '../../../base/asset.ts'
import { assetFacts } from '../asset-facts.ts'

/** So much of a prompt tells assets apart. */
const mostOfPrompt = 300

/** An asset as a tool's answer shows it. */
export function assetLine(asset: Asset) {
  const { prompt, ...facts } = assetFacts(asset)
  return {
    ...facts,
    ...(prompt !== undefined && { prompt: prompt.slice(0, mostOfPrompt) }),
    ...(asset.tags.length > 0 && { tags: asset.tags }),
  }
}
