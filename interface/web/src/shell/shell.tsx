import { lazy, Suspense, useEffect } from 'react'
import { Outlet, useLocation, useNavigate, useNavigation } from 'react-router'
import { useConnection } from '../api/use-connection.ts'
import { classNames } from '../design/class-names.ts'
import { BottomBar } from './bottom-bar.tsx'
import { ChatNews } from './chat-news.tsx'
import { JobNews } from './job-news.tsx'
import { OfflineNotice } from './offline-notice.tsx'
import { Overlays } from './overlays.tsx'
import { Rail } from './rail.tsx'
import { StudioShortcuts } from './studio-shortcuts.tsx'
import { TopBar } from './top-bar.tsx'
import { useChatToggle } from './use-chat-toggle.ts'

// It brings the whole chat; nobody needs that to see the first page.
const ChatPanel = lazy(async () => ({ default: (await import('../pages/chat/chat-panel.tsx')).ChatPanel }))

/** The frame around every page: rail, top bar, and on phones the bar below. */
export function Shell() {
  const connection = useConnection()
  const navigate = useNavigate()
  const { pathname, search } = useLocation()
  const { isOpen } = useChatToggle()
  const loading = useNavigation().state === 'loading'
  useEffect(() => {
    if (connection === 'signed-out')
      void navigate(`/login?next=${encodeURIComponent(pathname + search)}`, { replace: true })
  }, [connection, navigate, pathname, search])
  return (
    <div
      className={classNames(
        'grid h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)_auto] sm:grid-cols-[4.25rem_minmax(0,1fr)] sm:grid-rows-[auto_minmax(0,1fr)]',
        isOpen && 'lg:grid-cols-[4.25rem_minmax(0,1fr)_auto]',
      )}
    >
      <a
        href="#page"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 font-medium text-accent-ink focus:translate-y-0"
      >
        Skip to the page
      </a>
      <Rail />
      <TopBar />
      <main id="page" tabIndex={-1} className="relative flex min-h-0 flex-col outline-none" aria-busy={loading}>
        {loading ? <div aria-hidden className="absolute inset-x-0 top-0 z-30 h-0.5 animate-breathe bg-accent" /> : null}
        {connection === 'offline' ? <OfflineNotice /> : null}
        <div className="min-h-0 flex-1">
          <Outlet />
        </div>
      </main>
      <BottomBar />
      {isOpen ? (
        <Suspense>
          <ChatPanel />
        </Suspense>
      ) : null}
      <StudioShortcuts />
      <JobNews />
      <ChatNews />
      <Overlays />
    </div>
  )
}
