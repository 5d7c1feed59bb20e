import type { Asset } from '../../api/wire.ts'
import { fileNameOf } from './asset-words.ts'

/** The type of what is dragged inside the studio: a JSON list of asset ids. */
const assetDragType = 'application/x-ai-workspace-assets'
/** The same for one: the id itself. What takes only one asset (a place of the Create form) looks at this. */
const oneAssetDragType = 'application/x-ai-workspace-asset'

/**
 * Puts assets on a drag: their ids for the studio's own pages, and `first` as a file for the desktop (Chromium takes one file a
 * drag) and as an address for other programs.
 */
export function giveAssets(data: DataTransfer, first: Asset, ids: readonly string[]): void {
  const address = new URL(first.url, location.href).href
  data.effectAllowed = 'copy'
  data.setData(assetDragType, JSON.stringify(ids))
  data.setData(oneAssetDragType, first.id)
  data.setData('DownloadURL', `${first.mediaType}:${fileNameOf(first)}:${address}`)
  data.setData('text/uri-list', address)
  data.setData('text/plain', first.name)
}

/** Whether a drag carries assets; what they are is known only when they are dropped. */
export function carriesAssets(data: DataTransfer): boolean {
  return data.types.includes(assetDragType)
}

/** The ids of what was dropped. */
export function takeAssets(data: DataTransfer): readonly string[] {
  const ids: unknown = JSON.parse(data.getData(assetDragType) || '[]')
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
}
