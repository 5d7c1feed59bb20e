import { useSyncExternalStore } from 'react'
import { isCreateNode } from '../../../api/create-nodes.ts'
import { useJobs } from '../../../api/jobs.ts'
import { useCurrentProject } from '../../../api/projects.ts'
import type { Job } from '../../../api/wire.ts'
import { createStore } from '../../../store.ts'

/** The job whose result is in sight; undefined follows the newest. Survives going to another page. */
const selected = createStore<string | undefined>(undefined)

export const selection = { get: selected.get, set: selected.set }

export interface Feed {
  readonly jobs: readonly Job[]
  readonly current: Job | undefined
  readonly isLoading: boolean
  readonly error: unknown
  readonly retry: () => void
  readonly more: (() => void) | undefined
}

/** What was made in the project, newest first, and what of it is in sight. */
export function useFeed(): Feed {
  const projectId = useCurrentProject()?.id
  const query = useJobs(projectId === undefined ? {} : { projectId })
  const chosen = useSyncExternalStore(selected.subscribe, selected.get)
  const all = projectId === undefined ? [] : (query.data?.pages.flatMap(({ items }) => items) ?? [])
  // Cancelled ones say nothing worth a place.
  const jobs = all.filter((job) => isCreateNode(job.node) && job.state !== 'cancelled')
  const current = jobs.find(({ id }) => id === chosen) ?? jobs[0]
  return {
    jobs,
    current,
    isLoading: projectId === undefined || query.isPending,
    error: query.error,
    retry: () => void query.refetch(),
    more: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
  }
}
