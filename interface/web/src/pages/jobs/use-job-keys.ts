import { useNavigate } from 'react-router'
import { isOver, useCancelJob, useJob, useRetryJob } from '../../api/jobs.ts'
import { toast, toastError } from '../../design/toast-store.ts'
import { useShortcut } from '../../keyboard/use-shortcut.ts'
import { neighbour } from './job-filter.ts'

const scope = 'Jobs'

/** The page's keys: through the list, and what can be done with the chosen job. */
export function useJobKeys({
  ids,
  chosen,
  onChoose,
}: {
  ids: readonly string[]
  chosen: string | undefined
  onChoose: (id: string) => void
}): void {
  const navigate = useNavigate()
  const job = useJob(chosen).data
  const cancel = useCancelJob()
  const retry = useRetryJob()
  const step = (direction: 1 | -1) => {
    const next = neighbour(ids, chosen, direction)
    if (next !== undefined) onChoose(next)
  }
  useShortcut({ id: 'jobs-next', keys: 'j', label: 'Next job', scope, action: () => step(1) })
  useShortcut({ id: 'jobs-previous', keys: 'k', label: 'Previous job', scope, action: () => step(-1) })
  useShortcut({
    id: 'jobs-cancel',
    keys: 'x',
    label: 'Cancel this job',
    scope,
    enabled: job !== undefined && !isOver(job.state),
    action: () => cancel.mutate(job!.id, { onError: toastError }),
  })
  useShortcut({
    id: 'jobs-retry',
    keys: 'r',
    label: 'Run this job again',
    scope,
    enabled: job !== undefined && isOver(job.state),
    action: () =>
      retry.mutate(job!.id, {
        onSuccess: ({ label }) => toast({ title: `Queued again: ${label}` }),
        onError: toastError,
      }),
  })
  useShortcut({
    id: 'jobs-reuse',
    keys: 'u',
    label: 'Use the settings of this job',
    scope,
    enabled: job !== undefined,
    action: () => void navigate(`/?job=${encodeURIComponent(job!.id)}`),
  })
}
