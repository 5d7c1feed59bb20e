import type { Asset } from '../../../api/wire.ts'

/** In a corner of its picture. */
export function PictureName({ asset, other, right = false }: { asset: Asset; other: Asset; right?: boolean }) {
  return (
    <span
      className={`pointer-events-none absolute top-2 max-w-[45%] truncate rounded-md bg-surface-1/85 px-2 py-0.5 text-xs ${right ? 'right-2' : 'left-2'}`}
    >
      {named(asset, other)}
    </span>
  )
}

/** The name, with the version where that is what differs. */
export function named(asset: Asset, other: Asset): string {
  return asset.name === other.name ? `${asset.name} v${asset.version}` : asset.name
}
