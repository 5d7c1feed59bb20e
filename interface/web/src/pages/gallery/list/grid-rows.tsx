import { useQueryClient } from '@tanstack/react-query'
import type { VirtualItem } from '@tanstack/react-virtual'
import { CircleCheck } from 'lucide-react'
import { fetchIds } from '../../../api/asset-window.ts'
import type { AssetFilter } from '../../../api/assets.ts'
import type { Asset } from '../../../api/wire.ts'
import { IconButton } from '../../../design/icon-button.tsx'
import { toastError } from '../../../design/toast-store.ts'
import { AssetCell } from './asset-cell.tsx'
import type { GridLayout, GridRow } from './grid-layout.ts'
import { add, isSelected, type Selection, selectedCount } from './selection.ts'

export interface GridRowsProps {
  readonly rows: readonly VirtualItem[]
  readonly height: number
  readonly layout: GridLayout
  readonly at: (index: number) => Asset | undefined
  readonly selection: Selection
  readonly setSelection: (next: (before: Selection) => Selection) => void
  readonly filter: AssetFilter
  readonly focus: number
  readonly size: 'small' | 'medium' | 'large'
  readonly gap: number
  readonly padding: number
  readonly pending: boolean
}

/** The rows in sight, each at its place. */
export function GridRows(props: GridRowsProps) {
  const { rows, layout, height, gap, padding, pending } = props
  if (pending) return <Waiting {...props} />
  return (
    <div role="presentation" className="relative" style={{ height }}>
      {rows.map(({ index, start, key }) => {
        const row = layout.row(index)
        return (
          // biome-ignore lint/a11y/useSemanticElements: a table of pictures that is drawn in parts
          // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus
          <div
            key={key}
            role="row"
            aria-rowindex={index + 1}
            className="absolute top-0 grid [contain:layout_size_style]"
            style={{
              left: padding,
              right: padding,
              height: layout.rowHeight(index) - (row.kind === 'heading' ? 0 : gap),
              transform: `translateY(${start}px)`,
              gap,
              gridTemplateColumns: row.kind === 'heading' ? '1fr' : `repeat(${layout.columns}, minmax(0, 1fr))`,
            }}
          >
            {row.kind === 'heading' ? <Heading row={row} {...props} /> : <Items row={row} {...props} />}
          </div>
        )
      })}
    </div>
  )
}

function Items({ row, at, selection, focus, size, layout }: GridRowsProps & { row: GridRow & { kind: 'items' } }) {
  const selecting = selectedCount(selection) > 0
  return Array.from({ length: row.count }, (_, column) => {
    const index = row.first + column
    const asset = at(index)
    return (
      <AssetCell
        key={index}
        asset={asset}
        index={index}
        column={column}
        selected={asset !== undefined && isSelected(selection, asset.id)}
        focused={index === focus}
        selecting={selecting}
        draggable={canDrag}
        size={size}
        kindWord={layout.cell >= 140}
        caption={layout.rowHeight(layout.rowOf(index)) > layout.cell + 30}
      />
    )
  })
}

/** A finger that presses long selects; dragging would get in its way. */
const canDrag = globalThis.matchMedia?.('(pointer: coarse)').matches !== true

function Heading({ row, filter, setSelection }: GridRowsProps & { row: GridRow & { kind: 'heading' } }) {
  const client = useQueryClient()
  const { label, count } = row.group
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div role="gridcell" className="group/heading flex h-11 min-w-0 items-center gap-2 px-0.5">
      <h2 className="truncate text-sm font-semibold">{label}</h2>
      <span className="text-xs text-ink-faint tabular-nums">{count.toLocaleString('en')}</span>
      <IconButton
        size="small"
        label={`Select all of ${label}`}
        icon={<CircleCheck />}
        className="opacity-0 group-hover/heading:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
        onClick={() =>
          fetchIds(client, filter, row.first, row.first + count - 1).then(
            (ids) => setSelection((before) => add(before, ids)),
            toastError,
          )
        }
      />
    </div>
  )
}

/** The list's shape until it is here. */
function Waiting({ gap, padding }: GridRowsProps) {
  return (
    <div
      role="status"
      aria-label="Loading the assets"
      className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))]"
      style={{ gap, padding }}
    >
      {Array.from({ length: 24 }, (_, cell) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the cells are all alike
        <div key={cell} className="aspect-square animate-breathe rounded-md bg-surface-3" />
      ))}
    </div>
  )
}
