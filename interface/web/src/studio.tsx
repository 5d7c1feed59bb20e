import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { RouterProvider } from 'react-router/dom'
import { followEvents } from './api/events.ts'
import { makeQueryClient } from './api/query-client.ts'
import { useConnection } from './api/use-connection.ts'
import { Toasts } from './design/toast.tsx'
import { TooltipProvider } from './design/tooltip.tsx'
import { listenForShortcuts } from './keyboard/listen.ts'
import { UpdatePrompt } from './pwa/update-prompt.tsx'
import { makeRouter } from './router.tsx'

/** The whole studio: what every page stands on. */
export function Studio() {
  const [client] = useState(makeQueryClient)
  const [router] = useState(makeRouter)
  // Signed out, the stream would only be refused again and again.
  const signedOut = useConnection() === 'signed-out'
  useEffect(() => (signedOut ? undefined : followEvents(client)), [client, signedOut])
  useEffect(listenForShortcuts, [])
  return (
    <QueryClientProvider client={client}>
      <TooltipProvider>
        <RouterProvider router={router} />
        <UpdatePrompt />
        <Toasts />
      </TooltipProvider>
    </QueryClientProvider>
  )
}
