import { useJobs } from '../../api/jobs.ts'
import { useQueue } from '../../api/queue.ts'
import type { Job } from '../../api/wire.ts'
import { activeOf, endedFilter, type JobSelection } from './job-filter.ts'

/** The jobs of a selection in the three parts of the page, and how their loading goes. */
export function useJobList(selection: JobSelection) {
  const queue = useQueue()
  const filter = endedFilter(selection)
  const ended = useJobs(filter ?? {}, { enabled: filter !== undefined })
  const running: readonly Job[] = activeOf(queue.data?.running === undefined ? [] : [queue.data.running], selection)
  const waiting: readonly Job[] = activeOf(queue.data?.queued ?? [], selection)
  const over: readonly Job[] = filter === undefined ? [] : (ended.data?.pages.flatMap(({ items }) => items) ?? [])
  return {
    queue: queue.data,
    running,
    waiting,
    // The order of all decides where one is moved to: while only some are shown there is nothing to move between.
    canMove: selection.q === '' && selection.projectId === undefined,
    over,
    ids: [...running, ...waiting, ...over].map(({ id }) => id),
    isLoading: queue.isPending || (filter !== undefined && ended.isPending),
    error: queue.error ?? (filter === undefined ? null : ended.error),
    hasMore: filter !== undefined && ended.hasNextPage,
    isLoadingMore: ended.isFetchingNextPage,
    loadMore: () => void ended.fetchNextPage(),
    retry: () => {
      void queue.refetch()
      if (filter !== undefined) void ended.refetch()
    },
  }
}
