import { Box, FileCode, FileText, Package, Palette, Shapes } from 'lucide-react'
import { type ReactNode, useState } from 'react'
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
  const [missing, setMissing] = useState(false)
  // A mesh or material is shown by a picture among its relatives, where the server finds one.
  const hasPicture = asset.mediaType.startsWith('image/') || asset.kind === 'mesh' || asset.kind === 'material'
  const icon = icons[asset.kind] ?? (asset.mediaType.startsWith('text/') ? <FileText /> : <FileCode />)
  return (
    <div
      className={classNames(
        'relative flex items-center justify-center overflow-hidden bg-canvas text-ink-faint [&>svg]:size-6',
        className,
      )}
    >
      {hasPicture && !missing ? (
        <img
          src={thumbnailUrl(asset, size)}
          alt=""
          onError={() => setMissing(true)}
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
