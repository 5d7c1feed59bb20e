import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { TimelineGroup } from '../../../api/asset-facets.ts'
import { useAssetWindow } from '../../../api/asset-window.ts'
import type { AssetFilter } from '../../../api/assets.ts'
import { ErrorState } from '../../../design/error-state.tsx'
import { countWords } from '../asset-words.ts'
import { formatGroup } from './format-group.ts'
import { layOutGrid } from './grid-layout.ts'
import { GridRows } from './grid-rows.tsx'
import { Lasso } from './lasso-box.tsx'
import { Scrubber } from './scrubber.tsx'
import type { Selection } from './selection.ts'
import { useElementSize } from './use-element-size.ts'
import { useGridKeys } from './use-grid-keys.ts'
import { useGridPointer } from './use-grid-pointer.ts'
import { useSettled } from './use-settled.ts'
import { densitySizes, type ViewSettings } from './view-settings.ts'

const HEADING = 44
/** Room around the list, in CSS pixels; the scrubber lies in it on the right. */
const PADDING = 16

export interface AssetGridProps {
  readonly filter: AssetFilter
  readonly settings: ViewSettings
  /** How the list falls into days or sessions; only lists by time do. */
  readonly timeline: readonly TimelineGroup[] | undefined
  /** Whether these have headings. */
  readonly grouped: boolean
  readonly selection: Selection
  readonly setSelection: (next: Selection | ((before: Selection) => Selection)) => void
  readonly focus: number
  readonly setFocus: (index: number) => void
  readonly onOpen: (id: string, index: number) => void
  /** What to show instead of an empty list. */
  readonly empty: ReactNode
  /** The place of the list that the context menu is asked for. */
  readonly onMenu: (index: number) => void
}

/** The list of assets as a grid of any length: only what is in sight is drawn and asked for. */
export function AssetGrid(props: AssetGridProps) {
  const { filter, settings, timeline, selection, setSelection, focus, setFocus, onOpen } = props
  const scroller = useRef<HTMLDivElement>(null)
  const [settled, setSettled] = useState({ first: 0, last: 99 })
  const assets = useAssetWindow(filter, settled.first, settled.last)
  const { width, height } = useElementSize(scroller)
  const { cell, gap, caption } = densitySizes[settings.density]
  const groups = props.grouped ? timeline : undefined
  const layout = useMemo(
    () =>
      layOutGrid({
        width: Math.max(0, width - 2 * PADDING),
        cell,
        gap,
        caption,
        heading: HEADING,
        total: assets.total,
        ...(groups === undefined
          ? {}
          : { groups: groups.map((group) => ({ ...group, label: formatGroup(group.key) })) }),
      }),
    [width, cell, gap, caption, assets.total, groups],
  )
  const virtualizer = useVirtualizer({
    count: layout.rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: layout.rowHeight,
    paddingStart: PADDING,
    paddingEnd: PADDING,
    overscan: 2,
  })
  const rows = virtualizer.getVirtualItems()
  const firstRow = rows[0] === undefined ? undefined : layout.row(rows[0].index)
  const lastRow = rows.at(-1) === undefined ? undefined : layout.row(rows.at(-1)!.index)
  const [first, last] = [
    firstRow?.first ?? 0,
    lastRow === undefined ? 0 : lastRow.first + ('count' in lastRow ? lastRow.count : 1) - 1,
  ]
  useSettled(first, last, setSettled)

  // Another density or width keeps the asset at the top where it was.
  const top = useRef(0)
  const measured = useRef(layout)
  useLayoutEffect(() => {
    if (measured.current === layout) return
    const { columns, cell: size, rowCount, total } = measured.current
    const moved =
      columns !== layout.columns || size !== layout.cell || (total === layout.total && rowCount !== layout.rowCount)
    measured.current = layout
    virtualizer.measure()
    if (moved && top.current > 0) {
      virtualizer.scrollToOffset(layout.rowTop(layout.rowOf(top.current)) + PADDING)
    }
  }, [layout, virtualizer])
  useLayoutEffect(() => {
    const element = scroller.current
    const frame = element?.parentElement
    if (element === null || frame == null) return
    const onScroll = () => {
      const row = layout.rowCount === 0 ? undefined : layout.row(layout.rowAt(Math.max(0, element.scrollTop - PADDING)))
      top.current = row?.first ?? 0
    }
    // On the way down to the list: before its rows change, when asking for the place costs no layout.
    frame.addEventListener('scroll', onScroll, { passive: true, capture: true })
    return () => frame.removeEventListener('scroll', onScroll, { capture: true })
  }, [layout])
  // Whatever moved the place of the keys, it is in sight; a list that only grew stays where it is.
  const shown = useRef(focus)
  useEffect(() => {
    if (shown.current === focus || layout.rowCount === 0) return
    shown.current = focus
    virtualizer.scrollToIndex(layout.rowOf(Math.min(focus, layout.total - 1)), { align: 'auto' })
  }, [focus, layout, virtualizer])
  const listed = useRef(filter)
  useEffect(() => {
    if (listed.current === filter) return
    listed.current = filter
    shown.current = 0
    virtualizer.scrollToOffset(0)
  }, [filter, virtualizer])

  const list = { filter, layout, at: assets.at, selection, setSelection, focus, setFocus, onOpen }
  const keys = useGridKeys({ ...list, pageHeight: height })
  const pointer = useGridPointer({ ...list, scroller, padding: PADDING, gap, onMenu: props.onMenu })
  const size =
    layout.cell * Math.min(2, globalThis.devicePixelRatio || 1) <= 256
      ? 'small'
      : layout.cell <= 300
        ? 'medium'
        : 'large'

  const isEmpty = layout.total === 0 && !assets.isPending
  return (
    <div className="relative h-full min-h-0">
      {/* biome-ignore lint/a11y/useSemanticElements: a table of pictures that is drawn in parts */}
      <div
        ref={scroller}
        id="asset-grid"
        // The focus stays here; the active cell is told by its id.
        tabIndex={0}
        role="grid"
        aria-label={countWords(layout.total)}
        aria-multiselectable
        aria-rowcount={layout.rowCount}
        aria-colcount={layout.columns}
        aria-activedescendant={layout.total > 0 ? `cell-${focus}` : undefined}
        aria-busy={assets.isPending}
        className="group/grid h-full overflow-y-auto overscroll-contain outline-none [scrollbar-width:none] [&::-webkit-scrollbar]:hidden"
        {...keys}
        {...pointer.handlers}
      >
        {isEmpty ? null : (
          <GridRows
            rows={rows}
            height={virtualizer.getTotalSize()}
            layout={layout}
            at={assets.at}
            selection={selection}
            setSelection={setSelection}
            filter={filter}
            focus={focus}
            size={size}
            gap={gap}
            padding={PADDING}
            pending={assets.isPending}
          />
        )}
        <Lasso rectangle={pointer.lasso} padding={PADDING} />
      </div>
      {assets.isPending && assets.error !== undefined ? (
        <div className="absolute inset-0 overflow-y-auto bg-surface-0">
          <ErrorState error={assets.error} onRetry={assets.refetch} />
        </div>
      ) : null}
      {isEmpty ? <div className="absolute inset-0 overflow-y-auto">{props.empty}</div> : null}
      <Scrubber
        scroller={scroller}
        height={height}
        layout={layout}
        padding={PADDING}
        groups={timeline}
        at={assets.at}
      />
    </div>
  )
}
