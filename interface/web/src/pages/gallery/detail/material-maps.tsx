import { useLineage } from '../../../api/asset-facets.ts'
import { thumbnailUrl } from '../../../api/assets.ts'
import type { Asset } from '../../../api/wire.ts'
import { Skeleton } from '../../../design/skeleton.tsx'
import { roleWords } from '../asset-words.ts'
import type { useGalleryAddress } from '../use-gallery-address.ts'

/** The maps a material is made of. */
export function MaterialMaps({ asset, go }: { asset: Asset; go: ReturnType<typeof useGalleryAddress>['go'] }) {
  const { data } = useLineage(asset.id)
  if (data === undefined) return <Skeleton className="h-24" />
  const maps = asset.parents.flatMap((id) => data.nodes.find((node) => node.id === id && node.role !== undefined) ?? [])
  return (
    <div className="grid grid-cols-3 gap-2">
      {maps.map((map) => (
        <button
          key={map.id}
          type="button"
          onClick={() => go({ asset: map.id })}
          className="flex min-w-0 flex-col gap-1 rounded-md text-left"
        >
          <img
            src={thumbnailUrl(map, 'small')}
            alt=""
            className="aspect-square w-full rounded-md bg-surface-3 object-cover"
          />
          <span className="truncate text-2xs text-ink-soft">{roleWords[map.role!]}</span>
        </button>
      ))}
    </div>
  )
}
