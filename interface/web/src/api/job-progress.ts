import type { StreamEvent } from './wire.ts'

/** One node that ran or runs inside a job; `depth` 0 is the job's own. */
export interface JobStep {
  readonly step: string
  readonly depth: number
  readonly state: 'running' | 'done'
  readonly fromCache: boolean
  readonly durationMs?: number
}

/** What the stream said of a job since it started; it goes by too often to be asked for. */
export interface JobProgress {
  /** In [0, 1]. */
  readonly fraction: number
  readonly message?: string
  /** URL of the newest preview. */
  readonly preview?: string
  readonly steps: readonly JobStep[]
  /** ISO time of the first sign of life, for the estimate of what is left. */
  readonly since: string
  readonly at: string
}

/** The progress after an event; unchanged (the same object) for events that say nothing of it. */
export function advance(before: JobProgress | undefined, event: StreamEvent): JobProgress | undefined {
  switch (event.type) {
    case 'job-start':
      return { fraction: 0, steps: [], since: event.at, at: event.at }
    case 'step-start': {
      const state = before ?? begin(event.at)
      const step: JobStep = { step: event.step, depth: event.depth, state: 'running', fromCache: false }
      return { ...state, steps: [...state.steps, step], at: event.at }
    }
    case 'step-end': {
      const state = before ?? begin(event.at)
      const index = state.steps.findLastIndex(
        (step) => step.step === event.step && step.depth === event.depth && step.state === 'running',
      )
      const done: JobStep = {
        step: event.step,
        depth: event.depth,
        state: 'done',
        fromCache: event.fromCache,
        durationMs: event.durationMs,
      }
      return { ...state, steps: index < 0 ? [...state.steps, done] : state.steps.with(index, done), at: event.at }
    }
    case 'job-progress': {
      const state = before ?? begin(event.at)
      const message = event.message ?? event.step
      return { ...state, fraction: event.fraction, message, at: event.at }
    }
    case 'job-preview':
      return { ...(before ?? begin(event.at)), preview: event.url, fraction: event.fraction, at: event.at }
    case 'job-end':
      return undefined
    default:
      return before
  }
}

/** Seconds until it is done, from how long the share so far took; `undefined` while that says little. */
export function secondsLeft({ fraction, since, at }: JobProgress): number | undefined {
  const elapsed = (Date.parse(at) - Date.parse(since)) / 1000
  if (fraction < 0.05 || fraction >= 1 || elapsed < 2) return undefined
  return (elapsed / fraction) * (1 - fraction)
}

function begin(at: string): JobProgress {
  return { fraction: 0, steps: [], since: at, at }
}
