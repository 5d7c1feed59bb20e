import { Link } from 'react-router'
import { useAssets } from '../../api/assets.ts'
import { AssetPicture } from '../../design/asset-picture.tsx'

/** What a job made, newest last, each leading to where it can be looked at. */
export function JobResults({ jobId }: { jobId: string }) {
  const assets = useAssets({ jobId, sort: 'oldest' }).data?.pages.flatMap(({ items }) => items) ?? []
  if (assets.length === 0) return null
  return (
    <section aria-label="Results" className="flex flex-col gap-2">
      <h3 className="text-xs font-medium text-ink-faint">Results</h3>
      <ul className="grid grid-cols-3 gap-2">
        {assets.map((asset) => (
          <li key={asset.id}>
            <Link
              to={asset.kind === 'mesh' ? `/3d/${asset.id}` : `/gallery/${asset.id}`}
              className="group flex flex-col gap-1"
            >
              <AssetPicture
                asset={asset}
                className="aspect-square rounded-md border border-line transition-colors group-hover:border-line-strong"
              />
              <span className="truncate text-xs text-ink-soft">{asset.role ?? asset.kind}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
