import { ToggleGroup } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** Exactly one of two to five, all in sight: view modes, filters, themes. */
export function Segmented<Value extends string>({
  options,
  value,
  onValueChange,
  label,
  className,
}: {
  options: readonly { readonly value: Value; readonly label: ReactNode; readonly title?: string }[]
  value: Value
  onValueChange: (value: Value) => void
  label: string
  className?: string
}) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      // An empty value would mean that the chosen one was pressed again.
      onValueChange={(next) => next !== '' && onValueChange(next as Value)}
      className={classNames(
        'inline-flex h-8 max-w-full items-stretch overflow-x-auto rounded-md border border-line bg-surface-1 p-0.5 pointer-coarse:h-10',
        className,
      )}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          aria-label={option.title}
          title={option.title}
          className="inline-flex min-w-7 flex-auto items-center justify-center gap-1.5 rounded-sm px-2.5 text-xs whitespace-nowrap text-ink-soft transition-colors hover:text-ink data-[state=on]:bg-surface-3 data-[state=on]:font-medium data-[state=on]:text-ink [&_svg]:size-4"
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
