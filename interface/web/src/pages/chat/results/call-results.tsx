import { useFoundAssets } from '../../../api/assets.ts'
import { Skeleton } from '../../../design/skeleton.tsx'
import { counted } from '../../../format/counted.ts'
import { AssetChips } from './asset-chips.tsx'
import { MeshResult } from './mesh-result.tsx'
import { PictureResults } from './picture-results.tsx'
import { sortAssets } from './sort-assets.ts'
import { TextureResult } from './texture-result.tsx'

/** More than these are shown as small signs: a search may find a hundred. */
const MOST_LARGE = 8

/** What a call made, in place: pictures, materials, meshes, files. `small`: it only found them. */
export function CallResults({ ids, small = false }: { ids: readonly string[]; small?: boolean }) {
  const shownIds = small || ids.length > 24 ? ids.slice(0, 24) : ids
  const { found, isPending, missing } = useFoundAssets(shownIds)
  if (isPending) {
    return (
      <div role="status" aria-label="Loading" className="flex gap-2">
        {shownIds.slice(0, 4).map((id) => (
          <Skeleton key={id} className={small ? 'size-14' : 'aspect-square w-40'} />
        ))}
      </div>
    )
  }
  const gone =
    missing === 0 ? null : <p className="text-xs text-ink-faint">{counted(missing, 'asset')} deleted since</p>
  if (small || found.length > MOST_LARGE) {
    return (
      <div className="flex flex-col gap-1.5">
        <AssetChips assets={found} more={ids.length - shownIds.length} />
        {gone}
      </div>
    )
  }
  const { pictures, textures, meshes, files } = sortAssets(found)
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {meshes.map((mesh) => (
        <MeshResult key={mesh.id} mesh={mesh} />
      ))}
      {textures.map(({ material, maps }) => (
        <TextureResult key={material.id} material={material} maps={maps} />
      ))}
      {/* Beside a mesh they are the steps on the way to it. */}
      {pictures.length === 0 ? null : (
        <PictureResults assets={pictures} small={meshes.length > 0 || textures.length > 0} />
      )}
      {files.length === 0 ? null : <AssetChips assets={files} />}
      {gone}
    </div>
  )
}
