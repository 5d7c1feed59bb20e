import { createStore } from '../store.ts'
import { advance, type JobProgress } from './job-progress.ts'
import type { StreamEvent } from './wire.ts'

const store = createStore<ReadonlyMap<string, JobProgress>>(new Map())

/** The progress of the jobs that run now, by id, as the stream tells it. */
export const progressStore = {
  subscribe: store.subscribe,
  get: (jobId: string) => store.get().get(jobId),
  take(event: StreamEvent) {
    if (event.type === 'reset') return store.set(new Map())
    if (!('jobId' in event) || event.jobId === undefined) return
    const before = store.get().get(event.jobId)
    const after = advance(before, event)
    if (after === before) return
    const next = new Map(store.get())
    if (after === undefined) next.delete(event.jobId)
    else next.set(event.jobId, after)
    store.set(next)
  },
}
