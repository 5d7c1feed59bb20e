import { Check, Columns2 } from 'lucide-react'
import { thumbnailUrl, useAssetVersions } from '../../../api/assets.ts'
import { useNodes } from '../../../api/nodes.ts'
import type { Asset } from '../../../api/wire.ts'
import { Badge } from '../../../design/badge.tsx'
import { Button } from '../../../design/button.tsx'
import { classNames } from '../../../design/class-names.ts'
import { ErrorState } from '../../../design/error-state.tsx'
import { SkeletonRows } from '../../../design/skeleton.tsx'
import { formatBytes } from '../../../format/format-bytes.ts'
import { formatAgo } from '../../../format/format-time.ts'
import { useAssetActions } from '../actions/use-asset-actions.ts'
import { KindIcon } from '../kind-icon.tsx'
import type { useGalleryAddress } from '../use-gallery-address.ts'
import { differences, settingsOfAsset } from './settings-of-asset.ts'

/** Every version of the asset's name side by side, with what was set differently. */
export function VersionsView({ asset, go }: { asset: Asset; go: ReturnType<typeof useGalleryAddress>['go'] }) {
  const { data: versions, error, refetch } = useAssetVersions(asset.id)
  const nodes = useNodes().data
  const { makeCurrent } = useAssetActions()
  if (versions === undefined) {
    return error === null ? <SkeletonRows /> : <ErrorState error={error} onRetry={() => void refetch()} />
  }
  const current = versions.find((version) => version.current)
  const settings = versions.map((version) =>
    settingsOfAsset(
      version,
      nodes?.find(({ id }) => id === version.recipe?.node),
    ),
  )
  const changed = [
    ...differences(
      versions.map(({ facts }) => [{ name: 'prompt', label: '', value: String(facts['prompt'] ?? '—'), usual: false }]),
    ),
    ...differences(settings),
  ]
  return (
    <div className="h-full overflow-auto p-4">
      <ul aria-label="Versions" className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,15rem),1fr))] gap-4">
        {versions.map((version, index) => (
          <li
            key={version.id}
            className={classNames(
              'flex flex-col overflow-hidden rounded-lg border bg-surface-1',
              version.id === asset.id ? 'border-accent' : 'border-line',
            )}
          >
            <button
              type="button"
              aria-label={`Open version ${version.version}`}
              onClick={() => go({ asset: version.id })}
              className="relative flex aspect-square items-center justify-center bg-canvas -outline-offset-2"
            >
              <KindIcon kind={version.kind} className="size-10 text-ink-faint" strokeWidth={1} />
              <img
                src={thumbnailUrl(version, 'medium')}
                alt=""
                className="absolute inset-0 size-full object-contain"
                onError={({ currentTarget }) => {
                  currentTarget.hidden = true
                }}
              />
            </button>
            <div className="flex flex-col gap-2 p-3">
              <div className="flex flex-wrap items-center gap-2">
                <span className="font-medium">Version {version.version}</span>
                {version.current ? (
                  <Badge tone="accent" icon={<Check />}>
                    current
                  </Badge>
                ) : null}
                {version.trashedAt === undefined ? null : <Badge tone="warning">in the trash</Badge>}
                <span className="ml-auto text-xs text-ink-faint">
                  {formatAgo(version.createdAt)} · {formatBytes(version.sizeBytes)}
                </span>
              </div>
              {changed.length === 0 ? null : (
                <dl className="flex flex-col gap-1 text-xs">
                  {changed.map(({ label, values }) => (
                    <div key={label} className="flex min-w-0 gap-2">
                      <dt className="shrink-0 text-ink-faint">{label}</dt>
                      <dd className="min-w-0 flex-1 truncate text-right" title={values[index]}>
                        {values[index] ?? '—'}
                      </dd>
                    </div>
                  ))}
                </dl>
              )}
              <div className="flex flex-wrap gap-2">
                {version.id === asset.id ? null : (
                  <Button size="small" icon={<Columns2 />} onClick={() => go({ asset: asset.id, compare: version.id })}>
                    Compare
                  </Button>
                )}
                {version.current || version.trashedAt !== undefined ? null : (
                  <Button size="small" onClick={() => makeCurrent(version, current)}>
                    Make current
                  </Button>
                )}
              </div>
            </div>
          </li>
        ))}
      </ul>
      {versions.length === 1 ? (
        <p className="mt-4 text-center text-sm text-ink-faint">
          There is one version. Made again under the same name, the next stands beside it.
        </p>
      ) : null}
    </div>
  )
}
