import type { ReactNode } from 'react'
import { Sheet } from './sheet.tsx'
import { useMedia } from './use-media.ts'

/**
 * A list and the details of what is chosen in it: side by side where there is room, else the details in a sheet over the list. Goes into
 * a `<Page wide>`.
 */
export function Split({
  title,
  detail,
  onClose,
  children,
}: {
  /** Of the details, for screen readers and the sheet. */
  title: string
  /** Absent: nothing is chosen. */
  detail?: ReactNode
  onClose: () => void
  children: ReactNode
}) {
  const wide = useMedia('(min-width: 64rem)')
  if (!wide) {
    return (
      <>
        {children}
        <Sheet open={detail !== undefined} onOpenChange={(open) => !open && onClose()} title={title}>
          {detail}
        </Sheet>
      </>
    )
  }
  return (
    <div className="grid h-full min-h-0 grid-cols-[minmax(0,1fr)_auto]">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable with the keyboard */}
      <section aria-label="List" tabIndex={0} className="min-h-0 overflow-y-auto -outline-offset-2">
        {children}
      </section>
      {detail === undefined ? null : (
        <aside aria-label={title} className="min-h-0 w-104 overflow-y-auto border-l border-line bg-surface-1 p-4">
          {detail}
        </aside>
      )}
    </div>
  )
}
