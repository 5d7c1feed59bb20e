import { Sparkles } from 'lucide-react'
import type { JobState } from '../../../api/wire.ts'
import { Button } from '../../../design/button.tsx'
import { EmptyState } from '../../../design/empty-state.tsx'
import { ErrorState } from '../../../design/error-state.tsx'
import { Skeleton } from '../../../design/skeleton.tsx'
import { jobTitle } from '../../../format/job-title.ts'
import { formStore } from '../form/form-store.ts'
import { FailedView } from './failed-view.tsx'
import { ImageView } from './image-view.tsx'
import { MeshView } from './mesh-view.tsx'
import { resultOfJob } from './result-of-job.ts'
import { RunningView } from './running-view.tsx'
import { TextureView } from './texture-view.tsx'
import type { Feed } from './use-feed.ts'

const examples = ['ancient stone statue covered in moss', 'rusty robot at sunset', 'oak chest with iron bands'] as const

/** What is in sight: the picture, the material, the mesh, or how far it is. */
export function Stage({ feed }: { feed: Feed }) {
  const said = feed.current === undefined ? '' : `${words[feed.current.state]}: ${jobTitle(feed.current.label)}`
  return (
    <>
      <output className="sr-only">{said}</output>
      <View feed={feed} />
    </>
  )
}

const words: Readonly<Record<JobState, string>> = {
  queued: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

function View({ feed }: { feed: Feed }) {
  const { current, jobs } = feed
  if (feed.error !== null && feed.error !== undefined && jobs.length === 0) {
    return <ErrorState error={feed.error} onRetry={feed.retry} />
  }
  if (feed.isLoading) {
    return (
      <div role="status" aria-label="Loading" className="flex flex-1 items-center justify-center p-6">
        <Skeleton className="aspect-square h-full max-h-128" />
      </div>
    )
  }
  if (current === undefined) {
    return (
      <div className="flex flex-1 items-center justify-center overflow-y-auto">
        <EmptyState
          icon={<Sparkles />}
          title="Nothing made here yet"
          action={examples.map((words) => (
            <Button key={words} size="small" onClick={() => formStore.setValue('prompt', words)}>
              {words}
            </Button>
          ))}
        >
          Write what to make, or begin with one of these. A picture of A1111, ComfyUI, SwarmUI or InvokeAI that is
          dropped here brings its settings along.
        </EmptyState>
      </div>
    )
  }
  switch (current.state) {
    case 'queued':
    case 'running':
      return <RunningView key={current.id} job={current} />
    case 'failed':
    case 'cancelled':
      return <FailedView key={current.id} job={current} />
    case 'done': {
      const result = resultOfJob(current)
      if (result === undefined) return <FailedView key={current.id} job={current} />
      // The one before it of the same kind: what it is compared with.
      const older = jobs.slice(jobs.indexOf(current) + 1).find((job) => resultOfJob(job)?.kind === result.kind)
      if (result.kind === 'image') return <ImageView key={current.id} job={current} result={result} older={older} />
      if (result.kind === 'texture') return <TextureView key={current.id} job={current} result={result} />
      return <MeshView key={current.id} job={current} result={result} />
    }
    default:
      return current.state satisfies never
  }
}
