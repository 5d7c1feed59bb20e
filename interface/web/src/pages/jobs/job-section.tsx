import type { ReactNode } from 'react'

/** A heading and its jobs. */
export function JobSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="sticky top-0 z-10 bg-surface-0 px-3 py-1.5 text-xs font-medium text-ink-faint">{title}</h2>
      <div className="flex flex-col">{children}</div>
    </section>
  )
}
