import { useState } from 'react'
import { thumbnailUrl } from '../../../api/assets.ts'
import type { Asset } from '../../../api/wire.ts'
import { classNames } from '../../../design/class-names.ts'
import { promptOf } from '../asset-words.ts'
import { useShownPicture } from './use-shown-picture.ts'
import type { Size, View } from './zoom.ts'

/** A picture on a stage under a view: its small picture until the whole one is here, sharp pixels when they are large. */
export function PictureLayer({
  asset,
  view,
  size,
  tiled = false,
  onSize,
}: {
  asset: Asset
  view: View
  /** In pixels of the picture; tiled, of all nine. */
  size: Size
  tiled?: boolean
  /** Called with the true size once it is known. */
  onSize?: (size: Size) => void
}) {
  const { url } = useShownPicture(asset)
  const [here, setHere] = useState<string | undefined>(undefined)
  const sharp = view.scale * devicePixelRatio >= 2
  const place = {
    width: size.width,
    height: size.height,
    transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
    imageRendering: sharp ? ('pixelated' as const) : ('auto' as const),
  }
  const look = 'pointer-events-none absolute top-0 left-0 max-w-none origin-top-left select-none'
  if (tiled) {
    return (
      <div
        role="img"
        aria-label={`${asset.name}, tiled three by three`}
        data-picture="tiled"
        className={look}
        style={{
          ...place,
          backgroundImage: `url("${url}")`,
          backgroundSize: `${size.width / 3}px ${size.height / 3}px`,
        }}
      />
    )
  }
  return (
    <>
      {here === url ? null : (
        <img src={thumbnailUrl(asset, 'medium')} alt="" className={classNames(look, 'blur-[2px]')} style={place} />
      )}
      {url === undefined ? null : (
        <img
          key={url}
          src={url}
          alt={promptOf(asset) ?? asset.name}
          data-picture="whole"
          draggable={false}
          className={classNames(look, here !== url && 'opacity-0')}
          style={place}
          onLoad={({ currentTarget }) => {
            setHere(url)
            onSize?.({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })
          }}
        />
      )}
    </>
  )
}
