import type { QueryClient } from '@tanstack/react-query'
import { takeChatEvent } from './chat-events.ts'
import { connection } from './connection.ts'
import { EventStream } from './event-stream.ts'
import { knownPlace } from './known-place.ts'
import { markStale } from './mark-stale.ts'
import { progressStore } from './progress-store.ts'
import { staleKeys } from './query-keys.ts'
import type { StreamEvent } from './wire.ts'

type Listener = (event: StreamEvent) => void
const listeners = new Set<Listener>()

/** Events that come close together are answered with one refetch. */
const GATHER_MS = 80

/** Keeps the cache true to the server as long as the studio is open. Returns how to stop. */
export function followEvents(client: QueryClient): () => void {
  const gathered = new Map<string, readonly unknown[]>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const refetch = () => {
    timer = undefined
    for (const queryKey of gathered.values()) markStale(client, queryKey)
    gathered.clear()
  }
  const url = new URL('/api/v1/events', location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  let wasLost = false
  const stream = new EventStream({
    url: url.href,
    after: knownPlace.follow(() => markStale(client, [])),
    onState: (state) => {
      if (state === 'lost') {
        wasLost = true
        connection.streamLost()
      } else {
        connection.streaming()
        // What was missed comes as events, but queries that failed meanwhile want another try.
        if (wasLost) void client.invalidateQueries({ predicate: (query) => query.state.status === 'error' })
        wasLost = false
      }
    },
    onEvent: (event) => {
      if (stream.seq !== undefined) knownPlace.heard(stream.seq)
      progressStore.take(event)
      takeChatEvent(client, event)
      for (const listener of [...listeners]) listener(event)
      for (const key of staleKeys(event)) gathered.set(JSON.stringify(key), key)
      if (gathered.size > 0) timer ??= setTimeout(refetch, GATHER_MS)
    },
  })
  const wake = () => document.visibilityState === 'visible' && stream.wake()
  document.addEventListener('visibilitychange', wake)
  window.addEventListener('online', wake)
  return () => {
    document.removeEventListener('visibilitychange', wake)
    window.removeEventListener('online', wake)
    clearTimeout(timer)
    stream.close()
    knownPlace.unfollow()
  }
}

/** Calls `listener` for every event, for what no query covers. Returns how to stop. */
export function onEvent(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
