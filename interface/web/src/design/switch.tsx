import { Switch as Radix } from 'radix-ui'
import { useFieldProps } from './field.tsx'

/** On or off, in force at once. */
export function Switch({
  checked,
  onCheckedChange,
  disabled,
  label,
}: {
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  disabled?: boolean
  /** Needed outside of a Field. */
  label?: string
}) {
  const field = useFieldProps()
  return (
    <Radix.Root
      {...field}
      aria-label={label}
      checked={checked}
      onCheckedChange={onCheckedChange}
      disabled={disabled}
      className="relative inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-line-strong bg-surface-3 transition-colors disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
    >
      <Radix.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-ink-soft transition-transform data-[state=checked]:translate-x-4.5 data-[state=checked]:bg-accent-ink" />
    </Radix.Root>
  )
}
