import type { ReactNode } from 'react'

/** One part of the details, under its heading. */
export function Section({
  title,
  action,
  hideTitle = false,
  children,
}: {
  title: string
  action?: ReactNode
  hideTitle?: boolean
  children: ReactNode
}) {
  return (
    <section aria-label={title} className="flex flex-col gap-2 px-4 py-3">
      {hideTitle ? null : (
        <div className="flex min-h-7 items-center justify-between gap-2">
          <h2 className="text-xs font-medium text-ink-faint">{title}</h2>
          {action}
        </div>
      )}
      {children}
    </section>
  )
}

/** Names and values, one a line; what has no value is left out. */
export function Rows({ rows }: { rows: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1">
      {rows.map(([name, value]) =>
        value === undefined || value === '' ? null : (
          <div key={name} className="col-span-2 grid grid-cols-subgrid">
            <dt className="truncate text-ink-faint">{name}</dt>
            <dd className="wrap-anywhere">{value}</dd>
          </div>
        ),
      )}
    </dl>
  )
}
