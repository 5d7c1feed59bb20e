import { useEffect } from 'react'
import { useAssets } from '../../../api/assets.ts'
import type { Asset } from '../../../api/wire.ts'
import { AssetPicture } from '../../../design/asset-picture.tsx'
import { classNames } from '../../../design/class-names.ts'
import { kindOf } from '../../gallery/asset-words.ts'

const most = 6

/** The assets that could be meant by an '@word', above the text field; that keeps the focus and moves through these with its arrow keys. */
export function MentionList({
  id,
  word,
  projectId,
  chosen,
  onItems,
  onChoose,
}: {
  id: string
  word: string
  projectId: string | undefined
  chosen: number
  onItems: (items: readonly Asset[]) => void
  onChoose: (asset: Asset) => void
}) {
  const query = useAssets(
    { sort: 'newest', currentOnly: true, q: word, ...(projectId === undefined ? {} : { projectId }) },
    { limit: most },
  )
  const items = query.data?.pages[0]?.items
  useEffect(() => onItems(items ?? []), [items, onItems])
  if (items === undefined) return null
  return (
    <div className="absolute inset-x-0 bottom-full z-30 mb-1.5 rounded-lg border border-line bg-surface-2 p-1 shadow-high">
      {items.length === 0 ? (
        <p className="px-2 py-1.5 text-ink-soft">No asset of that name</p>
      ) : (
        <div id={id} role="listbox" aria-label="Assets" className="flex flex-col">
          {items.map((asset, place) => (
            // The text field keeps the focus.
            // biome-ignore lint/a11y/useFocusableInteractive: see above
            // biome-ignore lint/a11y/useKeyWithClickEvents: see above
            <div
              key={asset.id}
              id={`${id}-${place}`}
              role="option"
              aria-selected={place === chosen}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onChoose(asset)}
              className={classNames(
                'flex cursor-pointer items-center gap-2 rounded-md px-1.5 py-1 pointer-coarse:py-2',
                place === chosen && 'bg-surface-3',
              )}
            >
              <AssetPicture asset={asset} className="size-7 shrink-0 rounded-sm [&>svg]:size-4" />
              <span className="min-w-0 flex-1 truncate">{asset.name}</span>
              <span className="text-2xs text-ink-faint">{kindOf(asset)}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  )
}
