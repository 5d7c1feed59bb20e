import { CircleAlert, CircleCheck, CircleMinus, Stethoscope } from 'lucide-react'
import { useDoctor } from '../../api/config.ts'
import { Button } from '../../design/button.tsx'
import { ErrorState } from '../../design/error-state.tsx'

const signs = {
  good: <CircleCheck aria-label="good" className="mt-0.5 size-4 shrink-0 text-success-text" />,
  absent: <CircleMinus aria-label="absent" className="mt-0.5 size-4 shrink-0 text-ink-faint" />,
  bad: <CircleAlert aria-label="bad" className="mt-0.5 size-4 shrink-0 text-danger-text" />,
} as const

/** What this machine has and what is missing, when it is asked for. */
export function MachineReport() {
  const { data, error, isFetching, refetch } = useDoctor()
  return (
    <div className="flex flex-col">
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
        <p className="min-w-0 text-ink-soft">
          {data === undefined
            ? 'Looks at memory, graphics cards, Blender and folders. Takes a few seconds.'
            : data.ok
              ? 'Everything that is needed is here.'
              : 'Something that is needed is missing.'}
        </p>
        <Button icon={<Stethoscope />} busy={isFetching} onClick={() => void refetch()}>
          Examine
        </Button>
      </div>
      {error === null ? null : (
        <div className="px-4 pb-4">
          <ErrorState compact error={error} />
        </div>
      )}
      {data?.sections.map((section) => (
        <section key={section.title} aria-label={section.title} className="border-t border-line px-4 py-3">
          <h3 className="pb-1.5 text-xs font-medium text-ink-faint">{section.title}</h3>
          <ul className="flex flex-col gap-1.5">
            {section.findings.map((finding) => (
              <li key={finding.name} className="flex gap-2.5">
                {signs[finding.state]}
                <div className="grid min-w-0 flex-1 gap-x-4 sm:grid-cols-[10rem_minmax(0,1fr)]">
                  <span>{finding.name}</span>
                  <span className="text-ink-soft wrap-anywhere">
                    {finding.value}
                    {finding.hint === undefined ? null : <span className="block text-ink-faint">{finding.hint}</span>}
                  </span>
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
