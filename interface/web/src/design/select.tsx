import { ChevronDown } from 'lucide-react'
import type { SelectHTMLAttributes } from 'react'
import { classNames } from './class-names.ts'
import { useFieldProps } from './field.tsx'
import { controlLook } from './input.tsx'

export interface SelectOption {
  readonly value: string
  readonly label: string
  readonly disabled?: boolean
}

/** One of a few. The browser's own list beneath: it works with every keyboard, screen reader and phone. */
export function Select({
  options,
  groups,
  onValueChange,
  className,
  ...props
}: Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange' | 'children'> & {
  readonly options?: readonly SelectOption[]
  readonly groups?: readonly { readonly label: string; readonly options: readonly SelectOption[] }[]
  readonly onValueChange: (value: string) => void
}) {
  const field = useFieldProps()
  return (
    <span className={classNames('relative flex min-w-0 items-center', className ?? 'w-full')}>
      <select
        {...field}
        {...props}
        onChange={(event) => onValueChange(event.target.value)}
        className={classNames(controlLook, 'h-8 appearance-none truncate pr-7 pointer-coarse:h-10')}
      >
        {options?.map(toOption)}
        {groups?.map((group) => (
          <optgroup key={group.label} label={group.label}>
            {group.options.map(toOption)}
          </optgroup>
        ))}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute right-2 size-4 text-ink-faint" />
    </span>
  )
}

function toOption({ value, label, disabled }: SelectOption) {
  return (
    <option key={value} value={value} disabled={disabled} className="bg-surface-2 text-ink">
      {label}
    </option>
  )
}
