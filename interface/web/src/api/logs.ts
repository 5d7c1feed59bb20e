import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { request } from './request.ts'
import type { LogPage } from './wire.ts'

export type LogEntry = LogPage['items'][number]
export type LogLevel = LogEntry['level']

export interface LogFilter {
  /** Entries at least this important. */
  readonly level?: LogLevel
  /** Words that must all occur. */
  readonly q?: string
}

const PAGE = 100
/** As often as a person can read what is new. */
const FOLLOW_EVERY_MS = 1500

/** The log, newest first; with `follow` what is written from now on comes in front by itself. */
export function useLogs(filter: LogFilter, { follow }: { follow: boolean }) {
  const older = useInfiniteQuery({
    queryKey: ['logs', filter],
    queryFn: ({ pageParam, signal }) =>
      request<LogPage>('logs', { query: { ...filter, cursor: pageParam, limit: PAGE }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    // What is new comes by following; asking for all pages again would only move what is being read.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const start = older.isPlaceholderData ? undefined : older.data?.pages[0]?.newest
  const newer = useTail(filter, { start, follow })
  return { ...older, entries: [...newer, ...(older.data?.pages.flatMap(({ items }) => items) ?? [])] }
}

/** The entries written after `start`, newest first. */
function useTail({ level, q }: LogFilter, { start, follow }: { start: string | undefined; follow: boolean }) {
  const [tail, setTail] = useState<{ readonly after: string | undefined; readonly entries: readonly LogEntry[] }>({
    after: start,
    entries: [],
  })
  // Another filter has another beginning.
  useEffect(() => setTail({ after: start, entries: [] }), [start])
  useEffect(() => {
    if (!follow || tail.after === undefined) return
    const stop = new AbortController()
    const timer = setTimeout(() => {
      request<LogPage>('logs', { query: { level, q, after: tail.after, limit: PAGE }, signal: stop.signal }).then(
        ({ items, newest }) =>
          setTail((before) => ({ after: newest ?? before.after, entries: [...items.toReversed(), ...before.entries] })),
        // The next round asks again; that the server is gone is said above the page.
        () => stop.signal.aborted || setTail((before) => ({ ...before })),
      )
    }, FOLLOW_EVERY_MS)
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [follow, level, q, tail])
  return tail.entries
}
