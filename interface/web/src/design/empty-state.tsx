import type { ReactNode } from 'react'

/** Nothing here yet: why, and the next step. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon?: ReactNode
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="mx-auto flex max-w-sm flex-col items-center gap-3 px-4 py-16 text-center">
      {icon === undefined ? null : (
        <div className="flex size-11 items-center justify-center rounded-xl border border-line bg-surface-2 text-ink-faint [&_svg]:size-5">
          {icon}
        </div>
      )}
      <h2 className="text-base font-semibold">{title}</h2>
      {children === undefined ? null : <div className="text-sm text-ink-soft">{children}</div>}
      {action === undefined ? null : <div className="mt-1 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
