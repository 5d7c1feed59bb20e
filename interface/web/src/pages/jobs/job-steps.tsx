import { Check } from 'lucide-react'
import type { JobStep } from '../../api/job-progress.ts'
import { Spinner } from '../../design/spinner.tsx'
import { formatSeconds } from '../../format/format-time.ts'

/** The nodes that run inside a job, the inner ones further in. */
export function JobSteps({ steps }: { steps: readonly JobStep[] }) {
  return (
    <section aria-label="Steps" className="flex flex-col gap-2">
      <h3 className="text-xs font-medium text-ink-faint">Steps</h3>
      <ol className="flex flex-col">
        {steps.map((step, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever added at the end
            key={index}
            className="flex h-7 items-center gap-2 border-b border-line last:border-0"
            style={{ paddingInlineStart: `${step.depth}rem` }}
          >
            {step.state === 'running' ? (
              <Spinner className="size-3.5 text-accent-text" />
            ) : (
              <Check aria-hidden className="size-3.5 text-success-text" />
            )}
            <span className="min-w-0 flex-1 truncate font-mono text-xs">{step.step}</span>
            <span className="text-xs text-ink-faint tabular-nums">
              {step.fromCache
                ? 'from cache'
                : step.durationMs === undefined
                  ? ''
                  : formatSeconds(step.durationMs / 1000)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
