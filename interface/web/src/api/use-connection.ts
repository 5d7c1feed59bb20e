import { useSyncExternalStore } from 'react'
import { type ConnectionState, connection } from './connection.ts'

export function useConnection(): ConnectionState {
  return useSyncExternalStore(connection.subscribe, connection.get)
}

/** How often a query asks by itself: never while the stream says when, every few seconds while it is down. */
export function usePolling(milliseconds = 3000): number | false {
  return useConnection() === 'live' ? false : milliseconds
}
