import type { Situation } from '../dialogue/situation.ts'

/** What the conversation put into the trash last; empty where nothing was. */
export function trashedAssets({ groups }: Situation): readonly string[] {
  const last = groups.findLast(({ tool }) => tool === 'asset_trash')
  const assets = last?.arguments['assets']
  return Array.isArray(assets) ? assets.filter((id): id is string => typeof id === 'string') : []
}
