import { Check } from 'lucide-react'
import { DropdownMenu as Radix, ContextMenu as RadixContext } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Kbd } from './kbd.tsx'

export interface MenuItem {
  readonly label: string
  readonly icon?: ReactNode
  readonly keys?: string | undefined
  readonly onSelect: () => void
  readonly disabled?: boolean
  readonly danger?: boolean
  /** A tick before it. */
  readonly checked?: boolean
}

/** Items, with 'line' between groups and `{ heading }` above one. */
export type MenuEntry = MenuItem | 'line' | { readonly heading: string }

const panel =
  'z-50 max-h-(--radix-popper-available-height) min-w-48 max-w-80 animate-fade overflow-y-auto rounded-lg border border-line bg-surface-2 p-1 shadow-high'
const row =
  'flex h-8 items-center gap-2 rounded-md px-2 text-sm outline-none select-none cursor-pointer data-[highlighted]:bg-surface-3 data-[disabled]:opacity-45 data-[disabled]:pointer-events-none [&>svg]:size-4 [&>svg]:text-ink-faint pointer-coarse:h-11'

/** A list of actions that opens from its trigger: any button of the kit. */
export function Menu({
  trigger,
  entries,
  align = 'start',
  side = 'bottom',
}: {
  trigger: ReactNode
  entries: readonly MenuEntry[]
  align?: 'start' | 'end'
  side?: 'top' | 'bottom' | 'right'
}) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content align={align} side={side} sideOffset={6} collisionPadding={8} className={panel}>
          {draw(entries, Radix)}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** The same list at the pointer, on a right click or a long press. Everything in it must also be reachable without. */
export function ContextMenu({ children, entries }: { children: ReactNode; entries: readonly MenuEntry[] }) {
  return (
    <RadixContext.Root modal={false}>
      <RadixContext.Trigger asChild>{children}</RadixContext.Trigger>
      <RadixContext.Portal>
        <RadixContext.Content collisionPadding={8} className={panel}>
          {draw(entries, RadixContext)}
        </RadixContext.Content>
      </RadixContext.Portal>
    </RadixContext.Root>
  )
}

function draw(entries: readonly MenuEntry[], Parts: typeof Radix | typeof RadixContext) {
  return entries.map((entry, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing else to be known by
    if (entry === 'line') return <Parts.Separator key={`line-${index}`} className="my-1 h-px bg-line" />
    if ('heading' in entry) {
      return (
        <Parts.Label key={entry.heading} className="px-2 pt-1.5 pb-1 text-2xs font-medium text-ink-faint">
          {entry.heading}
        </Parts.Label>
      )
    }
    return (
      <Parts.Item
        key={entry.label}
        disabled={entry.disabled ?? false}
        onSelect={entry.onSelect}
        className={classNames(row, entry.danger && 'text-danger-text')}
      >
        {entry.icon}
        <span className="min-w-0 flex-1 truncate">{entry.label}</span>
        {entry.checked === true ? <Check aria-label="chosen" /> : null}
        {entry.keys === undefined ? null : <Kbd keys={entry.keys} />}
      </Parts.Item>
    )
  })
}
