import { useEffect, useState } from 'react'
import { classNames } from './class-names.ts'
import { useFieldProps } from './field.tsx'
import { controlLook } from './input.tsx'

/** A number that is taken over when it is whole: on Enter or when the field is left. Arrow keys change it by `step`, ten times that with shift. */
export function NumberInput({
  value,
  onValueChange,
  min = Number.NEGATIVE_INFINITY,
  max = Number.POSITIVE_INFINITY,
  step = 1,
  unit,
  disabled = false,
  label,
  id,
  className,
}: {
  value: number
  onValueChange: (value: number) => void
  min?: number | undefined
  max?: number | undefined
  step?: number | undefined
  unit?: string | undefined
  disabled?: boolean
  label?: string
  id?: string
  className?: string
}) {
  const field = useFieldProps()
  const [text, setText] = useState(String(value))
  useEffect(() => setText(String(value)), [value])

  const commit = (written: string) => {
    const next = Number(written.replace(',', '.'))
    if (written.trim() === '' || !Number.isFinite(next)) return setText(String(value))
    const bounded = Math.min(max, Math.max(min, next))
    setText(String(bounded))
    if (bounded !== value) onValueChange(bounded)
  }
  const nudge = (direction: 1 | -1, factor: number) => {
    const from = Number.isFinite(Number(text)) ? Number(text) : value
    // Ten digits drop what binary fractions add: 0.1 + 0.2.
    commit(String(Number((from + direction * step * factor).toFixed(10))))
  }

  return (
    <span className={classNames('relative inline-flex items-center', className)}>
      <input
        {...field}
        {...(id === undefined ? {} : { id })}
        aria-label={label}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        disabled={disabled}
        onChange={(event) => setText(event.target.value)}
        onBlur={(event) => commit(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit(event.currentTarget.value)
          else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault()
            nudge(event.key === 'ArrowUp' ? 1 : -1, event.shiftKey ? 10 : 1)
          }
        }}
        className={classNames(
          controlLook,
          'h-8 text-right tabular-nums pointer-coarse:h-10',
          unit !== undefined && 'pr-7',
        )}
      />
      {unit === undefined ? null : (
        <span aria-hidden className="pointer-events-none absolute right-2 text-xs text-ink-faint">
          {unit}
        </span>
      )}
    </span>
  )
}
