import { Images, Search } from 'lucide-react'
import { useState } from 'react'
import { thumbnailUrl, useAssets } from '../../../api/assets.ts'
import { useCurrentProject } from '../../../api/projects.ts'
import type { Asset } from '../../../api/wire.ts'
import { Button } from '../../../design/button.tsx'
import { Dialog } from '../../../design/dialog.tsx'
import { EmptyState } from '../../../design/empty-state.tsx'
import { ErrorState } from '../../../design/error-state.tsx'
import { Input } from '../../../design/input.tsx'
import { Segmented } from '../../../design/segmented.tsx'
import { Skeleton } from '../../../design/skeleton.tsx'

/** Chooses a picture or map of the project. */
export function AssetPicker({
  open,
  onOpenChange,
  title,
  onPick,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  onPick: (asset: Asset) => void
}) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} size="large">
      {open ? <Choices onPick={onPick} /> : null}
    </Dialog>
  )
}

function Choices({ onPick }: { onPick: (asset: Asset) => void }) {
  const [q, setQ] = useState('')
  const [kind, setKind] = useState<'image' | 'map'>('image')
  const projectId = useCurrentProject()?.id
  const query = useAssets(
    { kind: [kind], sort: 'newest', q, ...(projectId === undefined ? {} : { projectId }) },
    { limit: 48 },
  )
  const assets = query.data?.pages.flatMap(({ items }) => items)
  return (
    <div className="flex flex-col gap-3 pb-2">
      <div className="flex gap-2">
        <Input
          autoFocus
          icon={<Search aria-hidden />}
          aria-label="Search the gallery"
          placeholder="Search the gallery"
          value={q}
          onChange={(event) => setQ(event.target.value)}
        />
        <Segmented
          label="Kind"
          className="shrink-0"
          value={kind}
          onValueChange={setKind}
          options={[
            { value: 'image', label: 'Pictures' },
            { value: 'map', label: 'Maps' },
          ]}
        />
      </div>
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : assets === undefined ? (
        <div role="status" aria-label="Loading" className="grid grid-cols-3 gap-2 sm:grid-cols-6">
          {Array.from({ length: 12 }, (_, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: all alike
            <Skeleton key={place} className="aspect-square" />
          ))}
        </div>
      ) : assets.length === 0 ? (
        <EmptyState icon={<Images />} title={q === '' ? 'No pictures yet' : 'Nothing of that name'} />
      ) : (
        <ul className="grid grid-cols-3 gap-2 sm:grid-cols-6">
          {assets.map((asset) => (
            <li key={asset.id}>
              <button
                type="button"
                title={asset.name}
                onClick={() => onPick(asset)}
                className="group flex w-full flex-col gap-1 text-left"
              >
                <img
                  src={thumbnailUrl(asset, 'small')}
                  alt={asset.name}
                  loading="lazy"
                  className="aspect-square w-full rounded-md border border-line bg-canvas object-cover group-hover:border-accent"
                />
                <span className="truncate text-2xs text-ink-faint">{asset.name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {query.hasNextPage ? (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()} className="self-center">
          More
        </Button>
      ) : null}
    </div>
  )
}
