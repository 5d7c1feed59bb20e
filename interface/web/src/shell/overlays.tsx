import { lazy, Suspense, useSyncExternalStore } from 'react'
import { ShortcutList } from '../keyboard/shortcut-list.tsx'
import { NewProjectDialog } from './new-project-dialog.tsx'
import { type OverlayName, overlay } from './overlay-store.ts'

// The palette brings its own search; nobody needs it to see the first page.
const CommandPalette = lazy(async () => ({ default: (await import('./command-palette.tsx')).CommandPalette }))

/** What lies over every page when asked for. */
export function Overlays() {
  const open = useSyncExternalStore(overlay.subscribe, overlay.get)
  const change = (name: OverlayName) => (isOpen: boolean) => overlay.set(isOpen ? name : undefined)
  return (
    <>
      {open === 'palette' ? (
        <Suspense>
          <CommandPalette onOpenChange={change('palette')} />
        </Suspense>
      ) : null}
      <ShortcutList open={open === 'shortcuts'} onOpenChange={change('shortcuts')} />
      <NewProjectDialog open={open === 'new-project'} onOpenChange={change('new-project')} />
    </>
  )
}
