import { useState } from 'react'
import { assetThumbnailUrl, useAsset, useBatch } from '../../../api/assets.ts'
import type { Asset, Job } from '../../../api/wire.ts'
import { Button } from '../../../design/button.tsx'
import { classNames } from '../../../design/class-names.ts'
import { EmptyState } from '../../../design/empty-state.tsx'
import { ErrorState } from '../../../design/error-state.tsx'
import { keepToastsAbove } from '../../../design/toast-room.ts'
import { toastError } from '../../../design/toast-store.ts'
import { useShortcut } from '../../../keyboard/use-shortcut.ts'
import { dragAsset } from '../pictures/drag-asset.ts'
import { CompareSlider } from './compare-slider.tsx'
import { ReadingNote } from './reading-note.tsx'
import { ResultActions } from './result-actions.tsx'
import { ResultFacts } from './result-facts.tsx'
import { type Result, resultOfJob } from './result-of-job.ts'
import { ReuseMenu } from './reuse-menu.tsx'
import { Tiled } from './tiled.tsx'

/** One picture large, or several of one job as a grid that each opens from. */
export function ImageView({
  job,
  result,
  older,
}: {
  job: Job
  result: Extract<Result, { kind: 'image' }>
  /** The picture to compare with. */
  older: Job | undefined
}) {
  const many = result.images.length > 1
  const [chosen, setChosen] = useState<string | undefined>(many ? undefined : result.images[0])
  const [isComparing, setComparing] = useState(false)
  const [isTiled, setTiled] = useState(false)
  const query = useAsset(chosen)
  const before = older === undefined ? undefined : firstImage(older)
  const canCompare = before !== undefined && chosen !== undefined
  useShortcut({
    id: 'create-compare',
    keys: 'c',
    label: 'Compare with the picture before',
    scope: 'Create',
    enabled: canCompare,
    action: () => setComparing((on) => !on),
  })
  if (chosen === undefined) {
    return (
      <>
        <ImageGrid images={result.images} onOpen={setChosen} />
        <div ref={keepToastsAbove} className="shrink-0">
          <ReadingNote job={job} />
          <ResultFacts job={job} />
          <div className="flex bg-surface-1 px-3 py-1.5">
            <ReuseMenu job={job} />
          </div>
        </div>
      </>
    )
  }
  const asset = query.data
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="relative flex min-h-0 flex-1 items-center justify-center p-4">
        {query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : asset?.trashedAt !== undefined ? (
          <Trashed asset={asset} />
        ) : isComparing && before !== undefined && asset !== undefined ? (
          <CompareSlider before={`/api/v1/assets/${before}/file`} after={asset.url} />
        ) : isTiled && asset !== undefined ? (
          <Tiled url={asset.url} name={asset.name} />
        ) : (
          <Picture id={chosen} asset={asset} />
        )}
        {many ? (
          <Button size="small" className="absolute top-3 left-3" onClick={() => setChosen(undefined)}>
            All {result.images.length}
          </Button>
        ) : null}
      </div>
      <div ref={keepToastsAbove} className="shrink-0">
        <ReadingNote job={job} />
        <ResultFacts job={job} asset={asset} />
        {asset === undefined || asset.trashedAt !== undefined ? null : (
          <ResultActions
            job={job}
            asset={asset}
            compare={canCompare ? { on: isComparing, toggle: () => setComparing((on) => !on) } : undefined}
            tile={asset.facts['tileable'] === true ? { on: isTiled, toggle: () => setTiled((on) => !on) } : undefined}
          />
        )}
      </div>
    </div>
  )
}

/** The file itself; a click shows it pixel by pixel. Dragged out it is a file. */
function Picture({ id, asset }: { id: string; asset: Asset | undefined }) {
  const [isFull, setFull] = useState(false)
  const width = asset?.facts['width']
  return (
    <button
      type="button"
      aria-label={isFull ? 'Show it whole' : 'Show it pixel by pixel'}
      onClick={() => setFull(!isFull)}
      draggable
      onDragStart={(event) => asset !== undefined && dragAsset(event.dataTransfer, asset, fileNameOf(asset))}
      className={classNames(
        'flex items-center justify-center',
        isFull ? 'absolute inset-0 cursor-zoom-out overflow-auto bg-canvas' : 'size-full min-h-0 cursor-zoom-in',
      )}
    >
      <img
        src={asset?.url ?? assetThumbnailUrl(id, 'large')}
        alt={asset === undefined ? '' : String(asset.facts['prompt'] ?? asset.name)}
        data-result={id}
        draggable={false}
        style={isFull || typeof width !== 'number' ? undefined : { maxWidth: `min(100%, ${2 * width}px)` }}
        className={isFull ? 'm-auto max-w-none' : 'size-full object-contain'}
      />
    </button>
  )
}

function ImageGrid({ images, onOpen }: { images: readonly string[]; onOpen: (id: string) => void }) {
  const columns = Math.ceil(Math.sqrt(images.length))
  return (
    <ul
      className={classNames(
        'grid min-h-0 flex-1 gap-2 p-4',
        // As many as fit whole are shown whole; more scroll.
        images.length > 9 ? 'auto-rows-max grid-cols-2 overflow-y-auto sm:grid-cols-4' : 'auto-rows-fr',
      )}
      style={images.length > 9 ? undefined : { gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
    >
      {images.map((id, place) => (
        <li key={id} className="flex min-h-0 min-w-0 justify-center">
          <button type="button" onClick={() => onOpen(id)} className="group min-h-0">
            <img
              src={assetThumbnailUrl(id, 'medium')}
              alt={`${place + 1} of ${images.length}`}
              className="size-full rounded-md object-contain transition-opacity group-hover:opacity-85"
            />
          </button>
        </li>
      ))}
    </ul>
  )
}

function Trashed({ asset }: { asset: Asset }) {
  const batch = useBatch()
  return (
    <EmptyState
      title="It is in the trash"
      action={
        <Button
          busy={batch.isPending}
          onClick={() => batch.mutate({ ids: [asset.id], action: 'restore' }, { onError: toastError })}
        >
          Put it back
        </Button>
      }
    />
  )
}

function firstImage(job: Job): string | undefined {
  const result = resultOfJob(job)
  return result?.kind === 'image' ? result.images[0] : undefined
}

function fileNameOf(asset: Asset): string {
  return asset.path.split('/').at(-1) ?? asset.name
}
