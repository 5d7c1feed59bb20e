import { Check, X } from 'lucide-react'
import type { Asset } from '../../../api/wire.ts'
import { Badge } from '../../../design/badge.tsx'
import { Section } from './section.tsx'

/** What was measured of the file, and whether it meets the bounds. */
export function QualityList({ quality }: { quality: NonNullable<Asset['quality']> }) {
  const judged = quality.measures.filter(({ pass }) => pass !== undefined)
  const failed = judged.filter(({ pass }) => pass === false)
  return (
    <Section
      title="Quality"
      action={
        judged.length === 0 ? undefined : failed.length === 0 ? (
          <Badge tone="success" icon={<Check />}>
            {judged.length} of {judged.length} pass
          </Badge>
        ) : (
          <Badge tone="warning" icon={<X />}>
            {failed.length} of {judged.length} {failed.length === 1 ? 'fails' : 'fail'}
          </Badge>
        )
      }
    >
      <dl className="grid grid-cols-[minmax(9.5rem,1fr)_minmax(0,auto)_1rem] gap-x-2 gap-y-1">
        {[...failed, ...quality.measures.filter((measure) => !failed.includes(measure))].map(
          ({ name, value, pass }) => (
            <div key={name} className="col-span-3 grid grid-cols-subgrid items-center">
              <dt className="truncate text-ink-soft">{titleOf(name)}</dt>
              <dd className="text-right tabular-nums wrap-anywhere">{write(value)}</dd>
              <dd className="[&_svg]:size-3.5">
                {pass === undefined ? null : pass ? (
                  <Check aria-label="passes" className="text-success-text" />
                ) : (
                  <X aria-label="fails" className="text-danger-text" />
                )}
              </dd>
            </div>
          ),
        )}
      </dl>
    </Section>
  )
}

function titleOf(name: string): string {
  const words = name.replaceAll('-', ' ').replace(/^uv\b/, 'UV')
  return words[0]!.toUpperCase() + words.slice(1)
}

function write(value: number | boolean | string): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return value
  return Number.isInteger(value) ? value.toLocaleString('en') : value.toPrecision(3)
}
