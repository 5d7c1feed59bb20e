import type { JobFilter } from '../../api/jobs.ts'

/** What the page can show, as it stands in the address. */
export const jobViews = ['all', 'active', 'done', 'failed', 'cancelled'] as const
export type JobView = (typeof jobViews)[number]

export function toJobView(text: string | null): JobView {
  return jobViews.find((view) => view === text) ?? 'all'
}

/** What of the ended jobs a view wants from the server; `undefined` for none of them. */
export function endedFilter(view: JobView, q: string): JobFilter | undefined {
  const text = q.trim() === '' ? {} : { q: q.trim() }
  switch (view) {
    case 'all':
      return { state: ['done', 'failed', 'cancelled'], ...text }
    case 'active':
      return undefined
    case 'done':
    case 'failed':
    case 'cancelled':
      return { state: [view], ...text }
    default:
      return view satisfies never
  }
}

/** Whether the running and waiting jobs belong to a view. */
export function showsActive(view: JobView): boolean {
  return view === 'all' || view === 'active'
}
