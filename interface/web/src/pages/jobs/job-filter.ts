import type { JobFilter } from '../../api/jobs.ts'
import { jobTitle } from '../../format/job-title.ts'

/** What the page can show, as it stands in the address. */
export const jobViews = ['all', 'active', 'done', 'failed', 'cancelled'] as const
export type JobView = (typeof jobViews)[number]

/** What a person chose to see. */
export interface JobSelection {
  readonly view: JobView
  /** Words of the label or the node. */
  readonly q: string
  /** Absent: of all projects. */
  readonly projectId: string | undefined
}

export function toJobView(text: string | null): JobView {
  return jobViews.find((view) => view === text) ?? 'all'
}

/** What of the ended jobs is wanted from the server; `undefined` for none of them. */
export function endedFilter({ view, q, projectId }: JobSelection): JobFilter | undefined {
  const rest = { ...(q === '' ? {} : { q }), ...(projectId === undefined ? {} : { projectId }) }
  switch (view) {
    case 'all':
      return { state: ['done', 'failed', 'cancelled'], ...rest }
    case 'active':
      return undefined
    case 'done':
    case 'failed':
    case 'cancelled':
      return { state: [view], ...rest }
    default:
      return view satisfies never
  }
}

/** Those of the running and waiting jobs that belong to a selection. */
export function activeOf<Job extends { readonly label: string; readonly node: string; readonly projectId: string }>(
  jobs: readonly Job[],
  { view, q, projectId }: JobSelection,
): readonly Job[] {
  if (view !== 'all' && view !== 'active') return []
  return jobs.filter(
    (job) =>
      (projectId === undefined || job.projectId === projectId) &&
      `${job.label} ${job.node} ${jobTitle(job.label)}`.toLowerCase().includes(q.toLowerCase()),
  )
}

/** The neighbour of `chosen` in a list of ids, one further in `direction`; the first or last where none is chosen. */
export function neighbour(ids: readonly string[], chosen: string | undefined, direction: 1 | -1): string | undefined {
  const at = chosen === undefined ? -1 : ids.indexOf(chosen)
  if (at < 0) return direction === 1 ? ids[0] : ids.at(-1)
  return ids[at + direction]
}
