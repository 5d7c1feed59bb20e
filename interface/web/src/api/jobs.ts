import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { type JobProgress, secondsLeft } from './job-progress.ts'
import { placed } from './placed.ts'
import { progressStore } from './progress-store.ts'
import { request } from './request.ts'
import { usePolling } from './use-connection.ts'
import type { Job, JobState, Page, Queue } from './wire.ts'

export interface JobFilter {
  readonly state?: readonly JobState[]
  readonly node?: string
  readonly projectId?: string
  readonly q?: string
  readonly from?: string
  readonly to?: string
}

export interface NewJob {
  readonly node: string
  readonly input: unknown
  readonly projectId?: string
  readonly session?: string
  readonly priority?: number
  readonly useCache?: boolean
}

export function listJobs(
  filter: JobFilter,
  { cursor, limit = 50, signal }: { cursor?: string | undefined; limit?: number; signal?: AbortSignal } = {},
): Promise<Page<Job>> {
  return request('jobs', { query: { ...filter, cursor, limit }, signal })
}

export function getJob(id: string, signal?: AbortSignal): Promise<Job> {
  return request(`jobs/${id}`, { signal })
}

/** The job once it is over; the server holds each answer for a while. */
export async function waitForJob(id: string, signal?: AbortSignal): Promise<Job> {
  for (;;) {
    const job = await request<Job>(`jobs/${id}`, { query: { waitSeconds: 30 }, signal })
    if (isOver(job.state)) return job
  }
}

/** `key` makes sending it twice harmless. */
export function submitJob(job: NewJob, key: string = crypto.randomUUID()): Promise<Job> {
  return request('jobs', { method: 'POST', body: job, headers: { 'idempotency-key': key } })
}

export function cancelJob(id: string): Promise<Job> {
  return request(`jobs/${id}/cancel`, { method: 'POST' })
}

export function retryJob(id: string): Promise<Job> {
  return request(`jobs/${id}/retry`, { method: 'POST' })
}

/** Puts a queued job before another, or at the end. */
export function moveJob(id: string, before: string): Promise<Job> {
  return request(`jobs/${id}`, { method: 'PATCH', body: { before } })
}

/** A list that grows by pages. */
export function useJobs(filter: JobFilter = {}, { enabled = true }: { enabled?: boolean } = {}) {
  return useInfiniteQuery({
    queryKey: ['jobs', 'list', filter],
    queryFn: ({ pageParam, signal }) => listJobs(filter, { cursor: pageParam, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    enabled,
    refetchInterval: usePolling(),
  })
}

/** One job with its live progress: what the server keeps, and on top of it what the stream says. */
export function useJob(id: string | undefined) {
  const polling = usePolling(1000)
  const query = useQuery({
    queryKey: ['jobs', 'one', id],
    queryFn: ({ signal }) => getJob(id!, signal),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data !== undefined && isOver(state.data.state) ? false : polling),
  })
  const live = useJobProgress(id)
  return { ...query, data: query.data === undefined ? undefined : withProgress(query.data, live), live }
}

/** What the stream says of a job that runs; `undefined` when it does not run or the stream is down. */
export function useJobProgress(id: string | undefined): JobProgress | undefined {
  return useSyncExternalStore(progressStore.subscribe, () => (id === undefined ? undefined : progressStore.get(id)))
}

/** The job as it stands now. */
export function withProgress(job: Job, live: JobProgress | undefined): Job {
  if (live === undefined || isOver(job.state)) return job
  const left = secondsLeft(live) ?? job.secondsLeft
  return {
    ...job,
    state: 'running',
    progress: live.fraction,
    ...(live.message === undefined ? {} : { message: live.message }),
    ...(live.preview === undefined ? {} : { preview: live.preview }),
    ...(left === undefined ? {} : { secondsLeft: left }),
  }
}

export function isOver(state: JobState): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled'
}

/** A new job; the lists show it at once. */
export function useSubmitJob() {
  return useJobMutation((job: NewJob) => submitJob(job))
}

export function useCancelJob() {
  return useJobMutation(cancelJob)
}

export function useRetryJob() {
  return useJobMutation(retryJob)
}

/** The queue shows the new order at once; the next answer of the server decides. */
export function useMoveJob() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, before }: { id: string; before: string }) => moveJob(id, before),
    onMutate: async ({ id, before }) => {
      // An answer that is on its way still has the old order.
      await client.cancelQueries({ queryKey: ['queue'] })
      client.setQueryData<Queue>(
        ['queue'],
        (queue) => queue && { ...queue, queued: [...placed(queue.queued, id, before)] },
      )
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['queue'] }),
  })
}

function useJobMutation<Variables>(mutationFn: (variables: Variables) => Promise<Job>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: (job) => client.setQueryData(['jobs', 'one', job.id], job),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['jobs'] }),
        client.invalidateQueries({ queryKey: ['queue'] }),
      ]),
  })
}
