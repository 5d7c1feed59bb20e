import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import { Toast as Radix } from 'radix-ui'
import { useLayoutEffect, useSyncExternalStore } from 'react'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import { makeRoomForToasts } from './toast-room.ts'
import { type ToastEntry, toastStore } from './toast-store.ts'

const icons = {
  info: <Info aria-hidden className="text-info-text" />,
  success: <CircleCheck aria-hidden className="text-success-text" />,
  error: <CircleAlert aria-hidden className="text-danger-text" />,
} as const

/** Once, around the studio: shows what `toast()` says. F8 moves the focus there. */
export function Toasts() {
  const entries = useSyncExternalStore(toastStore.subscribe, toastStore.get)
  useLayoutEffect(() => {
    // Where the bars stand may have changed since the last one.
    if (entries.length > 0) makeRoomForToasts()
  }, [entries])
  useLayoutEffect(() => {
    window.addEventListener('resize', makeRoomForToasts)
    return () => window.removeEventListener('resize', makeRoomForToasts)
  }, [])
  return (
    <Radix.Provider swipeDirection="right">
      {entries.map((entry) => (
        <ToastCard key={entry.id} entry={entry} />
      ))}
      <Radix.Viewport className="fixed right-3 bottom-[max(4.25rem+env(safe-area-inset-bottom),var(--toast-room,0px)+0.5rem)] z-50 flex w-90 max-w-[calc(100vw-1.5rem)] flex-col gap-2 outline-none sm:bottom-[max(0.75rem,var(--toast-room,0px)+0.5rem)]" />
    </Radix.Provider>
  )
}

function ToastCard({ entry }: { entry: ToastEntry }) {
  return (
    <Radix.Root
      // An undo must stay within reach; an error until it is read.
      duration={
        entry.stays ? Number.POSITIVE_INFINITY : entry.action ? 10_000 : entry.tone === 'error' ? 12_000 : 4_000
      }
      onOpenChange={(open) => !open && toastStore.dismiss(entry.id)}
      className="flex animate-rise items-start gap-2.5 rounded-lg border border-line bg-surface-2 p-3 shadow-high [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0"
    >
      {icons[entry.tone]}
      <div className="min-w-0 flex-1">
        <Radix.Title className="text-sm font-medium wrap-anywhere">{entry.title}</Radix.Title>
        {entry.detail === undefined ? null : (
          <Radix.Description className="mt-0.5 text-xs text-ink-soft wrap-anywhere">{entry.detail}</Radix.Description>
        )}
      </div>
      {entry.action === undefined ? null : (
        <Radix.Action asChild altText={entry.action.label}>
          <Button size="small" onClick={entry.action.onSelect}>
            {entry.action.label}
          </Button>
        </Radix.Action>
      )}
      <Radix.Close asChild>
        <IconButton size="small" label="Dismiss" icon={<X />} />
      </Radix.Close>
    </Radix.Root>
  )
}
