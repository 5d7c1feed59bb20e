import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

/**
 * The frame of every page: a header with title and actions, and the scrolling body. `wide` gives the body the whole width
 * without padding, for canvases; `fill` also leaves the scrolling to what is in it, for long lists.
 */
export function Page({
  title,
  detail,
  actions,
  toolbar,
  wide = false,
  fill = false,
  children,
}: {
  title: string
  /** Behind the title, quieter: a count, a name. */
  detail?: ReactNode
  actions?: ReactNode
  /** A second row: search, filters. */
  toolbar?: ReactNode
  wide?: boolean
  fill?: boolean
  children: ReactNode
}) {
  return (
    <div className="flex h-full min-h-0 flex-col">
      <title>{`${title} · ai-workspace`}</title>
      <header className="shrink-0 border-b border-line bg-surface-1">
        <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-2">
          <div className="flex min-w-0 items-baseline gap-2">
            <h1 className="truncate text-base font-semibold">{title}</h1>
            {detail === undefined ? null : <div className="truncate text-sm text-ink-faint">{detail}</div>}
          </div>
          {actions === undefined ? null : <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </div>
        {toolbar === undefined ? null : <div className="flex flex-wrap items-center gap-2 px-4 pb-2.5">{toolbar}</div>}
      </header>
      {fill ? (
        <div className="min-h-0 flex-1">{children}</div>
      ) : (
        // A scrolling region must be reachable with the keyboard.
        <div
          // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
          tabIndex={0}
          className={classNames('relative min-h-0 flex-1 overflow-y-auto -outline-offset-2', !wide && 'p-4')}
        >
          {children}
        </div>
      )}
    </div>
  )
}
