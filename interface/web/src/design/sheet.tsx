import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { focusContent } from './focus-content.ts'
import { IconButton } from './icon-button.tsx'

/** Details of one thing, from the right edge; from below on narrow screens. */
export function Sheet({
  open,
  onOpenChange,
  title,
  actions,
  children,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  /** Beside the title. */
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-veil" />
        <Radix.Content
          // A toast is the topmost layer and would take the key for itself; menus inside are elsewhere in the page.
          onKeyDown={(event) => {
            if (event.key === 'Escape' && event.currentTarget.contains(event.target as Node)) onOpenChange(false)
          }}
          aria-describedby={undefined}
          onOpenAutoFocus={focusContent}
          className="fixed inset-x-0 bottom-0 z-40 flex max-h-[88dvh] animate-rise flex-col rounded-t-xl border border-line bg-surface-1 shadow-high focus:outline-none sm:inset-y-0 sm:right-0 sm:left-auto sm:max-h-none sm:w-110 sm:max-w-[90vw] sm:animate-slide sm:rounded-none sm:border-y-0 sm:border-r-0"
        >
          <div className="flex min-h-12 items-center justify-between gap-2 border-b border-line px-4">
            <Radix.Title className="min-w-0 truncate text-base font-semibold">{title}</Radix.Title>
            <div className="flex items-center gap-1">
              {actions}
              <Radix.Close asChild>
                <IconButton label="Close" icon={<X />} size="small" />
              </Radix.Close>
            </div>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto p-4">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
