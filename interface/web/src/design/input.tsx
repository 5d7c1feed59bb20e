import type { InputHTMLAttributes, ReactNode, Ref } from 'react'
import { classNames } from './class-names.ts'
import { useFieldProps } from './field.tsx'

export interface InputProps extends InputHTMLAttributes<HTMLInputElement> {
  /** A lucide icon inside, on the left. */
  readonly icon?: ReactNode
  readonly ref?: Ref<HTMLInputElement>
}

/** How text fields look; Textarea and Select share it. */
export const controlLook =
  'w-full min-w-0 rounded-md border border-line bg-surface-2 px-2.5 text-ink placeholder:text-ink-faint transition-colors hover:border-line-strong/70 focus-visible:border-focus focus-visible:outline-1 focus-visible:outline-offset-0 disabled:opacity-50 aria-invalid:border-danger'

export function Input({ icon, className, ...props }: InputProps) {
  const field = useFieldProps()
  const input = (
    <input
      autoComplete="off"
      {...field}
      {...props}
      className={classNames(controlLook, 'h-8 pointer-coarse:h-10', icon !== undefined && 'pl-8', className)}
    />
  )
  if (icon === undefined) return input
  return (
    <span className="relative flex w-full min-w-0 items-center [&>svg]:pointer-events-none [&>svg]:absolute [&>svg]:left-2.5 [&>svg]:size-4 [&>svg]:text-ink-faint">
      {icon}
      {input}
    </span>
  )
}
