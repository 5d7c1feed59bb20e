import { useFoundAssets } from '../../../api/assets.ts'
import { Skeleton } from '../../../design/skeleton.tsx'
import { counted } from '../../../format/counted.ts'
import { AssetChips } from './asset-chips.tsx'
import { MeshResult } from './mesh-result.tsx'
import { PictureResults } from './picture-results.tsx'
import { sortAssets } from './sort-assets.ts'
import { TextureResult } from './texture-result.tsx'

/** More than these are shown as small signs: a search may find a hundred. */
const MOST_LARGE = 12
/** More than these are counted only. */
const MOST_SHOWN = 24

/** What a call made, in place: pictures, materials, meshes, files. `small`: it only found them. */
export function CallResults({ ids, small = false }: { ids: readonly string[]; small?: boolean }) {
  const shownIds = ids.slice(0, MOST_SHOWN)
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
  const { pictures, textures, meshes, files } = sortAssets(found)
  if (small || pictures.length + textures.length + meshes.length > MOST_LARGE) {
    return (
      <div className="flex flex-col gap-1.5">
        <AssetChips assets={found} more={ids.length - shownIds.length} />
        {gone}
      </div>
    )
  }
  // Beside a mesh, maps and pictures are the steps on the way to it.
  const steps = meshes.length === 0 ? pictures : [...pictures, ...textures.flatMap(({ maps }) => maps)]
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {meshes.map((mesh) => (
        <MeshResult key={mesh.id} mesh={mesh} />
      ))}
      {meshes.length > 0
        ? null
        : textures.map(({ material, maps }) => <TextureResult key={material.id} material={material} maps={maps} />)}
      {steps.length === 0 ? null : <PictureResults assets={steps} small={meshes.length > 0 || textures.length > 0} />}
      {files.length === 0 ? null : <AssetChips assets={files} />}
      {gone}
    </div>
  )
}
