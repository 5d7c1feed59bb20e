import { useQueryClient } from '@tanstack/react-query'
import { PlugZap } from 'lucide-react'
import { useEffect } from 'react'
import { getHealth } from '../api/health.ts'

/** While the server is away this asks for it every two seconds: it is on this machine most often. */
const ASK_EVERY_MS = 2000

/** Says that the server is not running and goes away by itself when it is. */
export function OfflineNotice() {
  const client = useQueryClient()
  useEffect(() => {
    const timer = setInterval(() => {
      getHealth().then(
        () => client.invalidateQueries(),
        () => undefined,
      )
    }, ASK_EVERY_MS)
    return () => clearInterval(timer)
  }, [client])
  return (
    <div
      role="alert"
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-warning/40 bg-warning-soft px-4 py-2 text-warning-text"
    >
      <PlugZap aria-hidden className="size-4 shrink-0" />
      <span className="font-medium">The server is not running.</span>
      <span>
        Start it with{' '}
        <code className="rounded-sm bg-surface-1 px-1.5 py-0.5 font-mono text-xs text-ink">ai-workspace serve</code>.
        The studio connects by itself.
      </span>
    </div>
  )
}
