import { Ban, CircleAlert, CircleCheck, CircleDashed } from 'lucide-react'
import type { ReactNode } from 'react'
import type { JobState } from '../../api/wire.ts'
import { Badge, type Tone } from '../../design/badge.tsx'
import { Spinner } from '../../design/spinner.tsx'

export interface JobStateLook {
  readonly word: string
  readonly tone: Tone
  readonly icon: ReactNode
}

/** How a state is said and drawn, everywhere. */
export const jobStateLooks: Readonly<Record<JobState, JobStateLook>> = {
  queued: { word: 'Waiting', tone: 'neutral', icon: <CircleDashed aria-hidden className="size-4 text-ink-faint" /> },
  running: { word: 'Running', tone: 'accent', icon: <Spinner className="text-accent-text" /> },
  done: { word: 'Done', tone: 'success', icon: <CircleCheck aria-hidden className="size-4 text-success-text" /> },
  failed: { word: 'Failed', tone: 'danger', icon: <CircleAlert aria-hidden className="size-4 text-danger-text" /> },
  cancelled: { word: 'Cancelled', tone: 'neutral', icon: <Ban aria-hidden className="size-4 text-ink-faint" /> },
}

export function JobStateBadge({ state }: { state: JobState }) {
  const { word, tone } = jobStateLooks[state]
  return <Badge tone={tone}>{word}</Badge>
}
