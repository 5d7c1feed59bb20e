import { ArrowLeft, ChevronLeft, ChevronRight, PanelRight } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useAssetCount } from '../../../api/asset-window.ts'
import { type AssetFilter, useAsset } from '../../../api/assets.ts'
import type { Asset } from '../../../api/wire.ts'
import { Badge } from '../../../design/badge.tsx'
import { classNames } from '../../../design/class-names.ts'
import { ErrorState } from '../../../design/error-state.tsx'
import { IconButton } from '../../../design/icon-button.tsx'
import { Segmented } from '../../../design/segmented.tsx'
import { Skeleton } from '../../../design/skeleton.tsx'
import { toastError } from '../../../design/toast-store.ts'
import { useShortcut } from '../../../keyboard/use-shortcut.ts'
import { announce } from '../announce.tsx'
import { describeAsset, kindOf } from '../asset-words.ts'
import { CompareView } from '../compare/compare-view.tsx'
import { LineageView } from '../lineage/lineage-view.tsx'
import type { DetailMode, useGalleryAddress } from '../use-gallery-address.ts'
import { DetailActions } from './detail-actions.tsx'
import { DetailPanel } from './detail-panel.tsx'
import { ImageStage } from './image-stage.tsx'
import { useListPlace } from './use-list-place.ts'
import { VersionsView } from './versions-view.tsx'

export interface DetailViewProps {
  readonly id: string
  readonly mode: DetailMode
  /** Id of the asset it is compared with. */
  readonly compare: string | undefined
  readonly filter: AssetFilter
  /** Where it is thought to stand in the list. */
  readonly index: number
  readonly onMove: (id: string, index: number) => void
  readonly go: ReturnType<typeof useGalleryAddress>['go']
}

/** One asset over the list: its picture, what is known of it, its versions and where it comes from. */
export function DetailView(props: DetailViewProps) {
  const { id, compare, go } = props
  const { data: asset, error, refetch } = useAsset(id)
  const other = useAsset(compare).data
  const frame = useRef<HTMLDivElement>(null)
  // Keys go to what is open, and back to the list when it is closed.
  useEffect(() => {
    frame.current?.focus()
    return () => {
      requestAnimationFrame(() => document.getElementById('asset-grid')?.focus())
    }
  }, [])
  return (
    <div
      ref={frame}
      tabIndex={-1}
      className="absolute inset-0 z-20 flex animate-fade flex-col bg-surface-0 outline-none"
    >
      {asset === undefined ? (
        error === null ? (
          <Skeleton className="m-4 flex-1" />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )
      ) : compare !== undefined && other !== undefined ? (
        <CompareView a={asset} b={other} onClose={() => go({ asset: id })} />
      ) : (
        <Opened {...props} asset={asset} />
      )}
    </div>
  )
}

const narrow = globalThis.matchMedia?.('(max-width: 63.99rem)')

function Opened({ asset, mode, filter, index, onMove, go }: DetailViewProps & { asset: Asset }) {
  const [panel, setPanel] = useState(true)
  const total = useAssetCount(filter)
  const place = useListPlace(asset.id, filter, index)
  const move = (step: 1 | -1) =>
    place.neighbour(step).then((to) => (to === undefined ? announce('No more') : onMove(to.id, to.index)), toastError)
  const close = () => go({})
  const scope = 'Asset'
  useEffect(() => announce(describeAsset(asset)), [asset])
  useShortcut({ id: 'asset-close', keys: 'escape', label: 'Back to the list', scope, action: close })
  useShortcut({
    id: 'asset-next',
    keys: 'arrowright',
    label: 'Next',
    scope,
    enabled: mode !== 'lineage',
    action: () => void move(1),
  })
  useShortcut({
    id: 'asset-previous',
    keys: 'arrowleft',
    label: 'Previous',
    scope,
    enabled: mode !== 'lineage',
    action: () => void move(-1),
  })
  useShortcut({
    id: 'asset-panel',
    keys: 'i',
    label: 'Show or hide the details',
    scope,
    action: () => setPanel(!panel),
  })
  useShortcut({
    id: 'asset-lineage',
    keys: 'l',
    label: 'Lineage',
    scope,
    action: () => go({ asset: asset.id, mode: mode === 'lineage' ? 'view' : 'lineage' }, true),
  })
  return (
    <>
      <title>{`${asset.name} · ai-workspace`}</title>
      <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line bg-surface-1 px-2 py-1.5">
        <IconButton label="Back to the list" keys="escape" icon={<ArrowLeft />} onClick={close} />
        <h1 className="min-w-0 truncate text-base font-semibold">{asset.name}</h1>
        <Badge className="max-sm:hidden">{kindOf(asset)}</Badge>
        {asset.trashedAt === undefined ? null : <Badge tone="warning">in the trash</Badge>}
        {!asset.current && asset.trashedAt === undefined ? <Badge tone="info">older version</Badge> : null}
        <div className="ml-auto flex items-center gap-1">
          <span className="px-1 text-xs text-ink-faint tabular-nums max-md:hidden">
            {place.index === undefined || total === undefined
              ? ''
              : `${(place.index + 1).toLocaleString('en')} of ${total.toLocaleString('en')}`}
          </span>
          <IconButton
            label="Previous"
            keys="arrowleft"
            icon={<ChevronLeft />}
            disabled={place.index === undefined || place.index === 0}
            onClick={() => void move(-1)}
          />
          <IconButton
            label="Next"
            keys="arrowright"
            icon={<ChevronRight />}
            disabled={place.index === undefined || place.index + 1 >= (total ?? 0)}
            onClick={() => void move(1)}
          />
        </div>
        <Segmented<DetailMode>
          label="What is shown"
          value={mode}
          onValueChange={(next) => go({ asset: asset.id, mode: next }, true)}
          options={[
            { value: 'view', label: 'Picture' },
            { value: 'versions', label: asset.versions > 1 ? `Versions ${asset.versions}` : 'Versions' },
            { value: 'lineage', label: 'Lineage' },
          ]}
          className="max-sm:order-last max-sm:w-full"
        />
        <DetailActions asset={asset} go={go} onTrashed={() => void move(1).then(() => undefined)} />
        <IconButton
          label={panel ? 'Hide the details' : 'Show the details'}
          keys="i"
          icon={<PanelRight />}
          pressed={panel}
          onClick={() => setPanel(!panel)}
          className="max-lg:hidden"
        />
      </header>
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto lg:flex-row lg:overflow-hidden">
        <div
          className={classNames(
            'min-h-0 min-w-0 lg:flex-1',
            mode === 'view' ? 'h-[62dvh] shrink-0 lg:h-auto' : 'max-lg:min-h-96',
          )}
        >
          {mode === 'view' ? (
            <ImageStage key={asset.id} asset={asset} />
          ) : mode === 'versions' ? (
            <VersionsView asset={asset} go={go} />
          ) : (
            <LineageView asset={asset} go={go} />
          )}
        </div>
        {panel || narrow?.matches ? (
          <aside
            aria-label="Details"
            className="shrink-0 border-line bg-surface-1 max-lg:border-t lg:w-84 lg:overflow-y-auto lg:border-l"
          >
            <DetailPanel asset={asset} go={go} />
          </aside>
        ) : null}
      </div>
    </>
  )
}
