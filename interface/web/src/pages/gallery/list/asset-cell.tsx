import { Check, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import { thumbnailUrl } from '../../../api/assets.ts'
import type { Asset } from '../../../api/wire.ts'
import { classNames } from '../../../design/class-names.ts'
import { describeAsset, failedMeasures, kindOf } from '../asset-words.ts'
import { KindIcon } from '../kind-icon.tsx'
import { Stars } from '../rating.tsx'

export interface AssetCellProps {
  readonly asset: Asset | undefined
  readonly index: number
  readonly column: number
  readonly selected: boolean
  /** The keys act on this one. */
  readonly focused: boolean
  /** Something is selected: a click selects, and every cell shows its mark. */
  readonly selecting: boolean
  readonly draggable: boolean
  readonly size: 'small' | 'medium' | 'large'
  /** There is room for the word of its kind beside the sign. */
  readonly kindWord: boolean
  readonly caption: boolean
}

/** One asset of the grid. It has no handlers of its own: the grid listens once for all of them by `data-index`. */
export const AssetCell = memo(function AssetCell(props: AssetCellProps) {
  const { asset, index, column, selected, focused, selecting, caption } = props
  return (
    // The keys are handled by the grid, which holds the focus and names the cell as its active one.
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    // biome-ignore lint/a11y/useSemanticElements: a table of pictures that is drawn in parts
    <div
      id={`cell-${index}`}
      role="gridcell"
      aria-colindex={column + 1}
      aria-selected={selected}
      aria-label={asset === undefined ? 'Loading' : describeAsset(asset)}
      data-index={index}
      data-id={asset?.id}
      draggable={props.draggable && asset !== undefined}
      className={classNames(
        'group/cell relative flex min-w-0 cursor-pointer flex-col select-none [-webkit-touch-callout:none]',
        selected && 'is-selected',
      )}
    >
      <div
        className={classNames(
          'relative aspect-square overflow-hidden rounded-md bg-surface-3 transition-[scale,box-shadow] duration-100',
          selected && 'scale-94 ring-2 ring-accent ring-offset-2 ring-offset-surface-0',
          focused &&
            'outline-2 -outline-offset-2 outline-transparent group-focus-visible/grid:outline-focus group-focus-visible/grid:outline-offset-2',
        )}
      >
        {asset === undefined ? (
          <div aria-hidden className="absolute inset-0 animate-breathe bg-surface-3" />
        ) : (
          <Picture key={asset.id} asset={asset} size={props.size} />
        )}
        {asset === undefined ? null : (
          <>
            <span
              aria-hidden
              data-check
              className={classNames(
                'absolute top-0 left-0 flex size-9 items-center justify-center transition-opacity',
                selected || selecting
                  ? 'opacity-100'
                  : 'opacity-0 group-hover/cell:opacity-100 pointer-coarse:opacity-0',
              )}
            >
              <span
                className={classNames(
                  'flex size-5 items-center justify-center rounded-full border shadow-low',
                  selected
                    ? 'border-accent bg-accent text-accent-ink'
                    : 'border-line-strong bg-surface-1/85 text-transparent',
                )}
              >
                <Check className="size-3.5" strokeWidth={3} />
              </span>
            </span>
            <Marks asset={asset} kindWord={props.kindWord} />
          </>
        )}
      </div>
      {caption ? <Caption asset={asset} /> : null}
    </div>
  )
})

function Picture({ asset, size }: { asset: Asset; size: AssetCellProps['size'] }) {
  return (
    <>
      <KindIcon
        kind={asset.kind}
        strokeWidth={1.25}
        className="absolute top-1/2 left-1/2 size-8 -translate-1/2 text-ink-faint"
      />
      <img
        src={thumbnailUrl(asset, size)}
        alt=""
        decoding="async"
        draggable={false}
        className={classNames(
          'absolute inset-0 size-full opacity-0 transition-opacity duration-200 data-here:opacity-100',
          asset.kind === 'mesh' || asset.kind === 'form' ? 'bg-canvas object-contain' : 'bg-surface-3 object-cover',
        )}
        onLoad={({ currentTarget }) => currentTarget.setAttribute('data-here', '')}
        // A kind without a picture keeps its icon.
        onError={({ currentTarget }) => {
          currentTarget.hidden = true
        }}
      />
    </>
  )
}

function Marks({ asset, kindWord }: { asset: Asset; kindWord: boolean }) {
  const failed = failedMeasures(asset).length > 0
  const kind = asset.kind === 'image' ? undefined : asset
  if (!failed && kind === undefined && asset.rating === undefined && asset.versions < 2) return null
  const mark = 'flex h-4.5 items-center rounded-sm bg-surface-1/85 px-1 text-2xs text-ink-soft'
  return (
    <div aria-hidden className="pointer-events-none absolute inset-x-1 bottom-1 flex flex-wrap-reverse items-end gap-1">
      {kind === undefined ? null : (
        <span className={classNames(mark, 'max-w-full gap-1')}>
          <KindIcon kind={kind.kind} className="size-3 shrink-0" />
          {kindWord ? <span className="truncate">{kindOf(kind)}</span> : null}
        </span>
      )}
      {asset.rating === undefined ? null : (
        <span className={classNames(mark, 'text-warning-text')}>
          <Stars rating={asset.rating} />
        </span>
      )}
      {asset.versions > 1 ? <span className={classNames(mark, 'tabular-nums')}>v{asset.version}</span> : null}
      {failed ? (
        <span className={classNames(mark, 'text-warning-text')}>
          <TriangleAlert className="size-3" />
        </span>
      ) : null}
    </div>
  )
}

function Caption({ asset }: { asset: Asset | undefined }) {
  return (
    <div className="flex h-11 min-w-0 flex-col justify-center gap-0.5 px-0.5">
      <span className="truncate text-sm font-medium">{asset?.name ?? ''}</span>
      <span className="truncate text-2xs text-ink-faint">
        {asset === undefined ? '' : [kindOf(asset), pixels(asset)].filter(Boolean).join(' · ')}
      </span>
    </div>
  )
}

function pixels({ facts }: Asset): string | undefined {
  const { width, height } = facts
  return typeof width === 'number' && typeof height === 'number' ? `${width} × ${height}` : undefined
}
