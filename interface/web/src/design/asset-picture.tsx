import { Box, FileCode, FileText, Package, Palette, Shapes } from 'lucide-react'
import type { ReactNode } from 'react'
import { thumbnailUrl } from '../api/assets.ts'
import type { Asset, AssetKind } from '../api/wire.ts'
import { classNames } from './class-names.ts'

/** For the kinds that have no picture of their own. */
const icons: Readonly<Partial<Record<AssetKind, ReactNode>>> = {
  material: <Palette />,
  form: <Shapes />,
  mesh: <Box />,
  export: <Package />,
}

/** An asset as a small picture; a sign of its kind where there is none. */
export function AssetPicture({
  asset,
  size = 'small',
  className,
}: {
  asset: Asset
  size?: 'small' | 'medium' | 'large'
  className?: string
}) {
  const icon = icons[asset.kind] ?? (asset.mediaType.startsWith('text/') ? <FileText /> : <FileCode />)
  return (
    <div
      className={classNames(
        'relative flex items-center justify-center overflow-hidden bg-canvas text-ink-faint [&>svg]:size-6',
        className,
      )}
    >
      {asset.mediaType.startsWith('image/') ? (
        <img
          src={thumbnailUrl(asset, size)}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          className="absolute inset-0 size-full object-cover"
        />
      ) : (
        icon
      )}
    </div>
  )
}
