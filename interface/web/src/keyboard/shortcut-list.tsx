import { useSyncExternalStore } from 'react'
import { Dialog } from '../design/dialog.tsx'
import { Kbd } from '../design/kbd.tsx'
import { shortcuts } from './shortcuts.ts'

/** Every shortcut that works on this page, by scope. */
export function ShortcutList({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const list = useSyncExternalStore(shortcuts.subscribe, shortcuts.get)
  const scopes = Map.groupBy(list, ({ scope }) => scope)
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts" size="large">
      <div className="gap-x-10 pb-4 sm:columns-2">
        {[...scopes].map(([scope, items]) => (
          <section key={scope} aria-label={scope} className="mb-6 break-inside-avoid">
            <h3 className="mb-2 text-xs font-medium text-ink-faint">{scope}</h3>
            <dl className="flex flex-col">
              {items.map(({ id, label, keys }) => (
                <div key={id} className="flex h-8 items-center justify-between gap-4 border-b border-line">
                  <dt className="truncate">{label}</dt>
                  <dd>
                    <Kbd keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
