import { useState } from 'react'
import { Button } from '../../../design/button.tsx'
import { FacetRow } from './facet-row.tsx'

/** More than these are behind a button: the most used come first. */
const FIRST = 6
/** A list longer than this is better searched. */
const MOST = 100

/** One kind of facet: a heading and its values, of which one can be chosen. */
export function FacetSection({
  title,
  items,
  value,
  onChange,
}: {
  title: string
  items: readonly { readonly value: string; readonly label?: string; readonly count: number }[]
  value: string | undefined
  onChange: (value: string | undefined) => void
}) {
  const [all, setAll] = useState(false)
  if (items.length === 0 && value === undefined) return null
  const shown = items.slice(0, all ? MOST : FIRST)
  // What is chosen stays in sight, also when nothing has it any more.
  const chosen =
    value === undefined || shown.some((item) => item.value === value)
      ? undefined
      : (items.find((item) => item.value === value) ?? { value, count: 0 })
  return (
    <section aria-label={title} className="flex flex-col gap-px">
      <h3 className="mb-1 px-2 text-2xs font-medium text-ink-faint">{title}</h3>
      {[...(chosen === undefined ? [] : [chosen]), ...shown].map((item) => (
        <FacetRow
          key={item.value}
          label={'label' in item && item.label !== undefined ? item.label : item.value}
          count={item.count}
          on={item.value === value}
          onPress={() => onChange(item.value === value ? undefined : item.value)}
        />
      ))}
      {items.length > FIRST ? (
        <Button
          variant="quiet"
          size="small"
          className="justify-start!"
          onClick={() => setAll(!all)}
          aria-expanded={all}
        >
          {all ? 'Fewer' : `${Math.min(MOST, items.length) - FIRST} more`}
        </Button>
      ) : null}
    </section>
  )
}
