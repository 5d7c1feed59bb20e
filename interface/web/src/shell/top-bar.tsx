import { Redo2, Search, Undo2 } from 'lucide-react'
import { useCurrentProject, useHistory } from '../api/projects.ts'
import { IconButton } from '../design/icon-button.tsx'
import { Kbd } from '../design/kbd.tsx'
import { ChatToggle } from './chat-toggle.tsx'
import { ConnectionMark } from './connection-mark.tsx'
import { overlay } from './overlay-store.ts'
import { ProjectSwitcher } from './project-switcher.tsx'
import { QueueIndicator } from './queue-indicator.tsx'
import { ThemeSwitch } from './theme-switch.tsx'
import { useUndoWithToast } from './use-undo-with-toast.ts'

/** Where the work goes, what is going on, and the way to everything else. */
export function TopBar() {
  const project = useCurrentProject()
  const history = useHistory(project?.slug).data
  const undo = useUndoWithToast()
  return (
    <header className="flex h-12 items-center gap-1 border-b border-line bg-surface-1 px-2">
      <ProjectSwitcher />
      <IconButton
        label="Undo"
        keys="mod+z"
        icon={<Undo2 />}
        disabled={history?.canUndo !== true}
        onClick={() => undo('undo')}
      />
      <IconButton
        label="Redo"
        keys="mod+shift+z"
        icon={<Redo2 />}
        disabled={history?.canRedo !== true}
        onClick={() => undo('redo')}
      />
      <div className="flex flex-1 justify-end md:justify-center">
        <button
          type="button"
          onClick={() => overlay.set('palette')}
          className="flex h-8 w-8 items-center justify-center gap-2 rounded-md text-ink-soft transition-colors hover:bg-surface-3 hover:text-ink md:w-full md:max-w-90 md:justify-start md:border md:border-line md:bg-surface-0 md:px-2.5 md:text-ink-faint pointer-coarse:h-10 pointer-coarse:w-10"
        >
          <Search aria-hidden className="size-4" />
          <span className="sr-only flex-1 truncate text-left md:not-sr-only">Search or run a command</span>
          <span className="hidden md:inline">
            <Kbd keys="mod+k" />
          </span>
        </button>
      </div>
      <ChatToggle />
      <QueueIndicator />
      <ConnectionMark />
      <ThemeSwitch />
    </header>
  )
}
