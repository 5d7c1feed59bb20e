import { registerSW } from 'virtual:pwa-register'
import { useEffect } from 'react'
import { toast } from '../design/toast-store.ts'

/** A server that was updated has a new studio; a page that stays open for days would not notice. */
const LOOK_EVERY_MS = 30 * 60_000

/** Registers the service worker and offers its updates. Draws nothing itself. */
export function UpdatePrompt() {
  useEffect(() => {
    if (!import.meta.env.PROD) return
    const update = registerSW({
      onNeedRefresh: () =>
        toast({
          title: 'A new version of the studio is ready',
          stays: true,
          action: { label: 'Reload', onSelect: () => void update(true) },
        }),
      onRegisteredSW: (_url, registration) => {
        if (registration !== undefined) setInterval(() => void registration.update(), LOOK_EVERY_MS)
      },
    })
  }, [])
  return null
}
