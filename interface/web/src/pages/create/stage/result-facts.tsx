import { useChoices } from '../../../api/models.ts'
import type { Asset, Job } from '../../../api/wire.ts'
import { formatSeconds } from '../../../format/format-time.ts'
import { jobTitle } from '../../../format/job-title.ts'
import { seedOfJob } from './result-of-job.ts'

/** The words a result was made of, and in one line how: model, size, seed, steps, time. */
export function ResultFacts({ job, asset }: { job: Job; asset?: Asset | undefined }) {
  const models = useChoices().data?.models
  // The file knows best: the job may have left the model or the steps to their defaults.
  const input: Readonly<Record<string, unknown>> = { ...(job.input as object), ...asset?.facts }
  const text = (name: string) => (input[name] === undefined ? undefined : String(input[name]))
  // 'name@version': the version is for the record.
  const name = text('model')?.split('@')[0]
  const model = models?.find(({ id }) => id === name)
  const seed = seedOfJob(job)
  const took =
    job.startedAt === undefined || job.endedAt === undefined
      ? undefined
      : (Date.parse(job.endedAt) - Date.parse(job.startedAt)) / 1000
  const facts = [
    model?.title ?? name,
    input['width'] === undefined ? undefined : `${input['width']} × ${input['height'] ?? input['width']}`,
    seed === undefined ? undefined : `seed ${seed}`,
    input['steps'] === undefined ? undefined : `${input['steps']} steps`,
    text('sampler'),
    job.fromCache ? 'from the cache' : took === undefined ? undefined : formatSeconds(took),
  ].filter((fact) => fact !== undefined)
  return (
    <p className="flex shrink-0 gap-2 border-t border-line bg-surface-1 px-4 pt-1.5 text-xs text-ink-faint tabular-nums">
      <span className="min-w-0 flex-1 truncate text-ink-soft" title={text('prompt')}>
        {text('prompt') ?? jobTitle(job.label)}
      </span>
      <span className="hidden shrink-0 sm:inline">{facts.join(' · ')}</span>
    </p>
  )
}
