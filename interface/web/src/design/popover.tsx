import { Popover as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

/** A small panel that belongs to its trigger. */
export function Popover({
  trigger,
  label,
  align = 'end',
  children,
}: {
  trigger: ReactNode
  label: string
  align?: 'start' | 'center' | 'end'
  children: ReactNode
}) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-40 w-80 max-w-[calc(100vw-1rem)] animate-fade rounded-lg border border-line bg-surface-2 p-3 shadow-high focus:outline-none"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
