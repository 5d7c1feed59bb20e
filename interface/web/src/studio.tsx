import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { RouterProvider } from 'react-router/dom'
import { connection } from './api/connection.ts'
import { followEvents } from './api/events.ts'
import { getHealth } from './api/health.ts'
import { projectsQuery } from './api/projects.ts'
import { makeQueryClient } from './api/query-client.ts'
import { useConnection } from './api/use-connection.ts'
import { Toasts } from './design/toast.tsx'
import { TooltipProvider } from './design/tooltip.tsx'
import { listenForShortcuts } from './keyboard/listen.ts'
import { UpdatePrompt } from './pwa/update-prompt.tsx'
import { makeRouter } from './router.tsx'

/** The whole studio: what every page stands on. */
export function Studio() {
  const [client] = useState(makeClient)
  const [router] = useState(() => makeRouter(client))
  const signedOut = useConnection() === 'signed-out'
  useEffect(() => (signedOut ? undefined : followWhenLoggedIn(client)), [client, signedOut])
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

/** Nearly every page begins with the current project: asked for while the page's own script still loads. */
function makeClient(): QueryClient {
  const client = makeQueryClient()
  if (location.pathname !== '/login') void client.prefetchQuery(projectsQuery)
  return client
}

/** Signed out, the stream would only be refused again and again; without an answer it waits for the server by itself. */
function followWhenLoggedIn(client: QueryClient): () => void {
  let stop: (() => void) | undefined
  let stopped = false
  const start = () => {
    if (!stopped) stop = followEvents(client)
  }
  getHealth().then(({ authenticated }) => (authenticated ? start() : connection.signedOut()), start)
  return () => {
    stopped = true
    stop?.()
  }
}
