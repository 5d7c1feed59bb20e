import type { ReactNode } from 'react'

/** Names and values in two columns; what is undefined is left out. */
export function Facts({
  title,
  facts,
  action,
}: {
  title: string
  facts: readonly (readonly [name: string, value: ReactNode])[]
  action?: ReactNode
}) {
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <div className="flex min-h-7 items-center justify-between gap-2">
        <h3 className="text-xs font-medium text-ink-faint">{title}</h3>
        {action}
      </div>
      <dl className="grid grid-cols-[minmax(5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5">
        {facts
          .filter(([, value]) => value !== undefined)
          .map(([name, value]) => (
            <div key={name} className="col-span-2 grid grid-cols-subgrid">
              <dt className="text-ink-faint">{name}</dt>
              <dd className="wrap-anywhere">{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  )
}
