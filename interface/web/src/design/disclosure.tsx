import { ChevronRight } from 'lucide-react'
import { Collapsible } from 'radix-ui'
import { type ReactNode, useState } from 'react'

/** A part of a form that opens and closes. `detail` says in a few words what is set inside, so that it need not be opened to see. */
export function Disclosure({
  title,
  detail,
  icon,
  open: openFromOutside,
  onOpenChange,
  startOpen = false,
  children,
}: {
  title: string
  detail?: ReactNode
  icon?: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
  startOpen?: boolean
  children: ReactNode
}) {
  const [ownOpen, setOwnOpen] = useState(startOpen)
  const open = openFromOutside ?? ownOpen
  return (
    <Collapsible.Root
      open={open}
      onOpenChange={(next) => {
        setOwnOpen(next)
        onOpenChange?.(next)
      }}
      className="border-t border-line"
    >
      <Collapsible.Trigger className="group flex h-10 w-full items-center gap-2 px-4 text-left text-sm font-medium -outline-offset-2 transition-colors hover:bg-surface-2 pointer-coarse:h-12 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-ink-faint">
        <ChevronRight aria-hidden className="transition-transform group-data-[state=open]:rotate-90" />
        {icon}
        {title}
        <span className="min-w-0 flex-1 truncate text-right text-xs font-normal text-ink-faint">{detail}</span>
      </Collapsible.Trigger>
      <Collapsible.Content className="flex flex-col gap-4 px-4 pt-1 pb-4">{children}</Collapsible.Content>
    </Collapsible.Root>
  )
}
