import { CircleCheck, CircleX, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useReplayAsset } from '../../../api/assets.ts'
import { isOver, useJob } from '../../../api/jobs.ts'
import type { Asset } from '../../../api/wire.ts'
import { Button } from '../../../design/button.tsx'
import { ErrorState } from '../../../design/error-state.tsx'
import { Progress } from '../../../design/progress.tsx'
import { toastError } from '../../../design/toast-store.ts'
import { Section } from './section.tsx'

/** What the node `asset.replay` answers. */
interface ReplayResult {
  readonly identical: boolean
  readonly steps: readonly unknown[]
  readonly firstDifference?: { readonly name: string; readonly node: string }
}

/** Makes the asset again from its record and says whether every byte is the same. */
export function Replay({ asset }: { asset: Asset }) {
  const [started, setStarted] = useState<{ asset: string; job: string } | undefined>()
  const replay = useReplayAsset()
  const { data: job } = useJob(started?.asset === asset.id ? started.job : undefined)
  const running = job !== undefined && !isOver(job.state)
  return (
    <Section
      title="Replay"
      action={
        <Button
          size="small"
          icon={<RotateCw />}
          busy={replay.isPending || running}
          onClick={() =>
            replay.mutate(asset.id, {
              onSuccess: ({ id }) => setStarted({ asset: asset.id, job: id }),
              onError: toastError,
            })
          }
        >
          Make it again
        </Button>
      }
    >
      <div role="status">
        {job === undefined ? (
          <p className="text-ink-faint">Makes it from its record once more and compares every byte. Nothing is kept.</p>
        ) : running ? (
          <Progress
            label="Replay"
            fraction={job.state === 'queued' ? undefined : job.progress}
            message={job.state === 'queued' ? 'Waiting for its turn' : job.message}
          />
        ) : job.state === 'done' ? (
          <Result result={job.output as ReplayResult} />
        ) : job.error === undefined ? (
          <p className="text-ink-soft">It was cancelled.</p>
        ) : (
          <ErrorState compact error={new Error(job.error.message)} />
        )}
      </div>
    </Section>
  )
}

function Result({ result: { identical, steps, firstDifference } }: { result: ReplayResult }) {
  return identical ? (
    <p className="flex gap-2 text-success-text [&_svg]:size-4 [&_svg]:shrink-0">
      <CircleCheck aria-hidden />
      Bit-identical, with {steps.length === 1 ? 'its one step' : `all ${steps.length} steps`} on the way.
    </p>
  ) : (
    <p className="flex gap-2 text-danger-text [&_svg]:size-4 [&_svg]:shrink-0">
      <CircleX aria-hidden />
      {firstDifference === undefined
        ? 'It came out differently.'
        : `The first that differs is ${firstDifference.name}, made by ${firstDifference.node}.`}
    </p>
  )
}
