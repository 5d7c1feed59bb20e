import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { thumbnailUrl } from '../../../api/assets.ts'
import type { Asset } from '../../../api/wire.ts'
import { classNames } from '../../../design/class-names.ts'
import { dragAsset } from '../../create/pictures/drag-asset.ts'
import { fileNameOf, kindOf, pixelsOf, promptOf } from '../../gallery/asset-words.ts'
import { Lightbox } from './lightbox.tsx'

/** Pictures in the order they were made; a click opens one large. */
export function PictureResults({ assets, small = false }: { assets: readonly Asset[]; small?: boolean }) {
  const [open, setOpen] = useState<string>()
  const alone = assets.length === 1 && !small
  return (
    <>
      <ul
        className={classNames(
          'grid max-w-xl gap-2',
          alone ? 'grid-cols-1' : small ? 'grid-cols-4 @md:grid-cols-6' : 'grid-cols-2 @md:grid-cols-3',
        )}
      >
        {assets.map((asset) => {
          const size = pixelsOf(asset)
          return (
            <li key={asset.id} className="min-w-0">
              <button
                type="button"
                data-result={asset.id}
                aria-label={`Open ${kindOf(asset)} ${asset.name}`}
                title={promptOf(asset) ?? asset.name}
                onClick={() => setOpen(asset.id)}
                draggable
                onDragStart={({ dataTransfer }) => dragAsset(dataTransfer, asset, fileNameOf(asset))}
                className="group relative block w-full overflow-hidden rounded-lg border border-line bg-canvas"
                style={
                  alone
                    ? { maxWidth: '24rem', aspectRatio: size === undefined ? 1 : size.width / size.height }
                    : undefined
                }
              >
                <img
                  src={thumbnailUrl(asset, alone ? 'large' : small ? 'small' : 'medium')}
                  alt=""
                  draggable={false}
                  className={classNames(
                    'w-full transition-opacity group-hover:opacity-90 in-data-undone:opacity-35 in-data-undone:grayscale',
                    alone ? 'size-full object-cover' : 'aspect-square object-cover',
                    asset.trashedAt && 'opacity-30 grayscale',
                  )}
                />
                {asset.trashedAt === undefined ? null : (
                  <span className="absolute inset-0 flex items-center justify-center gap-1.5 text-xs text-ink-soft">
                    <Trash2 aria-hidden className="size-4" />
                    {small ? null : 'In the trash'}
                  </span>
                )}
                {asset.kind === 'map' ? (
                  <span className="absolute bottom-1 left-1 rounded-sm bg-surface-1/85 px-1 text-2xs text-ink-soft">
                    {asset.role ?? 'map'}
                  </span>
                ) : null}
              </button>
            </li>
          )
        })}
      </ul>
      {open === undefined ? null : <Lightbox assets={assets} openId={open} onOpen={setOpen} />}
    </>
  )
}
