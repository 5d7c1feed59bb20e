import { Link } from 'react-router'
import type { Asset } from '../../api/wire.ts'
import { AssetPicture } from '../../design/asset-picture.tsx'
import { classNames } from '../../design/class-names.ts'
import { keepToastsAbove } from '../../design/toast-room.ts'

/** The meshes and materials of the project, newest first, to choose from. */
export function SubjectStrip({
  assets,
  chosen,
  onMore,
}: {
  assets: readonly Asset[]
  chosen: string | undefined
  /** Absent: these are all. */
  onMore?: (() => void) | undefined
}) {
  return (
    <nav ref={keepToastsAbove} aria-label="Meshes and materials" className="shrink-0 border-t border-line bg-surface-1">
      <ul className="flex gap-2 overflow-x-auto p-2">
        {assets.map((asset) => (
          <li key={asset.id} className="shrink-0">
            <Link
              to={`/3d/${asset.id}`}
              aria-current={asset.id === chosen ? 'true' : undefined}
              title={asset.name}
              className={classNames(
                'flex w-24 flex-col gap-1 rounded-md border p-1 transition-colors',
                asset.id === chosen ? 'border-accent bg-accent-soft' : 'border-transparent hover:bg-surface-3',
              )}
            >
              <AssetPicture asset={asset} className="aspect-square w-full rounded-sm" />
              <span className="truncate text-2xs text-ink-soft">{asset.name}</span>
            </Link>
          </li>
        ))}
        {onMore === undefined ? null : (
          <li className="flex shrink-0 items-center">
            <button
              type="button"
              onClick={onMore}
              className="h-full rounded-md px-4 text-xs text-ink-soft hover:bg-surface-3"
            >
              Older
            </button>
          </li>
        )}
      </ul>
    </nav>
  )
}
