import type { DragEvent, ReactNode } from 'react'
import { classNames } from '../../../design/class-names.ts'

/** One line of the panel: pressed it narrows the list, pressed again it no longer does. */
export function FacetRow({
  icon,
  label,
  count,
  on,
  onPress,
  drop,
  action,
}: {
  icon?: ReactNode
  label: string
  count: number
  on: boolean
  onPress: () => void
  /** Assets can be dropped on it. */
  drop?: { readonly over: boolean; readonly handlers: DropHandlers }
  /** A small button behind the count. */
  action?: ReactNode
}) {
  return (
    <div
      {...drop?.handlers}
      className={classNames(
        'group/facet relative flex min-h-8 items-center rounded-md transition-colors pointer-coarse:min-h-11',
        drop?.over ? 'bg-accent-soft ring-2 ring-accent ring-inset' : on ? 'bg-accent-soft' : 'hover:bg-surface-3',
      )}
    >
      <button
        type="button"
        aria-pressed={on}
        onClick={onPress}
        className={classNames(
          'flex min-w-0 flex-1 items-center gap-2 self-stretch rounded-md px-2 text-left text-sm -outline-offset-2 [&>svg]:size-4 [&>svg]:shrink-0',
          on ? 'font-medium text-accent-text' : 'text-ink-soft group-hover/facet:text-ink [&>svg]:text-ink-faint',
        )}
      >
        {icon}
        <span className="min-w-0 flex-1 truncate">{label}</span>
        <span
          className={classNames(
            'text-xs text-ink-faint tabular-nums',
            action !== undefined &&
              'pointer-fine:group-focus-within/facet:opacity-0 pointer-fine:group-hover/facet:opacity-0',
          )}
        >
          {count.toLocaleString('en')}
        </span>
      </button>
      {action === undefined ? null : (
        <div className="absolute right-0.5 opacity-0 group-focus-within/facet:opacity-100 group-hover/facet:opacity-100 pointer-coarse:static pointer-coarse:opacity-100">
          {action}
        </div>
      )}
    </div>
  )
}

export interface DropHandlers {
  readonly onDragEnter: (event: DragEvent) => void
  readonly onDragOver: (event: DragEvent) => void
  readonly onDragLeave: (event: DragEvent) => void
  readonly onDrop: (event: DragEvent) => void
}
