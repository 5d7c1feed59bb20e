import { Link } from 'react-router'
import type { Asset } from '../../../api/wire.ts'
import { AssetPicture } from '../../../design/asset-picture.tsx'
import { classNames } from '../../../design/class-names.ts'
import { addressOf } from './address-of.ts'

/** Assets as small signs that lead to them. */
export function AssetChips({ assets, more = 0 }: { assets: readonly Asset[]; more?: number }) {
  return (
    <ul className="flex flex-wrap gap-1.5">
      {assets.map((asset) => (
        <li key={asset.id} className="max-w-full">
          <Link
            to={addressOf(asset)}
            className="flex max-w-56 items-center gap-2 rounded-md border border-line bg-surface-2 pr-2.5 text-xs transition-colors hover:border-line-strong hover:bg-surface-3 pointer-coarse:h-11"
          >
            <AssetPicture
              asset={asset}
              className={classNames(
                'size-8 shrink-0 rounded-l-[0.3rem] [&>svg]:size-4',
                asset.trashedAt && 'opacity-40',
              )}
            />
            <span className={classNames('truncate', asset.trashedAt && 'text-ink-faint line-through')}>
              {asset.name}
            </span>
          </Link>
        </li>
      ))}
      {more > 0 ? <li className="flex h-8 items-center px-1 text-xs text-ink-faint">and {more} more</li> : null}
    </ul>
  )
}
